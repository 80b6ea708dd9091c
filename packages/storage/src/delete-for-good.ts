import type { KeyValue } from './key-value.ts';

/**
 * One pass may leave a value and its deletion side by side in the lowest table; a second deletion
 * above them makes the next pass merge them away.
 */
const DELETION_PASSES = 2;

/**
 * Deletes values, also earlier ones of the same keys. A log-structured store cannot overwrite in
 * place: a deletion only hides the bytes until the tables that hold them are rewritten, so they are
 * rewritten here. When it resolves, no file of the database holds them (the medium below may: see
 * the README).
 */
export async function deleteForGood(
  database: KeyValue,
  keys: readonly Uint8Array[],
): Promise<void> {
  if (keys.length === 0) return;
  for (let pass = 0; pass < DELETION_PASSES; pass++) {
    await deleteOnce(database, keys);
    for (const key of keys) await database.compact(key, keyAfter(key));
  }
}

async function deleteOnce(database: KeyValue, keys: readonly Uint8Array[]): Promise<void> {
  const batch = database.batch();
  try {
    for (const key of keys) batch.delete(key);
    await batch.write();
  } catch (error) {
    await batch.discard();
    throw error;
  }
}

/** The first key behind this one. */
function keyAfter(key: Uint8Array): Uint8Array {
  const after = new Uint8Array(key.length + 1);
  after.set(key);
  return after;
}
