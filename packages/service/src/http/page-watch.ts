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
  /**
   * It could not be put back; told once, until it is as it was loaded. The manifest stands for a
   * folder in which nobody can see what build lies there: nothing of it is put back meanwhile.
   */
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
    let found: 'none' | 'own' | 'other';
    try {
      found = await this.#find(site);
    } catch (error) {
      // A build under another account may lie unreadable: nothing is put back over it.
      return this.#tellStuck(folder, MANIFEST_FILE, error);
    }
    if (found === 'other') {
      this.#rebuilt.add(folder);
      this.#options.events.rebuilt(folder);
    } else if (found === 'own') {
      for (const [file, bytes] of site.files) await this.#hold(folder, file, bytes);
    }
  }

  /** Whose files lie in the folder: another build's, those to hold, or for one round nobody's. */
  async #find(site: SignedPages): Promise<'none' | 'own' | 'other'> {
    if (await this.#isChangingOver(site.folder)) return 'none';
    return (await isOtherBuild(site)) ? 'other' : 'own';
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
    try {
      if (await isSame(path, bytes)) return void this.#stuck.delete(path);
      await putBack(path, bytes);
    } catch (error) {
      return this.#tellStuck(folder, file, error);
    }
    this.#stuck.delete(path);
    return this.#options.events.restored(folder, file);
  }

  async #tellStuck(folder: string, file: string, error: unknown): Promise<void> {
    const path = join(folder, file);
    if (this.#stuck.has(path)) return;
    this.#stuck.add(path);
    return this.#options.events.notRestored(folder, file, error);
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
