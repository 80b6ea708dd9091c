import { MemoryFile } from './memory-file.ts';
import { MemoryTable } from './memory-table.ts';

/** Says how much of what was not yet forced survives: that many whole changes, in order. */
export type CrashFate = (name: string, pending: readonly number[]) => Survival;

export interface Survival {
  /** Changes kept whole, counted from the oldest. */
  readonly whole: number;
  /** Bytes kept of the next change when it is a write to a file; a batch is never torn. */
  readonly tornBytes?: number;
}

export interface MemoryDiskOptions {
  /** Awaited by everything that forces bytes: a simulator delays or fails it here. */
  readonly beforeSync?: (name: string) => Promise<void>;
}

const nothingSurvives: CrashFate = () => ({ whole: 0 });

/**
 * A disk in memory that forgets like one: what is written but not forced is lost in a crash, whole
 * or from some byte on. Files and databases live on it by name and outlast whoever opened them.
 * It keeps the order of changes to one file, which a real disk need not; the formats here do not
 * lean on it.
 */
export class MemoryDisk {
  readonly #files = new Map<string, MemoryFile>();
  readonly #tables = new Map<string, MemoryTable>();
  readonly #beforeSync: (name: string) => Promise<void>;
  #life = 0;

  constructor(options: MemoryDiskOptions = {}) {
    this.#beforeSync = options.beforeSync ?? (() => Promise.resolve());
  }

  /** Counts crashes: a handle of an earlier life is dead. */
  get life(): number {
    return this.#life;
  }

  hasFile(name: string): boolean {
    return this.#files.has(name);
  }

  /** The content a reader sees now, for tests that damage it; replaces it when given. */
  content(name: string, replacement?: Uint8Array): Uint8Array {
    const file = this.file(name);
    if (replacement !== undefined) file.replace(new Uint8Array(replacement));
    return file.read();
  }

  /** Loses what was not forced, kills every open handle. */
  crash(fate: CrashFate = nothingSurvives): void {
    this.#life += 1;
    for (const [name, file] of this.#files) file.crash(fate(name, file.pendingBytes()));
    for (const [name, table] of this.#tables) table.crash(fate(name, table.pendingSizes()).whole);
  }

  /** Turns one bit of what is forced: of a drawn file or stored value. `draw` gives [0, count). */
  rot(draw: (count: number) => number): void {
    const damaged = (bytes: Uint8Array): Uint8Array => {
      const changed = new Uint8Array(bytes);
      const at = draw(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << draw(8));
      return changed;
    };
    const files = [...this.#files.values()].filter((file) => file.read().length > 0);
    const tables = [...this.#tables.values()].filter((table) => table.size > 0);
    const chosen = draw(files.length + tables.length);
    const file = files[chosen];
    if (file !== undefined) file.replace(damaged(file.read()));
    else tables[chosen - files.length]?.damage(draw, damaged);
  }

  /** Of `MemoryDurableFile` only. */
  file(name: string): MemoryFile {
    const file = this.#files.get(name) ?? new MemoryFile();
    this.#files.set(name, file);
    return file;
  }

  /** Of `MemoryKeyValue` only. */
  table(name: string): MemoryTable {
    const table = this.#tables.get(name) ?? new MemoryTable();
    this.#tables.set(name, table);
    return table;
  }

  /** Waits as long as forcing takes; throws when the disk crashed meanwhile. */
  async forced(name: string, life: number): Promise<void> {
    await this.#beforeSync(name);
    this.assertAlive(life);
  }

  assertAlive(life: number): void {
    if (life !== this.#life) throw new DiskCrashedError();
  }
}

/** What every act on a handle of an earlier life ends with; users wrap it in their own error. */
export class DiskCrashedError extends Error {
  override readonly name = 'DiskCrashedError';
  readonly code = 'DISK_CRASHED';

  constructor() {
    super('the disk crashed under this handle');
  }
}
