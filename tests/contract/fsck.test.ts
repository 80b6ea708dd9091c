// Every kind of thing that a home stores, damaged: named, and repaired where that is possible.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HomePaths, homePaths } from '@mingjing/host/home';
import { type FsckReport, fsck, openOffline, repair } from '@mingjing/host/offline';
import { Chain } from '@mingjing/replica';
import { openMemoryStore, openSignState, openStore, openWriteAheadLog } from '@mingjing/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SUMMARY_KEY } from '../../packages/storage/src/format.ts';
import { bytesKey, numberKey } from '../../packages/storage/src/keys.ts';
import { openLevelKeyValue } from '../../packages/storage/src/level-key-value.ts';
import * as prefix from '../../packages/storage/src/prefixes.ts';
import { openValue, sealValue } from '../../packages/storage/src/sealed-value.ts';
import {
  checkedBlock,
  databaseOf,
  makeHome,
  NODE_ID,
  realVerifier,
  type SampleChain,
  sampleChain,
} from './home-fixture.ts';

const HEIGHTS = 4;
let folder: string;
let chain: SampleChain;
let sound: string;
let copies = 0;
let home: string;
let paths: HomePaths;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-fsck-'));
  sound = join(folder, 'sound');
  chain = await sampleChain(HEIGHTS);
  await makeHome(sound, chain);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  cpSync(sound, home, { recursive: true });
  paths = homePaths(home);
});

async function checked(): Promise<FsckReport> {
  const offline = await openOffline({ home, nodeId: NODE_ID });
  try {
    return await fsck(offline);
  } finally {
    await offline.release();
  }
}

async function repaired(report: FsckReport) {
  const offline = await openOffline({ home, nodeId: NODE_ID });
  try {
    return await repair(offline, report, { peers: [] });
  } finally {
    await offline.release();
  }
}

type Change = (key: Uint8Array, value: Uint8Array) => Uint8Array | undefined;

/** Changes one value of a database, the first whose key begins as `key`. */
async function change(name: 'chain' | 'attachments', key: Uint8Array, how: Change): Promise<void> {
  const database = await openLevelKeyValue(databaseOf(paths, name));
  const batch = database.batch();
  let isFound = false;
  const to = Uint8Array.of((key[0] ?? 0) + 1);
  await database.visit({ from: key, to, limit: 1 }, (found, value) => {
    isFound = true;
    const changed = how(found, new Uint8Array(value));
    if (changed === undefined) batch.delete(found);
    else batch.put(found, changed);
  });
  expect(isFound).toBe(true);
  await batch.write();
  await database.close();
}

const flipped: Change = (_key, value) => {
  value[0] = (value[0] ?? 0) ^ 1;
  return value;
};
const gone: Change = () => undefined;
/** Another content under a right checksum: nothing but what it means gives it away. */
const resealed: Change = (key, value) => {
  const content = new Uint8Array(openValue(key, value));
  const at = content.length - 1;
  content[at] = (content[at] ?? 0) ^ 1;
  return sealValue(key, content);
};

test('a sound home has no findings', async () => {
  expect(await checked()).toMatchObject({
    height: HEIGHTS,
    soundHeight: HEIGHTS,
    transactions: HEIGHTS,
    attachments: 2 * HEIGHTS,
    missingAttachments: 0,
    findings: [],
    total: 0,
    notes: [],
  });
});

interface Damage {
  readonly name: string;
  readonly key: Uint8Array;
  readonly how: Change;
  readonly place: string | RegExp;
  readonly what: string;
}

const block2 = numberKey(prefix.BLOCK, 2);
const HASH = /^[0-9a-f]{64}$/;

describe('damage that the home itself can mend is named, and after a repair all holds', () => {
  test.each<Damage>([
    ...[flipped, resealed, gone].map((how) => ({
      name: 'an entry of the transaction index',
      key: Uint8Array.of(prefix.TRANSACTION),
      how,
      place: HASH,
      what: 'transaction-index',
    })),
    {
      name: 'leaves of the record tree',
      key: numberKey(prefix.RECORD_LEAVES, 1),
      how: resealed,
      place: '2',
      what: 'record-leaves',
    },
    {
      name: 'an entry of the registry, with its checksum',
      key: Uint8Array.of(prefix.REGISTRY),
      how: resealed,
      place: /^[0-9a-f]+$/,
      what: 'registry',
    },
    {
      name: 'an entry of the registry, gone',
      key: Uint8Array.of(prefix.REGISTRY),
      how: gone,
      place: /^[0-9a-f]+$/,
      what: 'registry',
    },
    {
      name: 'the registry, without its checksum',
      key: Uint8Array.of(prefix.REGISTRY),
      how: flipped,
      place: String(HEIGHTS),
      what: 'unreadable',
    },
    {
      name: 'the record tree of the state',
      key: SUMMARY_KEY,
      how: resealed,
      place: String(HEIGHTS),
      what: 'record-tree',
    },
    {
      name: 'the replay set',
      key: numberKey(prefix.REPLAY, 2),
      how: resealed,
      place: String(HEIGHTS),
      what: 'replay',
    },
    {
      name: 'results of a block',
      key: block2,
      how: resealed,
      place: '2',
      what: 'results',
    },
  ])('$name: $what', async ({ key, how, place, what }) => {
    await change('chain', key, how);
    const report = await checked();
    expect(report.total).toBeGreaterThan(0);
    const store = ['registry', 'record-tree', 'replay'].includes(what) ? 'state' : 'chain';
    const [first] = report.findings;
    expect(first?.what).toBe(what);
    expect(first?.place).toEqual(typeof place === 'string' ? place : expect.stringMatching(place));
    if (what !== 'unreadable') expect(first?.store).toBe(store);
    const { left, done } = await repaired(report);
    expect(left).toEqual([]);
    expect(done).toContainEqual(first);
    expect(await checked()).toMatchObject({ height: HEIGHTS, total: 0, notes: [] });
  });
});

