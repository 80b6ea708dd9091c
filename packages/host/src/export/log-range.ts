import { type Journal, READ_ENTRIES_MAX } from '@mingjing/journal';
import type { ExportRequest, JournalSourceName } from '@mingjing/protocol';

/** Stubs [first, end) of a log that show a time range: with a neighbour on either side. */
export interface LogRange {
  readonly first: number;
  readonly end: number;
  /** Whether the log goes on behind the range. */
  readonly isBounded: boolean;
}

/**
 * Finds the entries of a time range among the first `size` of a log, and the neighbours that bound
 * it. Every stub is looked at: a clock that was set back leaves times in no order, and a search by
 * halves would miss what lies apart.
 */
export async function rangeOf(
  journal: Journal,
  source: JournalSourceName,
  { from, to }: ExportRequest,
  size: number,
): Promise<LogRange> {
  let isOpen = false;
  let older: number | undefined;
  let olderThanLater: number | undefined;
  let later: number | undefined;
  for (let at = 0; at < size; at += READ_ENTRIES_MAX) {
    const end = Math.min(size, at + READ_ENTRIES_MAX);
    for (const { stub } of await journal.readStubs(source, at, end)) {
      if (stub.time >= to) {
        if (later === undefined) [later, olderThanLater] = [stub.index, older];
      } else if (stub.time >= from) {
        [isOpen, later] = [true, undefined];
      } else if (!isOpen) {
        older = stub.index;
      }
    }
  }
  // Without an entry in range, the two neighbours are those on both sides of where one would be.
  const before = isOpen || later === undefined ? older : olderThanLater;
  const isBounded = later !== undefined;
  return { first: before ?? 0, end: later === undefined ? size : later + 1, isBounded };
}
