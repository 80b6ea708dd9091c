import { LOG_FIELDS, type LogField, type SearchDocument } from './document.ts';
import type { CheckedQuery } from './query/query.ts';

/** A log as an index has it. */
export interface IndexedLog extends Pick<SearchDocument, 'origin' | LogField> {
  readonly id: number;
  /** Position of the next document. */
  readonly next: number;
  /** Ms that a time of the log ever fell behind a higher one before it. */
  readonly setback: number;
}

/** Whether a log may have what a query means, by what its documents share. */
export function isSearched(log: IndexedLog, { exact, origins }: CheckedQuery): boolean {
  if (origins !== undefined && !origins.includes(log.origin)) return false;
  return exact.every(([name, value]) => {
    const field = LOG_FIELDS.find((each) => each === name);
    // Of records each has its own organisation, which is a word of its row.
    if (field === 'organisation' && log.kind === 'record') return true;
    return field === undefined || log[field] === value;
  });
}
