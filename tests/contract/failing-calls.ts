// Counts the calls on files and databases that code under test makes, and lets one of them fail.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * `error`: the call fails and does nothing. `short`: a write writes half and says so. `torn`: a
 * write writes half and fails. `cut`: the power goes after the call: nothing further happens, and
 * what was not forced is lost. `kill`: the process ends after the call: what was written stays.
 */
export type Mode = 'error' | 'short' | 'torn' | 'cut' | 'kill';

/** The call is the last: it is done, and nothing after it. */
export function isEnd(mode: Mode): boolean {
  return mode === 'cut' || mode === 'kill';
}

/** The ways in which a call of this name can fail that differ from each other. */
export function modesOf(name: string): readonly Mode[] {
  if (name === 'write') return ['error', 'short', 'torn', 'cut', 'kill'];
  // Batches are forced, so a kill leaves what a cut leaves.
  if (name === 'level.write' || name === 'level.open') return ['error', 'cut'];
  // What is forced stays either way.
  if (name === 'sync' || name === 'datasync') return ['error', 'cut'];
  const isChange = ['open', 'writeFile', 'truncate', 'rename'].includes(name);
  return isChange ? ['error', 'cut', 'kill'] : ['error'];
}

const ERRORS: Readonly<Record<string, string>> = {
  open: 'EACCES',
  rename: 'EACCES',
  write: 'ENOSPC',
  writeFile: 'ENOSPC',
  truncate: 'EIO',
  datasync: 'EIO',
  sync: 'EIO',
  read: 'EIO',
  stat: 'EIO',
  close: 'EIO',
};

class Calls {
  /** Names of the calls of this life, in order. */
  names: string[] = [];
  /** The one that fails; none while undefined. */
  at: number | undefined;
  mode: Mode = 'error';
  isDead = false;
  died = Promise.withResolvers<void>();
  /** Content that would survive a power cut, by path, of files with unforced changes. */
  readonly #forced = new Map<string, Uint8Array>();
  /** Files whose names are not forced in their folder yet. */
  readonly #names = new Set<string>();
  /** What was where a file was moved to, by path, while that is not forced in their folder yet. */
  readonly #replaced = new Map<string, Uint8Array>();
  /** What the code under test has open. */
  readonly opened = new Set<{ close(): Promise<void> }>();

  begin(at: number | undefined, mode: Mode): void {
    this.names = [];
    this.at = at;
    this.mode = mode;
    this.isDead = false;
    this.died = Promise.withResolvers<void>();
    this.#forced.clear();
    this.#names.clear();
    this.#replaced.clear();
  }

  /** Ends a life, however it went: nothing of it is open any more. Its calls. */
  async end(): Promise<string[]> {
    const { names } = this;
    this.names = [];
    this.at = undefined;
    this.isDead = false;
    for (const each of this.opened) await each.close().catch(() => undefined);
    this.opened.clear();
    return names;
  }

  async call<T>(name: string, act: () => Promise<T>, half?: () => Promise<T>): Promise<T> {
    if (this.isDead) return never();
    this.names.push(name);
    if (this.names.length - 1 !== this.at) return act();
    if (isEnd(this.mode)) {
      const answer = act();
      await answer.catch(() => undefined);
      this.die();
      return never();
    }
    if (half !== undefined && this.mode !== 'error') {
      const answer = await half();
      if (this.mode === 'short') return answer;
    }
    throw failureOf(name);
  }

  callSync<T>(name: string, act: () => T): T {
    if (this.isDead) throw failureOf(name);
    this.names.push(name);
    if (this.names.length - 1 !== this.at) return act();
    if (isEnd(this.mode)) this.die();
    throw failureOf(name);
  }

