import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotOffer } from '@mingjing/protocol';
import type { SnapshotShelf, SnapshotWriter } from '@mingjing/replica';
import { storageError } from '../errors.ts';
import {
  isChunkOf,
  type KeptSnapshot,
  keptSnapshot,
  mustBeKept,
  named,
  newestFirst,
  SNAPSHOTS_KEPT,
} from './kept.ts';

// One folder for each snapshot, named by its height, made under another name and renamed when all
// of it is on disk:
//
//     <height>/manifest   canonical SnapshotManifest
//     <height>/proof      canonical SnapshotProof
//     <height>/<index>    canonical SnapshotChunk, one file each

const PARTIAL = '.partial';
const FOLDER_MODE = 0o700;

interface Held extends KeptSnapshot {
  readonly folder: string;
}

/**
 * Opens or makes the shelf of snapshots. What an earlier life did not finish, and what does not
 * read as a snapshot any more, is removed: a snapshot is a copy, and the next one is soon made.
 */
export async function openSnapshots(directory: string): Promise<SnapshotShelf> {
  try {
    await mkdir(directory, { recursive: true, mode: FOLDER_MODE });
    const held: Held[] = [];
    for (const name of await readdir(directory)) {
      const folder = join(directory, name);
      const kept = name.endsWith(PARTIAL) ? undefined : await readKept(folder);
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
      else held.push({ ...kept, folder });
    }
    return new SnapshotFolder(directory, newestFirst(held) as Held[]);
  } catch (cause) {
    throw storageError('STORE_OPEN_FAILED', `the snapshots ${directory} cannot be opened`, cause);
  }
}

async function readKept(folder: string): Promise<KeptSnapshot | undefined> {
  const bytes = await readIfThere(join(folder, 'manifest'));
  return bytes && keptSnapshot(bytes);
}

class SnapshotFolder implements SnapshotShelf {
  readonly #directory: string;
  #held: readonly Held[];

  constructor(directory: string, held: readonly Held[]) {
    this.#directory = directory;
    this.#held = held;
  }

  list(): readonly SnapshotOffer[] {
    return this.#held.map(({ offer }) => offer);
  }

  async parts(manifestHash: Uint8Array) {
    const held = named(this.#held, manifestHash);
    if (held === undefined) return undefined;
    const manifest = await readIfThere(join(held.folder, 'manifest'));
    const proof = await readIfThere(join(held.folder, 'proof'));
    return manifest && proof ? { manifest, proof } : undefined;
  }

  async chunk(manifestHash: Uint8Array, index: number): Promise<Uint8Array | undefined> {
    const held = named(this.#held, manifestHash);
    if (held === undefined || held.manifest.chunks[index] === undefined) return undefined;
    const chunk = await readIfThere(join(held.folder, String(index)));
    return chunk && isChunkOf(held, index, chunk) ? chunk : undefined;
  }

  async begin(height: number): Promise<SnapshotWriter> {
    const folder = join(this.#directory, String(height));
    const partial = `${folder}${PARTIAL}`;
    let chunks = 0;
    await writing(async () => {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { mode: FOLDER_MODE });
    });
    return {
      chunk: (bytes) => writing(() => writeForced(join(partial, String(chunks++)), bytes)),
      finish: (_offer, { manifest, proof }) =>
        writing(async () => {
          await writeForced(join(partial, 'proof'), proof);
          await writeForced(join(partial, 'manifest'), manifest);
          await forceFolder(partial);
          await rm(folder, { recursive: true, force: true });
          await rename(partial, folder);
          await forceFolder(this.#directory);
          await this.#keep({ ...mustBeKept(manifest), folder });
        }),
      discard: () => writing(() => rm(partial, { recursive: true, force: true })),
    };
  }

  async #keep(added: Held): Promise<void> {
    const others = this.#held.filter(({ folder }) => folder !== added.folder);
    const held = newestFirst([added, ...others]) as Held[];
    this.#held = held.slice(0, SNAPSHOTS_KEPT);
    for (const { folder } of held.slice(SNAPSHOTS_KEPT)) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    // A plain array, whose `slice` copies.
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw storageError('STORE_READ_FAILED', `${path} cannot be read`, cause);
  }
}

async function writeForced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function forceFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw storageError('STORE_WRITE_FAILED', 'a snapshot cannot be written', cause);
  }
}
