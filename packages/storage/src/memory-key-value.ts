import { StorageError, storageError } from './errors.ts';
import type { Entry, KeyRange, KeyValue, KeyValueView, WriteBatch } from './key-value.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryTable, TableChange } from './memory-table.ts';

/** Entries given out at once. */
const CHUNK = 64;

/** A database on a `MemoryDisk`; opening the same name again finds what was written. */
export function openMemoryKeyValue(disk: MemoryDisk, name: string): KeyValue {
  return new MemoryKeyValue(disk, name);
}

class MemoryKeyValue implements KeyValue {
  readonly #disk: MemoryDisk;
  readonly #name: string;
  readonly #life: number;
  #isClosed = false;

  constructor(disk: MemoryDisk, name: string) {
    this.#disk = disk;
    this.#name = name;
    this.#life = disk.life;
  }

  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#table().get(key);
  }

  getSync(key: Uint8Array): Uint8Array | undefined {
    return this.#table().get(key);
  }

  async has(keys: readonly Uint8Array[]): Promise<boolean[]> {
    const table = this.#table();
    return keys.map((key) => table.get(key) !== undefined);
  }

  async visit(range: KeyRange, visit: (key: Uint8Array, value: Uint8Array) => void): Promise<void> {
    for (const [key, value] of this.#table().range(range)) visit(key, value);
  }

  entries(): AsyncGenerator<readonly Entry[]> {
    return chunksOf(this.#table().all());
  }

  batch(): WriteBatch {
    const changes: TableChange[] = [];
    return {
      put: (key, value) => changes.push({ key: copyOf(key), value: copyOf(value) }),
      delete: (key) => changes.push({ key: copyOf(key), value: undefined }),
      write: () => this.#write(changes),
      discard: () => Promise.resolve(),
    };
  }

  view(): KeyValueView {
    const frozen = this.#table().copy();
    return {
      async *entries(range) {
        yield* frozen.range(range);
      },
      close: () => Promise.resolve(),
    };
  }

  async compact(): Promise<void> {
    // Maps keep nothing of what was deleted.
    this.#table();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  async #write(changes: readonly TableChange[]): Promise<void> {
    const force = this.#table().add(changes);
    try {
      await this.#disk.forced(this.#name, this.#life);
    } catch (cause) {
      throw storageError('STORE_WRITE_FAILED', 'the store cannot be written', cause);
    }
    force();
  }

  #table(): MemoryTable {
    if (this.#isClosed) throw new StorageError('STORE_CLOSED', 'the store is closed');
    try {
      this.#disk.assertAlive(this.#life);
    } catch (cause) {
      throw storageError('STORE_CLOSED', 'the store is gone', cause);
    }
    return this.#disk.table(this.#name);
  }
}

async function* chunksOf(entries: readonly Entry[]): AsyncGenerator<readonly Entry[]> {
  for (let at = 0; at < entries.length; at += CHUNK) yield entries.slice(at, at + CHUNK);
}

/** Not `slice`, which on a Buffer shares the memory. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
