// A home whose program does not run, and what orders took down: found, deleted, not brought back.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { homePaths } from '@mingjing/host/home';
import {
  backUp,
  fsck,
  openOffline,
  openOfflineStore,
  repair,
  restore,
} from '@mingjing/host/offline';
import {
  blockCodec,
  commitmentOf,
  type PoolItem,
  recordId,
  type SyncBlock,
} from '@mingjing/protocol';
import type { AttachmentItem } from '@mingjing/replica';
import { AUTHOR, INSPECTOR, publication, signed, worldKey } from '@mingjing/simulator';
import { openStore } from '@mingjing/storage';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { QuietWorld } from '../simulation/quiet-world.ts';
import { makeHome, NODE_ID, type SampleChain } from './home-fixture.ts';

const NOTHING = new Uint8Array(0);
let folder: string;
/** Block 1 publishes two contents, block 2 another one, block 3 takes the first two down. */
let chain: SampleChain;
let taken: AttachmentItem[];
let kept: AttachmentItem[];
let sound: string;
let home: string;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-taken-down-'));
  const quiet = new QuietWorld({ signatures: 'ed25519' });
  await quiet.pass(500);
  const first = publication(quiet.writing(), [300, 90_000], AUTHOR);
  const second = publication(quiet.writing(), [400], AUTHOR);
  const published = await quiet.submit(NODE_ID, first);
  await quiet.reach(1);
  await quiet.submit(NODE_ID, second);
  await quiet.reach(2);
  const value = {
    ...{ kind: 1, userId: '', recordId: recordId(published, 0), commitments: [], lifts: NOTHING },
    ...{ effectiveHeight: 0, expiresAt: 0, basis: 1, reason: 1, drill: false },
    deadline: Math.floor(quiet.world.clock.time) + 60_000,
    caseHash: new Uint8Array(32).fill(1),
  };
  const key = worldKey(INSPECTOR, 'officer', 'ed25519');
  await quiet.submit(NODE_ID, signed(quiet.writing(), key, { type: 'moderationOrder', value }));
  await quiet.reach(3);
  const blocks: SyncBlock[] = quiet.blocks(NODE_ID).map(({ executed, certificate }) => {
    const block = blockCodec.encode(executed.block);
    return { block, certificate, attachments: [], results: NOTHING };
  });
  chain = { genesis: quiet.world.options.genesis, blocks };
  [taken, kept] = [itemsOf(quiet.world.chainId, first), itemsOf(quiet.world.chainId, second)];
  sound = join(folder, 'sound');
  await makeHome(sound, chain);
  await put(sound, kept);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  cpSync(sound, home, { recursive: true });
});

function itemsOf(chainId: string, { attachments }: PoolItem): AttachmentItem[] {
  return attachments.map(({ salt, content }) => {
    return { commitment: commitmentOf(chainId, salt, content), salt, content };
  });
}

async function put(path: string, items: readonly AttachmentItem[]): Promise<void> {
  const store = await openStore(homePaths(path).data);
  await store.putAttachments(items);
  await store.close();
}

async function offline<T>(path: string, use: (home: Awaited<ReturnType<typeof openOffline>>) => T) {
  const opened = await openOffline({ home: path, nodeId: NODE_ID });
  try {
    return await use(opened);
  } finally {
    await opened.release();
  }
}

/** Files of a home in which a salt of what was taken down still stands. */
function traces(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => taken.some(({ salt }) => readFileSync(file).includes(Buffer.from(salt))));
}

const hexes = (items: readonly AttachmentItem[]) =>
  items.map(({ commitment }) => bytesToHex(commitment)).sort();

test('what was taken down and is not there is neither missing nor a finding', async () => {
  const report = await offline(home, (opened) => fsck(opened));
  expect(report).toMatchObject({ total: 0, missingAttachments: 0, attachments: 1, notes: [] });
});

test('what is there although it was taken down is a finding, and a repair deletes it', async () => {
  await put(home, taken);
  expect(traces(home)).not.toEqual([]);
  const report = await offline(home, (opened) => fsck(opened));
  expect(report).toMatchObject({ total: 2, missingAttachments: 0, attachments: 3 });
  const found = report.findings.map(({ store, place, what }) => `${store} ${place} ${what}`);
  expect(found.sort()).toEqual(hexes(taken).map((place) => `attachments ${place} taken-down`));
  const { done, left } = await offline(home, (opened) => repair(opened, report, { peers: [] }));
  expect([done, left]).toEqual([report.findings, []]);
  expect(traces(home)).toEqual([]);
  const after = await offline(home, (opened) => fsck(opened));
  expect(after).toMatchObject({ total: 0, missingAttachments: 0, attachments: 1 });
});

test('a repair of something else does not bring it back', async () => {
  const broken = kept.map((item) => ({ ...item, content: Uint8Array.of(1) }));
  await put(home, [...taken, ...broken]);
  const report = await offline(home, (opened) => fsck(opened));
  expect(report.total).toBe(3);
  const { left } = await offline(home, (opened) => repair(opened, report, { peers: [] }));
  expect(left.map(({ place }) => place)).toEqual(hexes(kept));
  expect(traces(home)).toEqual([]);
  const after = await offline(home, (opened) => fsck(opened));
  expect(after).toMatchObject({ total: 0, missingAttachments: 1, attachments: 0 });
});

async function backupBefore(): Promise<string> {
  const earlier = join(folder, `earlier-${copies}`);
  await makeHome(earlier, chain, 2);
  await put(earlier, [...taken, ...kept]);
  const output = join(folder, `${copies}.mjbackup`);
  await offline(earlier, async (opened) => {
    const store = await openOfflineStore(opened);
    await backUp({ store, genesis: opened.genesis, nodeId: NODE_ID, output, now: 1 });
    await store.close();
  });
  return output;
}

test('a backup made before goes into a home that knows the order without that', async () => {
  const from = await backupBefore();
  const restored = await offline(home, (opened) => restore(opened, { from, replaces: true }));
  expect(restored).toMatchObject({ height: 2, attachments: 1, takenDown: 2 });
  expect(traces(home)).toEqual([]);
  expect(existsSync(homePaths(home).restored)).toBe(true);
});

test('and into an empty home with it, marked so that nothing is shown at first', async () => {
  const from = await backupBefore();
  const empty = join(folder, `empty-${copies}`);
  await makeHome(empty, chain, 0);
  const restored = await offline(empty, (opened) => restore(opened, { from }));
  expect(restored).toMatchObject({ height: 2, attachments: 3, takenDown: 0 });
  expect(traces(empty)).not.toEqual([]);
  expect(existsSync(homePaths(empty).restored)).toBe(true);
});

test('a backup that is refused marks nothing', async () => {
  const from = join(folder, 'no-backup');
  const refused = offline(home, (opened) => restore(opened, { from, replaces: true }));
  await expect(refused).rejects.toMatchObject({ code: 'BACKUP_MISSING' });
  expect(existsSync(homePaths(home).restored)).toBe(false);
});
