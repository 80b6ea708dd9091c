import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { JournalSource, logOrigin, SOURCE_NAMES } from '@mingjing/protocol';
import {
  noteKey,
  TYPE_ED25519,
  tileWidth,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  verifyRange,
} from '@mingjing/tlog';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  actorTagOf,
  actorTagOpening,
  COUNTS_MAX,
  ENTRY_BOUNDS,
  type EntryInput,
  type Journal,
  openEntry,
} from '../src/index.ts';
import { FakeDisk } from './fake-disk.ts';
import {
  CHAIN_ID,
  NODE_ID,
  openTestJournal,
  plainEntry,
  START_MS,
  signer,
  userEntry,
} from './fixture.ts';
import { naiveRoot } from './naive-tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function openedEntry(opened: Awaited<ReturnType<typeof openTestJournal>>, index = 0) {
  const entry = await opened.journal.read('publish', index);
  if (entry?.body === undefined) throw new Error('no entry');
  return { entry, ...openEntry(CHAIN_ID, { stub: entry.stub, body: entry.body }, opened.keys) };
}

describe('an entry', () => {
  test('is read back with everything that was said', async () => {
    const opened = await openTestJournal(root);
    const position = await opened.journal.append(userEntry('record-1'));
    expect(position).toEqual({ source: 'publish', index: 0 });
    const { entry, frame, act, personal } = await openedEntry(opened);
    expect(entry.stub).toMatchObject({ version: 1, source: 4, index: 0, time: START_MS });
    expect(frame).toMatchObject({ program: NODE_ID, event: 'record-published', result: 1 });
    expect(frame).toMatchObject({ source: 4, index: 0, time: START_MS, blockHeight: 12 });
    expect(act).toMatchObject({ actorType: 1, actor: 'alice', session: 's1', method: 'POST' });
    expect(act).toMatchObject({ destinationAddress: '198.51.100.1', destinationPort: 8442 });
    expect(personal).toMatchObject({ sourceAddress: '192.0.2.7', sourcePort: 50_123 });
    await opened.journal.close();
  });

  test('shows its actor only to whom the tag is opened', async () => {
    const opened = await openTestJournal(root);
    await opened.journal.appendMany([userEntry('a'), userEntry('b'), userEntry('c', 'bob')]);
    const tags = (await opened.journal.readRange('publish', 0, 3)).map(({ stub }) => stub.actorTag);
    const [first, second, third] = tags.map(bytesToHex);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
    const opening = actorTagOpening(opened.keys.tagKey, 'user', 'alice');
    expect(bytesToHex(actorTagOf(CHAIN_ID, opening, 'user', 'alice'))).toBe(first);
    await opened.journal.close();
  });

  test('takes a resource of any length, cut at a character and marked', async () => {
    const opened = await openTestJournal(root);
    for (const resource of [
      '/x'.repeat(5000),
      '镜'.repeat(3000),
      '/\u{1f50d}'.repeat(2000),
      '/\ud800',
    ]) {
      const { index } = await opened.journal.append({ ...userEntry('o'), resource });
      const { act } = await openedEntry(opened, index);
      expect(Buffer.byteLength(act.resource)).toBeLessThanOrEqual(ENTRY_BOUNDS.resource);
      expect(act.resource).not.toMatch(/\ufffd./);
      if (resource.length > 100) expect(act.resource.endsWith('…')).toBe(true);
    }
    await opened.journal.close();
  });

  const widest: EntryInput = {
    source: 'access',
    event: 'e'.repeat(ENTRY_BOUNDS.event),
    result: 'failed',
    reason: 'r'.repeat(ENTRY_BOUNDS.reason),
    blockHeight: Number.MAX_SAFE_INTEGER,
    actor: { type: 'officer', id: 'a'.repeat(ENTRY_BOUNDS.actor) },
    session: 's'.repeat(ENTRY_BOUNDS.session),
    method: 'm'.repeat(ENTRY_BOUNDS.method),
    resource: 'p'.repeat(ENTRY_BOUNDS.resource),
    object: 'o'.repeat(ENTRY_BOUNDS.object),
    transactionId: new Uint8Array(ENTRY_BOUNDS.transactionId),
    counts: new Array(COUNTS_MAX).fill(Number.MAX_SAFE_INTEGER),
    destination: { address: 'd'.repeat(ENTRY_BOUNDS.destinationAddress), port: 65_535 },
    personal: {
      sourceAddress: 'x'.repeat(ENTRY_BOUNDS.sourceAddress),
      sourcePort: 65_535,
      subject: '名'.repeat(Math.floor(ENTRY_BOUNDS.subject / 3)),
    },
    person: 'p'.repeat(ENTRY_BOUNDS.person),
  };

  test('at all its bounds fits a body', async () => {
    const opened = await openTestJournal(root);
    await opened.journal.append(widest);
    expect((await opened.journal.read('access', 0))?.bodyBytes?.length).toBeLessThan(32 * 1024);
    expect(await opened.journal.verify()).toMatchObject({ ok: true });
    await opened.journal.close();
  });

  test.each<[string, Partial<EntryInput>, string, string]>([
    ['a long object', { object: 'o'.repeat(1025) }, 'object', 'too-long'],
    ['an object long in bytes only', { object: '镜'.repeat(342) }, 'object', 'too-long'],
    ['half a character', { session: '\udc00' }, 'session', 'malformed'],
    ['an event with spaces', { event: 'a b' }, 'event', 'malformed'],
    ['an unknown source', { source: 'other' as 'access' }, 'source', 'unknown-value'],
    ['an unknown result', { result: 'maybe' as 'done' }, 'result', 'unknown-value'],
    ['a negative count', { counts: [-1] }, 'counts', 'not-an-integer'],
    ['too many counts', { counts: new Array(257).fill(1) }, 'counts', 'too-many'],
    ['a broken height', { blockHeight: 1.5 }, 'blockHeight', 'not-an-integer'],
    [
      'a port beyond 65535',
      { destination: { address: 'a', port: 65_536 } },
      'destinationPort',
      'not-an-integer',
    ],
    ['a person with a space', { person: 'a b' }, 'person', 'malformed'],
    ['a person named as strangers are', { person: '~stranger-1' }, 'person', 'malformed'],
    ['a user without id', { actor: { type: 'user', id: '' } }, 'actor', 'malformed'],
    ['a long transaction id', { transactionId: new Uint8Array(65) }, 'transactionId', 'too-long'],
  ])('with %s is refused, and with it its whole call', async (_, change, field, reason) => {
    const opened = await openTestJournal(root);
    const call = opened.journal.appendMany([userEntry('good'), { ...userEntry('bad'), ...change }]);
    await expect(call).rejects.toMatchObject({ code: 'JOURNAL_REFUSED', fault: { field, reason } });
    expect(opened.journal.logs()).toEqual([]);
    await opened.journal.close();
  });
});

