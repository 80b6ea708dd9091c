// Maintenance of real homes with the real commands, while the other programs go on.
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host/home';
import { createTestnet } from '@mingjing/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  network = await TestNetwork.start({ hasSupervision: true });
  load = new Load(network, { workers: 3, random: seededRandom(11) });
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
  expect(backedUp).toMatchObject({ file: backup, bytes: statSync(backup).size });
  expect(backedUp.height).toBeGreaterThan(0);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  await acknowledged(10);
  expect(load.refusals).toEqual([]);
});

test('restored into another home it verifies, and the node catches up with equal roots', async () => {
  const node = network.validator(1);
  const signed = homePaths(node.home).signed;
  await node.terminate();
  const before = readFileSync(signed);
  const args = ['restore', '--home', node.home, '--from', backup];
  await refused('HOME_NOT_EMPTY', ...args);
  const restored = await done<{ height: number }>(...args, '--replace');
  expect(restored.height).toBeGreaterThanOrEqual(backedUp.height);
  expect(readFileSync(signed).equals(before)).toBe(true);
  expect(await done('fsck', '--home', node.home)).toMatchObject({
    height: restored.height,
    total: 0,
    notes: [{ store: 'signed-last', what: 'above-the-chain' }],
  });
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
  expect(await done('fsck', '--home', node.home)).toMatchObject({ total: 0 });
  node.start();
  await caughtUp(node);
});

test('rolled back one height a node fetches it again and signs nothing twice', async () => {
  const node = network.validator(3);
  await node.terminate();
  const { height: tip } = await done<{ height: number }>('fsck', '--home', node.home);
  const { height } = await done<{ height: number }>('rollback', '--home', node.home);
  expect(height).toBe(tip - 1);
  expect(await done('fsck', '--home', node.home)).toMatchObject({ height, total: 0 });
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
  const situation = await fetch(`${supervision?.url}/v1/situation`);
  // Nobody signed twice: there is no such alarm.
  expect(await situation.json()).toMatchObject({ alarms: { critical: 0 } });
});

describe('is refused, and changes nothing', () => {
  let home: string;
  let empty: string;
  const variant = (name: string, change: (bytes: Buffer) => Buffer) => {
    const path = join(network.folder, name);
    writeFileSync(path, change(readFileSync(backup)));
    return path;
  };
  beforeAll(async () => {
    home = network.validator(0).home;
    const output = join(network.folder, 'other');
    const other = await createTestnet({ output, name: 'other', organisations: 4, users: 1 });
    empty = other.homes[0]?.home ?? '';
    mkdirSync(join(network.folder, 'bare'));
  });

  test.each<[name: string, code: string, args: () => string[]]>([
    ['fsck of no home', 'HOME_MISSING', () => ['fsck', '--home', join(network.folder, 'nowhere')]],
    ['fsck of a folder', 'CONFIG_UNUSABLE', () => ['fsck', '--home', join(network.folder, 'bare')]],
    ['fsck of a running home', 'HOME_LOCKED', () => ['fsck', '--home', home]],
    ['fsck of a new home', 'HOME_EMPTY', () => ['fsck', '--home', empty]],
    [
      'fsck from no peer',
      'BAD_PEER',
      () => ['fsck', '--home', home, '--repair', '--from', 'nobody'],
    ],
    ['rollback of a running home', 'HOME_LOCKED', () => ['rollback', '--home', home]],
    ['rollback of a new home', 'HOME_EMPTY', () => ['rollback', '--home', empty]],
    [
      'restore into a running home',
      'HOME_LOCKED',
      () => ['restore', '--home', home, '--from', backup, '--replace'],
    ],
    ['a backup over a file', 'BACKUP_EXISTS', () => ['backup', '--home', home, '--output', backup]],
    [
      'a backup into no folder',
      'BACKUP_WRITE_FAILED',
      () => ['backup', '--home', home, '--output', join(network.folder, 'nowhere', 'b')],
    ],
    ['a backup of a new home', 'HOME_EMPTY', () => ['backup', '--home', empty, '--output', 'b']],
    [
      'no backup',
      'BACKUP_MISSING',
      () => ['restore', '--home', empty, '--from', join(network.folder, 'nowhere')],
    ],
    [
      'a backup of another chain',
      'BACKUP_OTHER_CHAIN',
      () => ['restore', '--home', empty, '--from', backup],
    ],
    [
      'a file that is no backup',
      'BACKUP_DAMAGED',
      () => ['restore', '--home', empty, '--from', network.testnet.genesisFile],
    ],
    [
      'a backup of a newer format',
      'BACKUP_TOO_NEW',
      () => [
        ...['restore', '--home', empty, '--from'],
        variant('newer', (bytes) => Buffer.from(bytes.fill(9, 7, 8))),
      ],
    ],
  ])('%s', async (_name, code, args) => {
    await refused(code, ...args());
  });

  test('a backup cut off or altered, which leaves the home as it was', async () => {
    const node = network.validator(0);
    await node.terminate();
    const standing = await done('fsck', '--home', node.home);
    const cut = variant('cut', (bytes) => bytes.subarray(0, bytes.length - 60));
    const altered = variant('altered', (bytes) => {
      const middle = bytes.length >>> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      return bytes;
    });
    for (const path of [cut, altered]) {
      const args = ['restore', '--home', node.home, '--from', path, '--replace'];
      await refused('BACKUP_DAMAGED', ...args);
    }
    expect(await done('fsck', '--home', node.home)).toEqual(standing);
    rmSync(cut);
    copyFileSync(backup, cut);
  });
});
