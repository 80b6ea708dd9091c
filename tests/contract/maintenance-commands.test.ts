// The commands of maintenance on homes and backups that something is wrong with, without a process.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HomePaths, homePaths } from '@mingjing/host/home';
import { type HomeLock, lockHome, openSignState } from '@mingjing/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { backupCommand } from '../../node/src/cli/backup.ts';
import { explain } from '../../node/src/cli/explain.ts';
import { fsckCommand } from '../../node/src/cli/fsck.ts';
import { restoreCommand, rollbackCommand } from '../../node/src/cli/restore.ts';
import { makeHome, sampleChain } from './home-fixture.ts';

const HEIGHTS = 3;
let folder: string;
let backup: string;
let sound: string;
let copies = 0;
/** A home with blocks, and one without any, both of the backup's chain. */
let home: string;
let paths: HomePaths;
let empty: string;
let other: string;
let lock: HomeLock | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-commands-'));
  const chain = await sampleChain(HEIGHTS);
  sound = join(folder, 'sound');
  await makeHome(sound, chain);
  await makeHome(join(folder, 'empty'), chain, 0);
  other = join(folder, 'other');
  await makeHome(other, { ...chain, genesis: { ...chain.genesis, name: 'other' } }, 0);
  backup = join(folder, 'sound.mjbackup');
  await said(() => backupCommand({ home: sound, output: backup, json: true }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  empty = join(folder, `empty-${copies}`);
  cpSync(sound, home, { recursive: true });
  cpSync(join(folder, 'empty'), empty, { recursive: true });
  paths = homePaths(home);
});
afterEach(async () => {
  await lock?.release();
  lock = undefined;
  process.exitCode = 0;
});

/** What a command prints as one JSON object. */
async function said<T = object>(command: () => Promise<void>): Promise<T> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(String(line)));
  try {
    await command();
  } finally {
    spy.mockRestore();
  }
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as T;
}

/** The one line on standard error of a command that must be refused. */
async function refusal(command: () => Promise<void>): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((line) => lines.push(String(line)));
  const error = await command().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeDefined();
  explain(error, {});
  spy.mockRestore();
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

function standing(at = home) {
  return said(() => fsckCommand({ home: at, json: true }));
}

function variant(change: (bytes: Buffer) => Buffer): string {
  const path = join(folder, `variant-${copies}`);
  writeFileSync(path, change(readFileSync(backup)));
  return path;
}