describe('a journal on disk', () => {
  test('continues after it was closed, over days and segments', async () => {
    for (let round = 0; round < 3; round++) {
      const opened = await openTestJournal(root);
      opened.clock.time += round * 86_400_000;
      const positions = await opened.journal.appendMany([userEntry('a'), plainEntry('b')]);
      expect(positions.map(({ index }) => index)).toEqual([round, round]);
      await opened.journal.close();
    }
    const opened = await openTestJournal(root);
    expect(opened.journal.logs().map(({ size }) => size)).toEqual([3, 3]);
    expect(await opened.journal.verify()).toMatchObject({ ok: true });
    expect((await openedEntry(opened, 2)).personal).toMatchObject({ sourcePort: 50_123 });
    await opened.journal.close();
    await expect(opened.journal.append(plainEntry('x'))).rejects.toMatchObject({
      code: 'JOURNAL_CLOSED',
    });
  });

  test('is readable by its owner only, and so are the keys', async () => {
    const { journal, folder } = await openTestJournal(root);
    await journal.append(userEntry('a'));
    await journal.close();
    for (const name of ['publish/stubs', 'manifest']) {
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
    expect(statSync(join(root, 'config/person-keys')).mode & 0o777).toBe(0o600);
  });

  test('moves entries of many calls at once into its files, and reads them meanwhile', async () => {
    const { journal } = await openTestJournal(root, undefined, {
      writerLimits: { tailBytes: 20_000 },
    });
    const calls = Array.from({ length: 200 }, (_, i) =>
      journal.appendMany([userEntry(`o${i}`), plainEntry(`p${i}`), plainEntry(`q${i}`, 'network')]),
    );
    for (const [i, call] of calls.entries()) {
      const [first] = await call;
      expect(first?.index).toBe(i);
      expect((await journal.read('publish', i))?.stub.index).toBe(i);
    }
    expect(await journal.verify()).toMatchObject({ ok: true });
    expect(journal.logs()).toMatchObject([{ size: 200 }, { size: 200 }, { size: 200 }]);
    await journal.close();
  });
});

describe('while entries come during every sync', () => {
  const LOAD_COMMITS = 500;

  /** Appends one entry more while the one before is synced, as often as that. */
  async function underLoad() {
    const disk = new FakeDisk();
    let commits = 0;
    const appended: Promise<unknown>[] = [];
    const append = () => appended.push(opened.journal.append(plainEntry(`o${commits}`)));
    const open = disk.open.bind(disk);
    disk.open = async (path, mode) => {
      const file = await open(path, mode);
      if (!path.includes('/tail-')) return file;
      const datasync = async () => {
        if (appended.length > 0 && commits < LOAD_COMMITS) append();
        commits += 1;
        await file.datasync();
      };
      return { ...file, datasync };
    };
    const opened = await openTestJournal('/home', disk);
    const begin = () => {
      commits = 0;
      append();
    };
    const ended = async () => {
      while (commits < LOAD_COMMITS) await Promise.all(appended);
    };
    return { ...opened, begin, commits: () => commits, ended };
  }

  test.each<[what: string, act: (journal: Journal) => Promise<unknown>]>([
    ['the segments of the day before are sealed', (journal) => journal.tick()],
    ['bodies are disposed of', (journal) => journal.disposeBodies('consensus', 1)],
    ['the journal verifies', (journal) => journal.verify()],
  ])('%s', async (_what, act) => {
    const { journal, clock, begin, commits, ended } = await underLoad();
    await journal.append(plainEntry('of yesterday'));
    clock.time += 86_400_000;
    begin();
    await Promise.all([act(journal), act(journal)]);
    const whenDone = commits();
    expect(whenDone).toBeLessThan(LOAD_COMMITS);
    await ended();
    expect(journal.durableSize('consensus')).toBeGreaterThan(whenDone);
    expect(await journal.verify(() => 1)).toMatchObject({ ok: true });
    await journal.close();
  });
});

describe('a heartbeat', () => {
  test('states the size of every log in source order', async () => {
    const opened = await openTestJournal(root);
    const { journal } = opened;
    await Promise.all([journal.appendMany([userEntry('a'), userEntry('b')]), journal.heartbeat()]);
    const { index } = await journal.heartbeat();
    const entry = await journal.read('maintenance', index);
    if (entry?.body === undefined) throw new Error('no heartbeat');
    const { act, frame } = openEntry(CHAIN_ID, { stub: entry.stub, body: entry.body }, opened.keys);
    expect(frame.event).toBe('heartbeat');
    expect(act.counts).toEqual([0, 0, 0, 2, 0, 0, 0, 0, 1]);
    await journal.close();
  });
});

describe('a checkpoint', () => {
  test('is a note signed by the journal key, due some seconds after the last', async () => {
    const { journal, clock } = await openTestJournal(root);
    expect(await journal.readCheckpoint('publish')).toBeUndefined();
    await journal.append(userEntry('a'));
    await journal.tick();
    await journal.append(userEntry('b'));
    clock.time += 4999;
    await journal.tick();
    const origin = logOrigin(CHAIN_ID, NODE_ID, 'publish');
    expect(origin).toBe('demo-0123456789abcdef/node-1/publish/suite1');
    const sizeOf = async () => {
      const bytes = (await journal.readCheckpoint('publish')) as Uint8Array;
      const logKeys = [noteKey(origin, TYPE_ED25519, signer.publicKey)];
      const checked = verifyCheckpoint(bytes, { origin, logKeys, witnessKeys: [], verify });
      return checked.ok ? checked.value.checkpoint.size : checked.reason;
    };
    expect(await sizeOf()).toBe(1);
    clock.time += 1;
    await journal.tick();
    expect(await sizeOf()).toBe(2);
    expect(await journal.readCheckpoint('auth')).toBeUndefined();
    await journal.close();
  });
});

describe('the logs', () => {
  test('are RFC 6962 trees of their stubs, with proofs for every entry and size', async () => {
    const sources = fc.constantFrom(...SOURCE_NAMES.slice(0, 3));
    const call = fc.array(sources, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
        const folder = mkdtempSync(join(root, 'run-'));
        const writerLimits = { tailBytes: 4000 };
        const { journal } = await openTestJournal(folder, undefined, { writerLimits });
        for (const names of calls) {
          await journal.appendMany(names.map((source, i) => ({ ...userEntry(`o${i}`), source })));
        }
        for (const source of SOURCE_NAMES.slice(0, 3)) {
          await expectTree(journal, source);
        }
        await journal.close();
      }),
      { numRuns: 12 },
    );
  });

  test('serve C2SP hash tiles', async () => {
    const { journal } = await openTestJournal(root);
    const entries = Array.from({ length: 600 }, (_, i) => plainEntry(`o${i}`));
    await journal.appendMany(entries);
    for (const isMoved of [false, true]) {
      if (isMoved) await journal.verify();
      const full = await journal.readTile('consensus', { level: 0, index: 1, width: 256 });
      expect(full?.length).toBe(8192);
      expect(full?.slice(32 * 44, 32 * 45)).toEqual(
        Uint8Array.from(await journal.stubLeafHash('consensus', 300)),
      );
      expect(tileWidth(0, 2, 600)).toBe(88);
      const partial = await journal.readTile('consensus', { level: 0, index: 2, width: 88 });
      expect(partial?.length).toBe(88 * 32);
      const beyond = await journal.readTile('consensus', { level: 0, index: 2, width: 89 });
      expect(beyond).toBeUndefined();
      const upper = await journal.readTile('consensus', { level: 1, index: 0, width: 2 });
      expect(upper?.length).toBe(64);
    }
    await journal.close();
  });
});

