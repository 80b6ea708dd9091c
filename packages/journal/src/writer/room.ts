import type { JournalSourceName } from '@mingjing/protocol';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';

/** Beside its body: slot of the stub (168), hashes (33), frame of the body (28), rounded up. */
const ENTRY_OVERHEAD_BYTES = 256;
/**
 * Kept for `maintenance` when nothing else is taken any more: a week of heartbeats, and what the
 * program says of itself until somebody gives it more.
 */
export const ROOM_RESERVE_BYTES = 8 * 1024 * 1024;

/**
 * How many bytes of entries a journal may still take: without a bound until its program says how
 * many, and from then on fewer with each entry. Past the bound acts are refused, and none is lost.
 */
export class Room {
  #left = Number.POSITIVE_INFINITY;

  /** Bytes that may be written from now on, as they were measured. */
  set(bytes: number): void {
    this.#left = bytes;
  }

  get left(): number {
    return this.#left;
  }

  /** Throws `JOURNAL_FULL` when one of these entries has no place. */
  assertFor(entries: readonly { readonly source: JournalSourceName }[]): void {
    for (const { source } of entries) {
      const kept = source === 'maintenance' ? 0 : ROOM_RESERVE_BYTES;
      if (this.#left > kept) continue;
      throw new JournalError('JOURNAL_FULL', 'the budget of the journal is used up');
    }
  }

  /** Counts entries that are written. */
  take(entries: readonly BuiltEntry[]): void {
    for (const { body } of entries) this.#left -= ENTRY_OVERHEAD_BYTES + body.length;
  }
}
