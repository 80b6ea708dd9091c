import { DatabaseSync } from 'node:sqlite';
import { SearchError } from '../errors.ts';

/** Raised whenever rows or terms of the same document would come out differently. */
const FORMAT = 3;
const CACHE_KIB = 16 * 1024;
/** Pages after which the write-ahead file is folded in. */
const CHECKPOINT_PAGES = 1000;

/*
 *   about   what the index was made for
 *   log     a log, what its documents share, the position of its next one, and how far, in ms, a
 *           time of it ever fell behind a higher one before
 *   block   rows that follow each other in one log: place, time, leaf mark, words
 *   ended   finds the block in which a log reaches a time
 *   span    running hash over the rows of up to 1,024 positions of a log
 *   terms   FTS5 without content, positions or sizes: which rows have a word. `ascii` splits at
 *           spaces, and the words are of letters and figures
 */
const SCHEMA = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE log (id INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    source TEXT NOT NULL, node TEXT NOT NULL, organisation TEXT NOT NULL, next INTEGER NOT NULL,
    setback INTEGER NOT NULL) STRICT;
  CREATE TABLE block (id INTEGER PRIMARY KEY, log INTEGER NOT NULL, count INTEGER NOT NULL,
    before INTEGER NOT NULL, ended INTEGER NOT NULL, rows BLOB NOT NULL) STRICT;
  CREATE INDEX ended ON block (log, ended);
  CREATE TABLE span (log INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
    digest BLOB NOT NULL, PRIMARY KEY (log, first)) WITHOUT ROWID, STRICT;
  CREATE VIRTUAL TABLE terms USING fts5(words, content='', detail=none, columnsize=0,
    tokenize='ascii');
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
