import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createFile } from '@mingjing/storage';

/*
 * What a home holds came out of a backup, and some of it was perhaps taken down while the backup
 * lay: until its program has caught up with the others, no content leaves it. The mark outlasts a
 * crash and any number of starts.
 */

export function isMarkedRestored(path: string): boolean {
  return existsSync(path);
}

/** Durable when it resolves. */
export function markRestored(path: string): Promise<void> {
  return createFile(path, new Uint8Array(0));
}

/** The program has caught up. */
export function clearRestored(path: string): Promise<void> {
  return rm(path, { force: true });
}
