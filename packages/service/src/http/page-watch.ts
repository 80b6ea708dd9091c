import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { equalBytes } from '@mingjing/crypto';
import { codeOf } from './framework-errors.ts';
import { MANIFEST_FILE, readManifest } from './page-manifest.ts';
import type { SignedPages } from './signed-pages.ts';

/** What the watch tells; a promise is awaited before the next file is looked at. */
export interface PageWatchEvents {
  /** A file was not as it was loaded, and is again. */
  restored(folder: string, file: string): Promise<void>;
  /** It could not be put back; told once, until it is as it was loaded. */
  notRestored(folder: string, file: string, error: unknown): Promise<void>;
  /** A build that the same key signed lies there now; it is served after the next start. */
  rebuilt(folder: string): void;
}

export interface PageWatchOptions {
  readonly sites: readonly SignedPages[];
  readonly events: PageWatchEvents;
  /** Time between two rounds, ms. */
  readonly everyMs: number;
}

/**
 * Holds the files of pages on disk against those in memory, and puts back what is not the same.
 * Visitors never see the change: pages are served from memory.
 */
export class PageWatch {
  readonly #options: PageWatchOptions;
  /** Folders that were not there at the last round: a build that changes over, or a removal. */
  readonly #gone = new Set<string>();
  readonly #rebuilt = new Set<string>();
  readonly #stuck = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #isRunning = false;

  constructor(options: PageWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (!this.#isRunning) this.#round = this.round();
    }, this.#options.everyMs);
    this.#timer.unref();
  }

  /** Resolves when no file is being put back any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** Looks at every file once. */
  async round(): Promise<void> {
    this.#isRunning = true;
    try {
      for (const site of this.#options.sites) await this.#look(site);
    } finally {
      this.#isRunning = false;
    }
  }

  async #look(site: SignedPages): Promise<void> {
    const { folder } = site;
    if (this.#rebuilt.has(folder)) return;
    if (await this.#isChangingOver(folder)) return;
    if (await isOtherBuild(site)) {
      this.#rebuilt.add(folder);
      this.#options.events.rebuilt(folder);
      return;
    }
    for (const [file, bytes] of site.files) await this.#hold(folder, file, bytes);
  }

  /** A folder that is not there is given one round: a build renames its own into place. */
  async #isChangingOver(folder: string): Promise<boolean> {
    const isThere = (await kindOf(folder)) !== 'none';
    if (isThere || this.#gone.has(folder)) {
      this.#gone.delete(folder);
      return false;
    }
    this.#gone.add(folder);
    return true;
  }

  async #hold(folder: string, file: string, bytes: Uint8Array): Promise<void> {
    const path = join(folder, file);
    const { restored, notRestored } = this.#options.events;
    try {
      if (await isSame(path, bytes)) return void this.#stuck.delete(path);
      await putBack(path, bytes);
    } catch (error) {
      if (this.#stuck.has(path)) return;
      this.#stuck.add(path);
      return notRestored(folder, file, error);
    }
    this.#stuck.delete(path);
    return restored(folder, file);
  }
}

/** Whether the manifest on disk is another one that holds under the key of the one in memory. */
async function isOtherBuild({ files, folder, manifest }: SignedPages): Promise<boolean> {
  const path = join(folder, MANIFEST_FILE);
  const own = files.get(MANIFEST_FILE);
  if (own === undefined || (await kindOf(path)) !== 'file') return false;
  const found = await readFile(path);
  if (equalBytes(found, own)) return false;
  const other = readManifest(found.toString('utf8'));
  return other !== undefined && equalBytes(other.key, manifest.key);
}

/** A link is no file: what it leads to may change at any time. */
async function kindOf(path: string): Promise<'none' | 'file' | 'other'> {
  try {
    return (await lstat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'none';
    throw error;
  }
}

async function isSame(path: string, bytes: Uint8Array): Promise<boolean> {
  return (await kindOf(path)) === 'file' && equalBytes(await readFile(path), bytes);
}

/** The file appears whole, whatever lay in its place. */
async function putBack(path: string, bytes: Uint8Array): Promise<void> {
  if ((await kindOf(path)) === 'other') await rm(path, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
}
