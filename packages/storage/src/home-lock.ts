import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from './errors.ts';
import type { KeyValue } from './key-value.ts';
import { openLevelKeyValue } from './level-key-value.ts';

/** Folder of a home that its program holds. */
export const LOCK_FOLDER = 'lock';
const PID_FILE = 'pid';

/** A home held by this process until it is released or the process ends, however it ends. */
export interface HomeLock {
  release(): Promise<void>;
}

/**
 * Takes a home before anything in it is opened; throws `HOME_LOCKED`, which names the process that
 * has it.
 *
 * The lock itself is the operating system's, on an empty database in the lock folder: it goes with
 * its process, so a lock left by a dead one is no lock, and two programs in two containers, blind
 * to each other's pids and often having the same one, still exclude each other. The pid file beside
 * it only serves the message.
 */
export async function lockHome(directory: string): Promise<HomeLock> {
  const folder = join(directory, LOCK_FOLDER);
  const lock = await acquire(directory, folder);
  try {
    await writeFile(join(folder, PID_FILE), `${process.pid}\n`);
  } catch (cause) {
    await lock.close();
    throw lockFailed(directory, cause);
  }
  return { release: () => lock.close() };
}

async function acquire(directory: string, folder: string): Promise<KeyValue> {
  try {
    await mkdir(folder, { recursive: true });
    return await openLevelKeyValue(folder);
  } catch (cause) {
    if (!(cause instanceof StorageError) || cause.code !== 'STORE_LOCKED') {
      throw lockFailed(directory, cause);
    }
    const message = `the home ${directory} is in use by process ${await holder(folder)}`;
    throw new StorageError('HOME_LOCKED', message, cause);
  }
}

/** The pid on file; a holder that has only just begun has not written it yet. */
async function holder(folder: string): Promise<string> {
  try {
    const text = (await readFile(join(folder, PID_FILE), 'utf8')).trim();
    return /^\d{1,10}$/.test(text) ? text : 'unknown';
  } catch {
    // Only the message is poorer without it.
    return 'unknown';
  }
}

function lockFailed(directory: string, cause: unknown): StorageError {
  return new StorageError('HOME_LOCK_FAILED', `the home ${directory} cannot be locked`, cause);
}
