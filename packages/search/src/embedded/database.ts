import { DatabaseSync } from 'node:sqlite';
import { SearchError } from '../errors.ts';
import { keyWords } from '../indexed-form.ts';
import { type Run, runsOf } from '../text/runs.ts';
import { charactersOf, termsOf } from '../text/terms.ts';

/** Raised whenever rows or terms of the same document would come out differently. */
const FORMAT = 1;
const CACHE_KIB = 16 * 1024;
/** Pages after which the write-ahead file is folded in. */
const CHECKPOINT_PAGES = 1000;

/*
 *   about   what the index was made for
 *   log     a log and the position of its next document
 *   doc     a row: number (time and count), place, leaf hash, keys, normalised text
 *   span    running hash over the rows of up to 1,024 positions of a log
 *   mark    every so many rows the number of one: where the work of a query is cut
 *   terms   FTS5 over `indexed`, the words of the rows; `ascii` splits at spaces and keeps all
 *           else, since the words were made by `text/runs.ts`, which is also what a query means
 */
const SCHEMA = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE log (id INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, next INTEGER NOT NULL)
    STRICT;
  CREATE TABLE doc (id INTEGER PRIMARY KEY, log INTEGER NOT NULL, position INTEGER NOT NULL,
    kind INTEGER NOT NULL, time INTEGER NOT NULL, leaf BLOB NOT NULL, keys BLOB NOT NULL,
    text TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX place ON doc (log, position);
  CREATE TABLE span (log INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
    digest BLOB NOT NULL, PRIMARY KEY (log, first)) WITHOUT ROWID, STRICT;
  CREATE TABLE mark (id INTEGER PRIMARY KEY) STRICT;
  CREATE VIEW indexed AS SELECT id, key_words(keys, text) AS keys, text_words(text) AS text
    FROM doc;
  CREATE VIRTUAL TABLE terms USING fts5(keys, text, content='indexed', content_rowid='id',
    tokenize='ascii', columnsize=0);
`;

/** What an index is for; one made for something else is not used. */
export interface IndexPurpose {
  /** Name of the chain. */
  readonly chainId: string;
  /** `Blinder.check` of the key that its keys were made with. */
  readonly keyCheck: string;
}

/** Opens the one handle that writes, making the tables when there are none. */
export function openForWriting(path: string, purpose: IndexPurpose): DatabaseSync {
  const database = coded(() => new DatabaseSync(path));
  try {
    return coded(() => {
      // Losing the last writes with the power is no harm: they are taken from the logs again.
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB}`);
      defineFunctions(database);
      // What is replaced is overwritten, in the rows as in the terms.
      database.exec('PRAGMA secure_delete = ON');
      const isNew = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
      if (isNew) createTables(database, purpose);
      else checkPurpose(database, purpose);
      database.exec("INSERT INTO terms (terms, rank) VALUES ('secure-delete', 1)");
      return database;
    });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a handle that cannot write. */
export function openForReading(path: string): DatabaseSync {
  return coded(() => {
    const database = new DatabaseSync(path, { readOnly: true });
    database.exec(`PRAGMA query_only = ON; PRAGMA cache_size = -${CACHE_KIB}`);
    return database;
  });
}

/** Words of the column `keys`: the keys of a row, and every single CJK character of its text. */
export function keyColumn(keys: Uint8Array, runs: readonly Run[]): string {
  return [...keyWords(keys), ...charactersOf(runs)].join(' ');
}

/** Words of the column `text`. */
export function textColumn(runs: readonly Run[]): string {
  return termsOf(runs).join(' ');
}

/** Runs work on a database, giving errors of SQLite one of our codes. */
export function coded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw codedError(cause);
  }
}

/** Primary result codes of SQLite. */
const CODES = { PERM: 3, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 };

function codedError(cause: unknown): unknown {
  const { errcode, message } = cause as { errcode?: unknown; message?: string };
  if (typeof errcode !== 'number') return cause;
  const primary = errcode & 0xff;
  const text = `the search index: ${message}`;
  if (primary === CODES.CORRUPT || primary === CODES.NOTADB) {
    return new SearchError('SEARCH_DAMAGED', text, cause);
  }
  const { CANTOPEN, FULL, IOERR, PERM, READONLY } = CODES;
  const isDisk = [CANTOPEN, FULL, IOERR, PERM, READONLY].includes(primary);
  return new SearchError(isDisk ? 'SEARCH_UNWRITABLE' : 'SEARCH_FAILED', text, cause);
}

function defineFunctions(database: DatabaseSync): void {
  const pure = { deterministic: true };
  database.function('key_words', pure, (keys, text) => {
    return keyColumn(keys as Uint8Array, runsOf(text as string));
  });
  database.function('text_words', pure, (text) => textColumn(runsOf(text as string)));
}

function createTables(database: DatabaseSync, purpose: IndexPurpose): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec(SCHEMA);
  const insert = database.prepare('INSERT INTO about VALUES (?, ?)');
  for (const [name, value] of aboutRows(purpose)) insert.run(name, value);
  database.exec('COMMIT');
}

function checkPurpose(database: DatabaseSync, purpose: IndexPurpose): void {
  const rows = database.prepare('SELECT name, value FROM about').all();
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  for (const [name, value] of aboutRows(purpose)) {
    if (stored.get(name) === value) continue;
    throw new SearchError('SEARCH_OUTDATED', `the search index has another ${name}`);
  }
}

function aboutRows({ chainId, keyCheck }: IndexPurpose): [name: string, value: string][] {
  return [
    ['format', String(FORMAT)],
    ['chain', chainId],
    ['key', keyCheck],
  ];
}
