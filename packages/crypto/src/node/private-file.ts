import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytesToHex } from '../bytes.ts';
import { KeyFileError } from './errors.ts';
import { randomBytes } from './random.ts';

const PRIVATE_MODE = 0o600;

/**
 * Creates a file of mode 0600 that appears with its whole content or not at all, on disk when the
 * call returns. Throws `KEY_FILE_EXISTS` when the path is taken, whatever lies there.
 *
 * The content is written and synced under a temporary name in the same directory and then linked:
 * unlike a rename, a link never replaces what is there.
 */
export function createPrivateFile(path: string, content: string): void {
  const temporary = `${path}.${bytesToHex(randomBytes(8))}.tmp`;
  try {
    writeSynced(temporary, content);
    try {
      linkSync(temporary, path);
    } finally {
      unlinkSync(temporary);
    }
    syncDirectory(dirname(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new KeyFileError('KEY_FILE_EXISTS', path, 'the file exists and is kept', cause);
    }
    throw new KeyFileError('KEY_FILE_IO', path, 'the key file cannot be written', cause);
  }
}

function writeSynced(path: string, content: string): void {
  const descriptor = openSync(path, 'wx', PRIVATE_MODE);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the new name itself durable, which syncing the file alone does not. */
function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