describe('damage that only others can mend is named, and without them nothing is changed', () => {
  test.each<Damage>([
    { name: 'a block', key: block2, how: flipped, place: '2', what: 'unreadable' },
    { name: 'a block', key: block2, how: gone, place: '2', what: 'unreadable' },
  ])('$name: $what', async ({ key, how, place, what }) => {
    await change('chain', key, how);
    const report = await checked();
    expect(report.findings[0]).toEqual({ store: 'chain', place, what });
    expect(report).toMatchObject({ height: HEIGHTS, soundHeight: 1 });
    const { left, done } = await repaired(report);
    expect(done).toEqual([]);
    expect(left).toContainEqual({ store: 'chain', place, what: 'no-source-has-it' });
    expect(await checked()).toEqual(report);
  });

  test.each<[string, Change, string]>([
    ['without its checksum', flipped, 'altered-value'],
    ['with its checksum', resealed, 'other-content'],
  ])(
    'an attachment altered %s: dropped, so that the node names it as a gap',
    async (_, how, what) => {
      await change('attachments', Uint8Array.of(prefix.ATTACHMENT), how);
      const report = await checked();
      const [first] = report.findings;
      expect(report.total).toBe(1);
      expect(first).toMatchObject({ store: 'attachments', what });
      expect(first?.place).toMatch(HASH);
      expect((await repaired(report)).left).toEqual([first]);
      const after = await checked();
      expect(after).toMatchObject({ total: 0, missingAttachments: 1 });
      expect(after.notes).toEqual([{ store: 'attachments', place: first?.place, what: 'missing' }]);
    },
  );
});

describe('files beside the databases', () => {
  test('a key of an unknown kind is named', async () => {
    const database = await openLevelKeyValue(databaseOf(paths, 'chain'));
    const batch = database.batch();
    batch.put(bytesKey(99, Uint8Array.of(1)), Uint8Array.of(1));
    await batch.write();
    await database.close();
    const report = await checked();
    expect(report.findings).toEqual([{ store: 'chain', place: '6301', what: 'unknown-key' }]);
    expect((await repaired(report)).left).toEqual([]);
    expect((await checked()).total).toBe(0);
  });

  test('a write-ahead log that is none: dropped, and its height not signed in', async () => {
    writeFileSync(paths.wal, 'this is no write-ahead log');
    const report = await checked();
    expect(report.findings).toEqual([{ store: 'wal', place: 'file', what: 'malformed' }]);
    expect((await repaired(report)).left).toEqual([]);
    expect((await checked()).total).toBe(0);
    const guard = await openSignState(paths.signed);
    expect(guard.last()).toEqual({ type: 'raised', height: HEIGHTS + 1 });
    await guard.close();
  });

  test('a record of the write-ahead log that is none, and a torn end', async () => {
    const log = await openWriteAheadLog(paths.wal);
    await log.append(Uint8Array.of(255, 255, 255));
    await log.close();
    writeFileSync(paths.wal, Uint8Array.of(0, 0, 1), { flag: 'a' });
    expect(await checked()).toMatchObject({
      findings: [{ store: 'wal', place: 'record 0', what: 'malformed' }],
      notes: [{ store: 'wal', place: '3 bytes', what: 'torn-tail' }],
    });
  });

  test('a damaged record of signatures: put aside, so that the node waits', async () => {
    writeFileSync(paths.signed, 'no record');
    const report = await checked();
    expect(report.findings).toEqual([{ store: 'signed-last', place: 'file', what: 'malformed' }]);
    expect((await repaired(report)).left).toEqual([]);
    expect(await checked()).toMatchObject({
      total: 0,
      notes: [{ store: 'signed-last', place: 'file', what: 'lost' }],
    });
  });

  test('a database that cannot be opened is named, and the other is still verified', async () => {
    rmSync(join(databaseOf(paths, 'attachments'), 'CURRENT'));
    writeFileSync(join(databaseOf(paths, 'attachments'), 'CURRENT'), 'MANIFEST-999999\n');
    const report = await checked();
    expect(report).toMatchObject({ soundHeight: HEIGHTS, missingAttachments: 2 * HEIGHTS });
    expect(report.findings[0]).toMatchObject({ store: 'attachments', place: 'database' });
  });
});

describe('a chain whose first blocks were never stored', () => {
  beforeEach(async () => {
    const { genesis, blocks } = chain;
    rmSync(databaseOf(paths, 'chain'), { recursive: true });
    const [whole, later] = [await openMemoryStore(), await openStore(paths.data)];
    const opened = await Chain.open(genesis, whole, realVerifier);
    if (!opened.ok) throw new Error(opened.reason);
    const commit = whole.commit.bind(whole);
    whole.commit = async (written) => {
      await commit(written);
      if (written.height >= 3) await later.commit(written);
    };
    for (const sent of blocks) {
      await opened.value.commit(await checkedBlock(opened.value, sent, whole));
    }
    await later.close();
  });

  test('is verified from what it begins with; a state that is not whole is named', async () => {
    const report = await checked();
    expect(report).toMatchObject({ soundHeight: HEIGHTS, transactions: 2 });
    expect(report.findings).toEqual([{ store: 'state', place: '4', what: 'state-root' }]);
  });

  test.each<[Change, string]>([
    [flipped, 'unreadable'],
    [gone, 'unreadable'],
    [resealed, 'results'],
  ])('a damaged block is named (%#)', async (how, what) => {
    await change('chain', numberKey(prefix.BLOCK, 3), how);
    expect((await checked()).findings[0]).toEqual({ store: 'chain', place: '3', what });
  });
});