  die(): void {
    this.isDead = true;
    if (this.mode === 'cut') {
      for (const [path, content] of this.#forced) writeFileSync(path, content);
      for (const path of this.#names) rmSync(path, { force: true });
      for (const [path, content] of this.#replaced) writeFileSync(path, content);
    }
    this.died.resolve();
  }

  changes(path: string): void {
    if (!this.#forced.has(path)) this.#forced.set(path, readFileSync(path));
  }

  forces(path: string): void {
    if (statSync(path).isDirectory()) {
      for (const name of this.#names) if (dirname(name) === path) this.#names.delete(name);
      for (const name of this.#replaced.keys()) {
        if (dirname(name) === path) this.#replaced.delete(name);
      }
    } else this.#forced.delete(path);
  }

  /** A file gets a name, and maybe loses another; what had the name before may come back. */
  named(path: string, before?: string, replaced?: Uint8Array): void {
    if (replaced === undefined) this.#names.add(path);
    else if (!this.#names.has(path)) {
      this.#replaced.set(path, this.#replaced.get(path) ?? this.#forced.get(path) ?? replaced);
    }
    if (before === undefined) return;
    this.#names.delete(before);
    const forced = this.#forced.get(before);
    this.#forced.delete(before);
    if (forced !== undefined) this.#forced.set(path, forced);
  }
}

export const calls = new Calls();

function failureOf(name: string): Error {
  const code = ERRORS[name] ?? 'LEVEL_IO_ERROR';
  return Object.assign(new Error(`${code}: put in on purpose at ${name}`), { code });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

type Files = typeof import('node:fs/promises');

/** `node:fs/promises` whose calls are counted. */
export function countedFiles(files: Files): Files {
  const open = async (path: string, flags: string, mode?: number) =>
    calls.call('open', async () => {
      const handle = await files.open(path, flags, mode);
      if (flags.startsWith('w')) calls.named(path);
      if (flags.startsWith('w')) calls.changes(path);
      calls.opened.add(handle);
      return countedHandle(handle, path);
    });
  const rename = (from: string, to: string) =>
    calls.call('rename', async () => {
      const replaced = existsSync(to) ? readFileSync(to) : undefined;
      await files.rename(from, to);
      calls.named(to, from, replaced);
    });
  return { ...files, open, rename } as unknown as Files;
}

function countedHandle(handle: FileHandle, path: string): FileHandle {
  const write = (bytes: Uint8Array, offset: number, length: number, position: number) => {
    const put = async (count: number) => {
      calls.changes(path);
      return handle.write(bytes, offset, count, position);
    };
    return calls.call(
      'write',
      () => put(length),
      () => put(Math.max(1, length >>> 1)),
    );
  };
  const writeFile = (bytes: Uint8Array) =>
    calls.call('writeFile', async () => {
      calls.changes(path);
      return handle.writeFile(bytes);
    });
  const truncate = (length: number) =>
    calls.call('truncate', async () => {
      calls.changes(path);
      return handle.truncate(length);
    });
  const force = (name: 'sync' | 'datasync') => () =>
    // Whether the disk itself keeps its word is not in question: not asking it takes no time.
    calls.call(name, async () => calls.forces(path));
  const counted = {
    ...{ write, writeFile, truncate, sync: force('sync'), datasync: force('datasync') },
    read: (...args: Parameters<FileHandle['read']>) =>
      calls.call('read', () => handle.read(...args)),
    stat: () => calls.call('stat', () => handle.stat()),
    close: () =>
      calls.call('close', async () => {
        calls.opened.delete(handle);
        await handle.close();
      }),
  };
  return counted as unknown as FileHandle;
}

/** What is counted of a database. */
interface Database {
  open(): Promise<void>;
  get(key: Uint8Array): Promise<Uint8Array | undefined>;
  getSync(key: Uint8Array): Uint8Array | undefined;
  hasMany(keys: Uint8Array[]): Promise<boolean[]>;
  close(): Promise<void>;
  iterator(options?: object): { nextv(count: number): Promise<unknown> };
  batch(): { write(options: object): Promise<void> };
}

interface LevelModule {
  readonly Level: new (...options: never[]) => Database;
}

/** `level` whose calls are counted. */
export function countedLevel({ Level }: LevelModule): LevelModule {
  class CountedLevel extends Level {
    // A database opens itself when nobody has: once refused it stays so.
    #isRefused = false;

    override async open(): Promise<void> {
      if (this.#isRefused) throw failureOf('level.open');
      this.#isRefused = true;
      await calls.call('level.open', async () => {
        await super.open();
        calls.opened.add({ close: () => super.close() });
      });
      this.#isRefused = false;
    }

    override get(key: Uint8Array): Promise<Uint8Array | undefined> {
      return calls.call('level.get', () => super.get(key));
    }

    override getSync(key: Uint8Array): Uint8Array | undefined {
      return calls.callSync('level.getSync', () => super.getSync(key));
    }

    override hasMany(keys: Uint8Array[]): Promise<boolean[]> {
      return calls.call('level.hasMany', () => super.hasMany(keys));
    }

    override close(): Promise<void> {
      return calls.call('level.close', () => super.close());
    }

    override iterator(options: object = {}) {
      const iterator = super.iterator(options);
      const nextv = iterator.nextv.bind(iterator);
      iterator.nextv = (count) => calls.call('level.nextv', () => nextv(count));
      return iterator;
    }

    override batch() {
      const batch = super.batch();
      const write = batch.write.bind(batch);
      // Not forced for real, for the same reason.
      batch.write = () => calls.call('level.write', () => write({}));
      return batch;
    }
  }
  return { Level: CountedLevel };
}
