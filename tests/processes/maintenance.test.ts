// Maintenance of real homes with the real commands, while the other programs go on.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host/home';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberKey } from '../../packages/storage/src/keys.ts';
import { openLevelKeyValue } from '../../packages/storage/src/level-key-value.ts';
import { BLOCK } from '../../packages/storage/src/prefixes.ts';
import { mingjing } from './command.ts';
import { Load } from './load.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

let network: TestNetwork;
let load: Load;
let backup: string;
let backedUp: { file: string; height: number; bytes: number; sha256: string };

beforeAll(async () => {
  network = await TestNetwork.start({ isHere: true, hasSupervision: true });
  load = new Load(network, { workers: 3, pauseMs: 100, random: seededRandom(11) });
  await acknowledged(40);
  backup = join(network.folder, 'first.mjbackup');
  backedUp = await done('backup', '--home', network.validator(0).home, '--output', backup);
});
afterAll(async () => {
  load?.halt();
  await network?.remove();
});

function acknowledged(more: number): Promise<boolean> {
  const wanted = load.acknowledged.length + more;
  return until(`${wanted} publishes are acknowledged`, () => load.acknowledged.length >= wanted);
}

/** Runs a command that must succeed; its JSON. */
async function done<T>(...args: string[]): Promise<T> {
  const result = await mingjing(...args, '--json');
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(result.stdout) as T;
}

/** Runs a command that must be refused with one line; the line. */
async function refused(code: string, ...args: string[]): Promise<void> {
  const result = await mingjing(...args);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toMatch(
    /^✗ [A-Z_]+: [^\n]*\p{Script=Han}[^\n]* · [^\n]*[a-z]{3}[^\n]*\n$/u,
  );
  expect(result.stderr).toMatch(new RegExp(`^✗ ${code}: `));
}

/** Waits until a program that was started again is where the others are, with the same state. */
async function caughtUp(node: ProgramProcess): Promise<void> {
  await node.ready();
  const other = network.validators.find((each) => each !== node && each.isUp) as ProgramProcess;
  await until(`${node.nodeId} has caught up`, async () => {
    const [ours, theirs] = [await node.standing(), await other.standing()];
    return ours.height === theirs.height && ours.stateRoot === theirs.stateRoot;
  });
}

test('a backup is written by the running node under load, and the home goes on', async () => {
  await refused('BACKUP_EXISTS', 'backup', '--home', network.validator(0).home, '--output', backup);
  expect(backedUp).toMatchObject({ file: backup, bytes: statSync(backup).size });
  expect(backedUp.height).toBeGreaterThan(0);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  await acknowledged(10);
  expect(load.refusals).toEqual([]);
});

test('restored into another home it verifies, and the node catches up', async () => {
  const node = network.validator(1);
  const signed = homePaths(node.home).signed;
  await node.terminate();
  const before = readFileSync(signed);
  const args = ['restore', '--home', node.home, '--from', backup];
  const restored = await done<{ height: number }>(...args, '--replace');
  expect(restored.height).toBeGreaterThanOrEqual(backedUp.height);
  expect(readFileSync(signed).equals(before)).toBe(true);
  type Note = { readonly store: string; readonly what: string };
  const found = await done<{ notes: Note[] }>('fsck', '--home', node.home);
  expect(found).toMatchObject({ height: restored.height, total: 0 });
  // A height that was under way when the node ended left records in the write-ahead log as well.
  const above = (store: string) => expect.objectContaining({ store, what: 'above-the-chain' });
  const inWal = found.notes.filter(({ store }) => store === 'wal');
  expect(found.notes).toEqual([...inWal.map(() => above('wal')), above('signed-last')]);
  node.start();
  await caughtUp(node);
  await acknowledged(10);
  await caughtUp(node);
});

test('a damaged block is named, fetched from peers, and all holds again', async () => {
  const node = network.validator(2);
  await node.terminate();
  const database = await openLevelKeyValue(homePaths(node.home).chain);
  const batch = database.batch();
  const key = numberKey(BLOCK, 3);
  const value = new Uint8Array((await database.get(key)) ?? []);
  value[40] = (value[40] ?? 0) ^ 1;
  batch.put(key, value);
  await batch.write();
  await database.close();
  const found = await mingjing('fsck', '--home', node.home, '--json');
  expect(found.code).toBe(2);
  const [first] = (JSON.parse(found.stdout) as { findings: object[] }).findings;
  expect(first).toEqual({ store: 'chain', place: '3', what: 'unreadable' });
  const repaired = await done<{ left: []; repaired: object[] }>(
    ...['fsck', '--home', node.home, '--repair'],
    ...['--from', network.validator(0).nodeId],
  );
  expect(repaired.left).toEqual([]);
  expect(repaired.repaired).toContainEqual(first);
  node.start();
  await caughtUp(node);
});

test('rolled back one height a node fetches it again and signs nothing twice', async () => {
  const node = network.validator(3);
  await node.terminate();
  const { height } = await done<{ height: number }>('rollback', '--home', node.home);
  expect(height).toBeGreaterThan(backedUp.height);
  node.start();
  await caughtUp(node);
  await acknowledged(10);
  await load.stop();
  expect(load.refusals).toEqual([]);
  await caughtUp(node);
});

test('the home of the supervision node is verified by the same command', async () => {
  const { supervision } = network;
  await supervision?.terminate();
  const report = await done<object>('fsck', '--home', supervision?.home ?? '');
  expect(report).toMatchObject({ total: 0, missing_attachments: 0 });
  supervision?.start();
  await supervision?.ready();
  const situation = await supervision?.ask('/v1/situation');
  // Nobody signed twice: there is no such alarm.
  expect(situation).toMatchObject({ alarms: { critical: 0 } });
});
