import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { equalBytes } from '@mingjing/crypto';
import {
  type Archive,
  ArchiveError,
  assertObject,
  otherContent,
  type Retention,
} from '../archive.ts';

const UNTIL = '.until';
const DRAFT = '.draft';
const TIME = /^(0|[1-9][0-9]{0,14})\n$/;

export interface FilesystemArchiveOptions {
  readonly folder: string;
  /** Ms since the epoch; what is kept longer is not removed before. */
  readonly now: () => number;
}

/**
 * Objects as read-only files of a folder, such as a mounted one that another machine keeps. That an
 * object stays is this program's word: whoever may write the folder can remove it.
 */
export class FilesystemArchive implements Archive {
  readonly kind = 'filesystem';
  readonly isEnforced = false;
  readonly #folder: string;
  readonly #now: () => number;

  constructor({ folder, now }: FilesystemArchiveOptions) {
    this.#folder = folder;
    this.#now = now;
  }

  async put(name: string, content: Uint8Array, until: number): Promise<void> {
    assertObject(name, content);
    await coded(name, async () => {
      const path = this.#path(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const held = await readIfThere(path);
      // What is refused keeps nothing for longer.
      if (held !== undefined && !equalBytes(held, content)) throw otherContent(name);
      const kept = (await this.retention(name))?.until ?? 0;
      // The date is durable before the object, so no object is there without one.
      if (until > kept) await writeDurably(path + UNTIL, Buffer.from(`${until}\n`), 'replace');
      if (held !== undefined) return;
      const isNew = await writeDurably(path, content, 'keep');
      if (!isNew && !equalBytes(await readFile(path), content)) throw otherContent(name);
    });
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    assertObject(name);
    return coded(name, () => readIfThere(this.#path(name)));
  }

  async retention(name: string): Promise<Retention | undefined> {
    assertObject(name);
    const bytes = await coded(name, () => readIfThere(this.#path(name) + UNTIL));
    if (bytes === undefined) return undefined;
    const [, until] = TIME.exec(Buffer.from(bytes).toString('latin1')) ?? [];
    if (until === undefined)
      throw new ArchiveError('ARCHIVE_DAMAGED', `the date of ${name} is none`);
    return { until: Number(until) };
  }

  async remove(name: string): Promise<'removed' | 'retained' | 'missing'> {
    const path = this.#path(name);
    if ((await this.read(name)) === undefined) return 'missing';
    const retention = await this.retention(name);
    if (retention !== undefined && retention.until > this.#now()) return 'retained';
    await coded(name, async () => {
      for (const each of [path, path + UNTIL]) await rm(each, { force: true });
    });
    return 'removed';
  }

  async *list(prefix: string): AsyncGenerator<string, void> {
    const found = await coded(prefix, async () => {
      const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(this.#folder, join(entry.parentPath, entry.name)));
    });
    const isObject = (name: string) => !name.endsWith(UNTIL) && !name.endsWith(DRAFT);
    yield* found
      .filter((name) => name.startsWith(prefix) && isObject(name))
      .sort((a, b) => (a < b ? -1 : 1));
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

/** Writes a file whole and durably; with `keep` none that is there. True: it was written. */
async function writeDurably(path: string, bytes: Uint8Array, mode: 'keep' | 'replace') {
  const draft = path + DRAFT;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o400);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  const isNew = mode === 'replace' || (await linked(draft, path));
  if (mode === 'replace') await rename(draft, path);
  else await rm(draft);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return isNew;
}

/** Gives a file its name unless another has it. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function coded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const isRefused =
      code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOSPC';
    const text = `the archive folder, ${name}: ${(cause as Error).message}`;
    throw new ArchiveError(isRefused ? 'ARCHIVE_REFUSED' : 'ARCHIVE_UNREACHABLE', text, cause);
  }
}