describe('is refused in one line of two languages, and changes nothing', () => {
  const nowhere = () => join(folder, 'nowhere');
  const restored = (from: string) => restoreCommand({ home: empty, from });
  test.each<[name: string, code: string, command: () => Promise<void>]>([
    ['fsck of no home', 'HOME_MISSING', () => fsckCommand({ home: nowhere() })],
    [
      'fsck of a folder without a configuration',
      'CONFIG_UNUSABLE',
      () => fsckCommand({ home: mkdirSync(join(home, 'bare'), { recursive: true }) ?? '' }),
    ],
    ['fsck of a home without blocks', 'HOME_EMPTY', () => fsckCommand({ home: empty })],
    [
      'repair from a node without an address',
      'BAD_PEER',
      () => fsckCommand({ home, repair: true, from: ['nobody'] }),
    ],
    ['rollback of a home without blocks', 'HOME_EMPTY', () => rollbackCommand({ home: empty })],
    [
      'backup of a home without blocks',
      'HOME_EMPTY',
      () => backupCommand({ home: empty, output: nowhere() }),
    ],
    ['backup over a file', 'BACKUP_EXISTS', () => backupCommand({ home, output: backup })],
    [
      'backup into no folder',
      'BACKUP_WRITE_FAILED',
      () => backupCommand({ home, output: join(nowhere(), 'backup') }),
    ],
    ['restore over blocks', 'HOME_NOT_EMPTY', () => restoreCommand({ home, from: backup })],
    ['restore of no file', 'BACKUP_MISSING', () => restored(nowhere())],
    ['restore of a folder', 'BACKUP_MISSING', () => restored(folder)],
    ['restore of another file', 'BACKUP_DAMAGED', () => restored(paths.genesis)],
    [
      'restore of a backup of another chain',
      'BACKUP_OTHER_CHAIN',
      () => restoreCommand({ home: other, from: backup }),
    ],
    [
      'restore of a newer format',
      'BACKUP_TOO_NEW',
      () => restored(variant((bytes) => Buffer.from(bytes.fill(9, 7, 8)))),
    ],
    [
      'restore of a backup that was cut off',
      'BACKUP_DAMAGED',
      () => restored(variant((bytes) => bytes.subarray(0, bytes.length >>> 1))),
    ],
    [
      'restore of a backup that lacks its end',
      'BACKUP_DAMAGED',
      () => restored(variant((bytes) => bytes.subarray(0, bytes.length - 53))),
    ],
    [
      'restore of a backup with a byte altered',
      'BACKUP_DAMAGED',
      () => restored(variant((bytes) => flip(bytes, bytes.length >>> 1))),
    ],
    [
      'restore of a backup with bytes after its end',
      'BACKUP_DAMAGED',
      () => restored(variant((bytes) => Buffer.concat([bytes, Buffer.of(0)]))),
    ],
  ])('%s', async (_name, code, command) => {
    expect(await refusal(command)).toMatch(
      new RegExp(`^✗ ${code}: [^\\n]*\\p{Script=Han}[^\\n]* · [^\\n]*[a-z]{3}[^\\n]*$`, 'u'),
    );
    expect(existsSync(homePaths(empty).chain)).toBe(false);
    expect(await standing()).toMatchObject({ height: HEIGHTS, total: 0 });
  });

  test.each<[string, () => Promise<void>]>([
    ['fsck', () => fsckCommand({ home })],
    [
      'backup, which the program itself did not announce',
      () => backupCommand({ home, output: join(home, 'b') }),
    ],
    ['restore', () => restoreCommand({ home, from: backup, replace: true })],
    ['rollback', () => rollbackCommand({ home })],
  ])('%s of a home that a program holds', async (_name, command) => {
    lock = await lockHome(home);
    expect(await refusal(command)).toMatch(/^✗ HOME_LOCKED: /);
  });

  test('what cannot be journalled is not done', async () => {
    rmSync(paths.personKeys, { force: true });
    writeFileSync(paths.personKeys, 'no keys', { mode: 0o644 });
    expect(await refusal(() => restoreCommand({ home, from: backup, replace: true }))).toMatch(
      /^✗ JOURNAL_/,
    );
    rmSync(paths.personKeys);
    expect(await standing()).toMatchObject({ height: HEIGHTS, total: 0 });
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test('a backup restored into an empty home holds all that the first home held', async () => {
  const key = readFileSync(homePaths(empty).signed);
  const restored = await said(() => restoreCommand({ home: empty, from: backup, json: true }));
  const whole = { height: HEIGHTS, attachments: 2 * HEIGHTS, taken_down: 0 };
  expect(restored).toEqual({ ...whole, backup_of: 'node-a' });
  expect(await standing(empty)).toEqual(await standing(sound));
  expect(readFileSync(homePaths(empty).signed).equals(key)).toBe(true);
});

test('no file of a key, of what was signed, of the log or of the journal is in a backup', () => {
  const bytes = readFileSync(backup);
  for (const path of [...['peer', 'vote', 'statement'].map(homePaths(sound).key)]) {
    const { seed } = JSON.parse(readFileSync(path, 'utf8')) as { seed: string };
    expect(bytes.includes(Buffer.from(seed, 'hex'))).toBe(false);
    expect(bytes.includes(seed)).toBe(false);
  }
  expect(bytes.includes('MJSS')).toBe(false);
  expect(bytes.includes('MJWL')).toBe(false);
});

test('rolled back: the height before, and the record of signatures untouched', async () => {
  const guard = await openSignState(paths.signed);
  await guard.advance({ height: HEIGHTS, round: 0, step: 2, blockId: new Uint8Array(32) });
  await guard.close();
  const signed = readFileSync(paths.signed);
  expect(await said(() => rollbackCommand({ home, json: true }))).toEqual({ height: HEIGHTS - 1 });
  expect(await standing()).toMatchObject({ height: HEIGHTS - 1, total: 0 });
  expect(readFileSync(paths.signed).equals(signed)).toBe(true);
  await said(() => rollbackCommand({ home, json: true }));
  expect(await refusal(() => rollbackCommand({ home }))).toMatch(/^✗ ROLLBACK_IMPOSSIBLE: /);
  expect(await standing()).toMatchObject({ height: 1, total: 0 });
});
