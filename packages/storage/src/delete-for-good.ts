import type { KeyValue } from './key-value.ts';

/**
 * One pass may leave a value and its deletion side by side in the lowest table; a second deletion
 * above them makes the next pass merge them away.
 */
const PASSES = 2;

/**
 * Deletes values, also earlier ones of the same keys. A log-structured store cannot overwrite in
 * place: a deletion only hides the bytes until the tables that hold them are rewritten, so they are
 * rewritten here. When it resolves, no file of the database holds them (the medium below may: see
 * the README).
 */
export function deleteForGood(database: KeyValue, keys: readonly Uint8Array[]): Promise<void> {
  return changeForGood(
    database,
    keys.map((key) => ({ key, value: null })),
  );
}

/** One value put in place, or with `null` deleted. */
export interface ValueChange {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** The same where other values take the place of what has to go. */
export async function changeForGood(
  database: KeyValue,
  changes: readonly ValueChange[],
): Promise<void> {
  if (changes.length === 0) return;
  for (let pass = 0; pass < PASSES; pass++) {
    await writeBatch(database, changes);
    for (const { key } of changes) await database.compact(key, keyAfter(key));
  }
}

/** All changes in one batch, or none. */
export async function writeBatch(
  database: KeyValue,
  changes: readonly ValueChange[],
): Promise<void> {
  const batch = database.batch();
  try {
    for (const { key, value } of changes) {
      if (value === null) batch.delete(key);
      else batch.put(key, value);
    }
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
