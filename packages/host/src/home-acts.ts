import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal } from '@mingjing/journal';
import { homePaths } from './home.ts';

/*
 * A command that acts on a home has not its journal: the program may be running, and the journal
 * key may be under a passphrase. It leaves its act as a file, durable before it does anything, and
 * the program of the home makes an entry of it, at its start or within seconds.
 */

/** What a command did to a home. */
export interface HomeAct {
  /** Stable English identifier such as `keys-shown`. */
  readonly event: string;
  readonly object?: string;
}

/** Acts that wait for the program; beyond them a command is refused. */
const WAITING_MAX = 1000;
const FILE_BYTES_MAX = 4096;
const EVENT = /^[a-z][a-z0-9.-]{0,63}$/;
const OBJECT_CHARS_MAX = 256;

/**
 * An act that could not be left: `HOME_ACTS_WAITING` when more wait for the program of the home
 * than are kept, `HOME_ACTS_UNWRITABLE` when the disk takes none.
 */
export class HomeActError extends Error {
  override readonly name = 'HomeActError';
  readonly code: 'HOME_ACTS_WAITING' | 'HOME_ACTS_UNWRITABLE';
  /** The folder of the acts. */
  readonly path: string;

  constructor(code: HomeActError['code'], path: string, cause?: unknown) {
    super(code === 'HOME_ACTS_WAITING' ? 'too many acts wait' : 'an act cannot be left', { cause });
    this.code = code;
    this.path = path;
  }
}

/** Leaves an act for the journal of a home; on disk when it returns. Throws `HomeActError`. */
export function leaveAct(folder: string, act: HomeAct, now: number): void {
  let waiting: number;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    waiting = readdirSync(folder).length;
    if (waiting < WAITING_MAX) writeAct(folder, act, now);
  } catch (cause) {
    throw new HomeActError('HOME_ACTS_UNWRITABLE', folder, cause);
  }
  if (waiting >= WAITING_MAX) throw new HomeActError('HOME_ACTS_WAITING', folder);
}

function writeAct(folder: string, act: HomeAct, now: number): void {
  const path = join(folder, `${String(now).padStart(16, '0')}-${randomUUID()}.json`);
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, JSON.stringify({ ...act, time: now }));
    fsyncSync(file);
  } catch (error) {
    // A full disk takes names without bytes: each try would leave one, until no more may wait.
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  const parent = openSync(folder, 'r');
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

export interface StartOfHome {
  readonly home: string;
  /** Told why a refused start could not be left to the journal. */
  readonly onNotLeft: (error: unknown) => void;
}

/**
 * Starts a program; when it does not start, leaves that to the journal of its home, and throws
 * what stopped it.
 */
export async function noteRefusal<T>(
  { home, onNotLeft }: StartOfHome,
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    await leaveRefusal(home, error).catch(onNotLeft);
    throw error;
  }
}

async function leaveRefusal(home: string, error: unknown): Promise<void> {
  const { acts, genesis } = homePaths(home);
  if (!existsSync(genesis)) return;
  const { code } = (error ?? {}) as { code?: unknown };
  const act = { event: 'start-refused', object: typeof code === 'string' ? code : 'unknown' };
  const isLeft = await isWaiting(acts, act).catch((cause) => {
    throw new HomeActError('HOME_ACTS_UNWRITABLE', acts, cause);
  });
  // Started again and again it leaves one: commands that mend it need room for their own acts.
  if (!isLeft) leaveAct(acts, act, Date.now());
}

async function isWaiting(folder: string, { event, object }: HomeAct): Promise<boolean> {
  if (!existsSync(folder)) return false;
  for (const name of await readdir(folder)) {
    const act = await readAct(join(folder, name)).catch((error) => {
      // Another program runs in the home and took it just now.
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (act?.event === event && act.object === object) return true;
  }
  return false;
}

/** Makes entries of the acts that commands left, oldest first, each once, and removes them. */
export async function takeActs(folder: string, journal: Journal): Promise<void> {
  if (!existsSync(folder)) return;
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, WAITING_MAX)) {
    const path = join(folder, name);
    const act = await readAct(path);
    // Half a file is a command that ended before it did anything.
    await journal.append(
      act === undefined
        ? {
            source: 'maintenance',
            event: 'act-malformed',
            result: 'refused',
            object: name.slice(0, 64),
          }
        : {
            ...{ source: 'maintenance', event: act.event, result: 'done' },
            ...(act.object === undefined ? {} : { object: act.object }),
            counts: [act.time],
          },
    );
    await rm(path);
  }
}

async function readAct(path: string): Promise<(HomeAct & { time: number }) | undefined> {
  if ((await stat(path)).size > FILE_BYTES_MAX) return undefined;
  let act: unknown;
  try {
    act = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
  if (typeof act !== 'object' || act === null) return undefined;
  const { event, object, time } = act as Record<string, unknown>;
  if (typeof event !== 'string' || !EVENT.test(event)) return undefined;
  if (typeof time !== 'number' || !Number.isSafeInteger(time) || time < 0) return undefined;
  if (object !== undefined && (typeof object !== 'string' || object.length > OBJECT_CHARS_MAX)) {
    return undefined;
  }
  return { event, time, ...(object === undefined ? {} : { object }) };
}
