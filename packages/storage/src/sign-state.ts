import {
  createFile,
  type DurableFile,
  isMissing,
  MemoryDurableFile,
  openExistingFile,
} from './durable-file.ts';
import { StorageError, storageError } from './errors.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { SignGuard } from './sign-guard.ts';
import { newSignFile } from './sign-slots.ts';

export interface SignStateOptions {
  /** Makes the file when there is none: for a new home, or with a height to sign above. */
  readonly create?: boolean;
  /**
   * Makes the file when there is none, for a key that may have signed: it then signs nothing until
   * a height is raised.
   */
  readonly isLost?: boolean;
}

/**
 * Opens what a validator signed last. The file is apart from all others, so that no backup,
 * restore or rollback takes it along. Throws `SIGN_STATE_MISSING` unless `create` or `isLost`,
 * `SIGN_STATE_CORRUPT`, `SIGN_STATE_TOO_NEW`, `SIGN_STATE_OPEN_FAILED`.
 */
export async function openSignState(
  path: string,
  options: SignStateOptions = {},
): Promise<SignGuard> {
  try {
    return await SignGuard.load(await openOrCreate(path, options));
  } catch (cause) {
    const message = `the file of what was signed last, ${path}, cannot be opened`;
    throw storageError('SIGN_STATE_OPEN_FAILED', message, cause);
  }
}

async function openOrCreate(path: string, options: SignStateOptions): Promise<DurableFile> {
  try {
    return await openExistingFile(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (!mayMake(options)) throw missing(path, error);
  }
  await createFile(path, firstFile(options));
  return openExistingFile(path);
}

/** The same on a disk in memory, found again under the same name. */
export async function openMemorySignState(
  disk: MemoryDisk,
  name = 'sign-state',
  options: SignStateOptions = { create: true },
): Promise<SignGuard> {
  const isNew = !disk.hasFile(name);
  if (isNew && !mayMake(options)) throw missing(name);
  // Replaced as a whole and forced, as a rename would.
  if (isNew) disk.content(name, firstFile(options));
  try {
    return await SignGuard.load(new MemoryDurableFile(disk, name));
  } catch (cause) {
    const message = `the file of what was signed last, ${name}, cannot be opened`;
    throw storageError('SIGN_STATE_OPEN_FAILED', message, cause);
  }
}

function mayMake({ create = false, isLost = false }: SignStateOptions): boolean {
  return create || isLost;
}

function firstFile({ isLost = false }: SignStateOptions): Uint8Array {
  return newSignFile({ type: isLost ? 'unknown' : 'nothing' });
}

function missing(path: string, cause?: unknown): StorageError {
  const message = `there is no file of what was signed last at ${path}`;
  return new StorageError('SIGN_STATE_MISSING', message, cause);
}
