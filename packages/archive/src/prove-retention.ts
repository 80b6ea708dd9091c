import { equalBytes } from '@mingjing/crypto';
import type { Archive } from './archive.ts';

/** Where what is put to try the store lies. */
const PROBE_PREFIX = 'probe/';
/** How long the store has to keep it: beyond what the clocks of both may differ. */
const PROBE_MS = 15 * 60_000;
/** Stores keep whole seconds. */
const SECOND = 1000;

/** What a store that says it keeps objects really did. */
export type RetentionVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'not-retained' | 'too-short' | 'was-removed' | 'content-differs';
    };

/**
 * Tries whether a store keeps what it is told to keep: puts an object, reads the retention back,
 * tries to remove it, and reads it again. Many stores take the headers of Object Lock and do
 * nothing with them, so none is believed before.
 */
export async function proveRetention(
  archive: Archive,
  { name, now }: { readonly name: string; readonly now: number },
): Promise<RetentionVerdict> {
  const [object, until] = [PROBE_PREFIX + name, now + PROBE_MS];
  const content = new TextEncoder().encode(`probe ${object} ${until}`);
  await archive.put(object, content, until);
  const retention = await archive.retention(object);
  if (retention === undefined) return { ok: false, reason: 'not-retained' };
  if (retention.until < until - SECOND) return { ok: false, reason: 'too-short' };
  if ((await archive.remove(object)) !== 'retained') return { ok: false, reason: 'was-removed' };
  const read = await archive.read(object);
  if (read === undefined) return { ok: false, reason: 'was-removed' };
  return equalBytes(read, content) ? { ok: true } : { ok: false, reason: 'content-differs' };
}

/** Removes probes whose time is over; how many went. */
export async function clearProbes(archive: Archive): Promise<number> {
  const names: string[] = [];
  for await (const name of archive.list(PROBE_PREFIX)) names.push(name);
  let removed = 0;
  for (const name of names) {
    if ((await archive.remove(name)) === 'removed') removed += 1;
  }
  return removed;
}
