import { StorageError } from '@mingjing/storage';

/** What a failed reading says of the stored bytes; what is no damage is thrown on. */
export function readFault(error: unknown): string {
  if (!(error instanceof StorageError)) throw error;
  if (error.code === 'STORE_CORRUPT' || error.code === 'STORE_READ_FAILED') return 'unreadable';
  // A file of a database is gone or is another one; without permission nothing is known of it.
  if (error.code === 'STORE_OPEN_FAILED' && !isForbidden(error)) return 'cannot-open';
  throw error;
}

function isForbidden(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (/permission denied/i.test(at.message)) return true;
  }
  return false;
}