type TestedJournal = Awaited<ReturnType<typeof openTestJournal>>['journal'];

async function expectTree(journal: TestedJournal, source: (typeof SOURCE_NAMES)[number]) {
  const entries = await journal.readRange(source, 0, 4096);
  const stubs = entries.map(({ stubBytes }) => stubBytes);
  const size = stubs.length;
  const head = journal.logs().find((log) => log.source === JournalSource[source]);
  expect(head?.size ?? 0).toBe(size);
  if (head === undefined) return;
  expect(bytesToHex(head.root)).toBe(bytesToHex(naiveRoot(stubs)));
  for (const index of new Set([0, size >> 1, size - 1])) {
    const leafHash = await journal.stubLeafHash(source, index);
    const proof = await journal.inclusionProof(source, index, size);
    const claim = { index, size, leafHash, proof, root: head.root };
    expect(verifyInclusion(claim)).toEqual({ ok: true });
  }
  const oldSize = (size >> 1) + 1;
  const oldRoot = naiveRoot(stubs.slice(0, oldSize));
  const proof = await journal.consistencyProof(source, oldSize, size);
  const consistency = { oldSize, newSize: size, oldRoot, newRoot: head.root, proof };
  expect(verifyConsistency(consistency)).toEqual({ ok: true });
  const [from, to] = [size >> 2, (size >> 2) + 1];
  const leafHashes = [await journal.stubLeafHash(source, from)];
  const range = await journal.rangeProof(source, from, to, size);
  expect(verifyRange({ from, size, leafHashes, proof: range, root: head.root })).toEqual({
    ok: true,
  });
}
