import { Level } from 'level';
import { EntryReader } from './entry-reader.ts';
import { StorageError, type StorageErrorCode, storageError } from './errors.ts';
import type { Entry, KeyRange, KeyValue, KeyValueView, WriteBatch } from './key-value.ts';

type Database = Level<Uint8Array, Uint8Array>;

/** Memory for what is not yet in a table; two may live at once. More means fewer rewrites. */
const WRITE_BUFFER_BYTES = 8 * 1024 * 1024;
/** Read cache of one database. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** Entries fetched at once from an iterator. */
const VISIT_CHUNK = 512;

/** Opens or makes a database; throws `STORE_LOCKED`, `STORE_CORRUPT` or `STORE_OPEN_FAILED`. */
export async function openLevelKeyValue(directory: string): Promise<KeyValue> {
  const database: Database = new Level(directory, {
    keyEncoding: 'view',
    valueEncoding: 'view',
    writeBufferSize: WRITE_BUFFER_BYTES,
    cacheSize: CACHE_BYTES,
    // Hashes, signatures and ciphertext do not shrink: trying costs a microsecond a transaction.
    compression: false,
  });
  try {
    await database.open();
  } catch (cause) {
    throw openError(directory, cause);
  }
  return new LevelKeyValue(database);
}

function openError(directory: string, cause: unknown): StorageError {
  const codes = levelCodes(cause);
  if (codes.includes('LEVEL_LOCKED')) {
    const message = `the store ${directory} is in use by another process`;
    return new StorageError('STORE_LOCKED', message, cause);
  }
  const isCorrupt = codes.includes('LEVEL_CORRUPTION');
  const code: StorageErrorCode = isCorrupt ? 'STORE_CORRUPT' : 'STORE_OPEN_FAILED';
  return new StorageError(code, `the store ${directory} cannot be opened`, cause);
}

/** Codes of an error and of what caused it. */
function levelCodes(error: unknown): unknown[] {
  const codes: unknown[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    codes.push((at as { code?: unknown }).code);
  }
  return codes;
}

function failure(code: 'STORE_READ_FAILED' | 'STORE_WRITE_FAILED', cause: unknown): StorageError {
  const codes = levelCodes(cause);
  if (codes.includes('LEVEL_DATABASE_NOT_OPEN')) {
    return new StorageError('STORE_CLOSED', 'the store is closed', cause);
  }
  if (code === 'STORE_READ_FAILED' && codes.includes('LEVEL_CORRUPTION')) {
    return new StorageError('STORE_CORRUPT', 'the store is damaged', cause);
  }
  const what = code === 'STORE_READ_FAILED' ? 'read' : 'written';
  return storageError(code, `the store cannot be ${what}`, cause);
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw failure('STORE_READ_FAILED', cause);
  }
}

async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw failure('STORE_WRITE_FAILED', cause);
  }
}

class LevelKeyValue implements KeyValue {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return reading(() => this.#database.get(key));
  }

  getSync(key: Uint8Array): Uint8Array | undefined {
    try {
      return this.#database.getSync(key);
    } catch (cause) {
      throw failure('STORE_READ_FAILED', cause);
    }
  }

  has(keys: readonly Uint8Array[]): Promise<boolean[]> {
    return reading(() => this.#database.hasMany([...keys]));
  }

  visit(range: KeyRange, visit: (key: Uint8Array, value: Uint8Array) => void): Promise<void> {
    return reading(async () => {
      const iterator = this.#database.iterator({
        gte: range.from,
        lt: range.to,
        reverse: range.reverse ?? false,
        limit: range.limit ?? -1,
      });
      try {
        for (;;) {
          const entries = await iterator.nextv(VISIT_CHUNK);
          if (entries.length === 0) return;
          for (const [key, value] of entries) visit(key, value);
        }
      } finally {
        await iterator.close();
      }
    });
  }

  entries(): AsyncGenerator<readonly Entry[]> {
    try {
      // Made here and not at the first step: the view is of this moment.
      const iterator = this.#database.iterator();
      // Ends after 16 KiB, whatever the number: one large value is the most it holds.
      const read = () => reading(() => iterator.nextv(VISIT_CHUNK));
      return new EntryReader(read, () => iterator.close());
    } catch (cause) {
      throw failure('STORE_READ_FAILED', cause);
    }
  }

  batch(): WriteBatch {
    return new LevelBatch(this.#database);
  }

  view(): KeyValueView {
    return new LevelView(this.#database);
  }

  compact(from: Uint8Array, to: Uint8Array): Promise<void> {
    // The typings of `level` name only what a browser can do as well.
    const database = this.#database as Database & {
      compactRange(start: Uint8Array, end: Uint8Array): Promise<void>;
    };
    return writing(() => database.compactRange(from, to));
  }

  close(): Promise<void> {
    return writing(() => this.#database.close());
  }
}

class LevelView implements KeyValueView {
  readonly #database: Database;
  readonly #snapshot: ReturnType<Database['snapshot']>;

  constructor(database: Database) {
    this.#database = database;
    try {
      this.#snapshot = database.snapshot();
    } catch (cause) {
      throw failure('STORE_READ_FAILED', cause);
    }
  }

  async *entries({ from, to }: KeyRange): AsyncIterable<readonly [Uint8Array, Uint8Array]> {
    const snapshot = this.#snapshot;
    const iterator = this.#database.iterator({ gte: from, lt: to, snapshot });
    try {
      for (;;) {
        const entries = await reading(() => iterator.nextv(VISIT_CHUNK));
        if (entries.length === 0) return;
        yield* entries;
      }
    } finally {
      await iterator.close();
    }
  }

  close(): Promise<void> {
    return reading(() => this.#snapshot.close());
  }
}

// A chained batch, because it takes 2 us an entry less than an array of operations: the native
// side copies each entry as it is put, so nothing is allocated per entry.
class LevelBatch implements WriteBatch {
  readonly #batch: ReturnType<typeof chainedBatch>;

  constructor(database: Database) {
    try {
      this.#batch = chainedBatch(database);
    } catch (cause) {
      throw failure('STORE_WRITE_FAILED', cause);
    }
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.#batch.put(key, value);
  }

  delete(key: Uint8Array): void {
    this.#batch.del(key);
  }

  write(): Promise<void> {
    return writing(() => this.#batch.write({ sync: true }));
  }

  discard(): Promise<void> {
    return writing(() => this.#batch.close());
  }
}

function chainedBatch(database: Database) {
  return database.batch();
}
