import type { DatabaseSync } from 'node:sqlite';
import type { LogField, SearchDocument } from '../document.ts';

/** A log as the index has it. */
export interface IndexedLog extends Pick<SearchDocument, 'origin' | LogField> {
  readonly id: number;
  /** Position of the next document. */
  readonly next: number;
  /** Ms that a time of the log ever fell behind a higher one before it. */
  readonly setback: number;
}

/** All logs, ascending by origin. */
export function readLogs(database: DatabaseSync): IndexedLog[] {
  const rows = database.prepare('SELECT * FROM log ORDER BY origin').all();
  return rows.map(({ id, next, setback, ...texts }) => ({
    ...(texts as unknown as Pick<SearchDocument, 'origin' | LogField>),
    ...{ id: Number(id), next: Number(next), setback: Number(setback) },
  }));
}
