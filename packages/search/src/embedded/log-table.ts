import type { DatabaseSync } from 'node:sqlite';
import type { LogField, SearchDocument } from '../document.ts';
import type { IndexedLog } from '../log.ts';

/** All logs, ascending by origin. */
export function readLogs(database: DatabaseSync): IndexedLog[] {
  const rows = database.prepare('SELECT * FROM log ORDER BY origin').all();
  return rows.map(({ id, next, setback, ...texts }) => ({
    ...(texts as unknown as Pick<SearchDocument, 'origin' | LogField>),
    ...{ id: Number(id), next: Number(next), setback: Number(setback) },
  }));
}
