import { StorageError } from './errors.ts';
import type { KeyValue } from './key-value.ts';
import { numberKey, numberOfKey } from './keys.ts';
import { COMMIT_MARK } from './prefixes.ts';
import type { Tip } from './tip.ts';

// LevelDB skips a damaged stretch of its log on opening and applies what comes after it, so a
// commit in the middle could vanish without a word and leave a state that never was. Every commit
// therefore leaves a mark, and the marks must have no gap.

/**
 * Marks kept. What the log can hold is bounded by two write buffers of 8 MiB; a commit takes more
 * than 512 bytes of it (header, certificate, keys), so no gap can lie further back.
 */
export const MARKS_KEPT = 32_768;

/** The mark that a commit to `tip` removes. */
export function deadMark(tip: Tip): number | undefined {
  const height = tip.height - MARKS_KEPT;
  return height >= tip.first ? height : undefined;
}

/** Whether a commit of `height` must have left a mark that still stands. */
export function isMarked(tip: Tip, height: number): boolean {
  return height > tip.height - MARKS_KEPT;
}

/** Throws `STORE_CORRUPT` when a commit up to `tip` is missing. */
export async function checkMarks(database: KeyValue, tip: Tip): Promise<void> {
  let expected = Math.max(tip.first, tip.height - MARKS_KEPT + 1);
  const range = {
    from: numberKey(COMMIT_MARK, expected),
    to: numberKey(COMMIT_MARK, tip.height + 1),
  };
  await database.visit(range, (key) => {
    if (numberOfKey(key) === expected) expected += 1;
  });
  if (expected !== tip.height + 1) {
    throw new StorageError('STORE_CORRUPT', `the commit of height ${expected} is missing`);
  }
}
