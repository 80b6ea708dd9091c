import { equalBytes } from '@mingjing/crypto';
import { HASH_BYTES, type StoredNode, TILE_HEIGHT } from '@mingjing/tlog';
import type { FolderReader } from '../files/folder-reader.ts';
import { hashesAtLevel, TILE_LEVELS } from '../log/hash-files.ts';

interface TileExtentFault {
  readonly file: string;
  readonly reason: string;
  readonly index: number;
  readonly end: number;
}

/** Holds the hashes of a growing tree against the stored tiles, and remembers where they differ. */
export class TileCheck {
  /** Leaves under the first hash that differs. */
  first: { readonly index: number; readonly end: number } | undefined;
  /** The first leaf whose own hash differs. */
  firstLeaf: number | undefined;
  readonly #files: FolderReader;
  readonly #folder: string;
  readonly #size: number;
  readonly #done = new Array<number>(TILE_LEVELS).fill(0);

  constructor(files: FolderReader, folder: string, size: number) {
    this.#files = files;
    this.#folder = `${folder}/tile`;
    this.#size = size;
  }

  /** Levels that hold fewer hashes than the tree has, or, if `isExact`, more. */
  async extentFaults(isExact: boolean): Promise<TileExtentFault[]> {
    const faults: TileExtentFault[] = [];
    for (let level = 0; level < TILE_LEVELS; level++) {
      const file = `${this.#folder}/${level}`;
      const bytes = await this.#files.size(file);
      const stored = (bytes ?? 0) / HASH_BYTES;
      const due = hashesAtLevel(level, this.#size);
      const span = 2 ** (level * TILE_HEIGHT);
      const index = Math.floor(Math.min(stored, due)) * span;
      const fault = { file, index, end: Math.max(this.#size, index + 1) };
      const isLacking = stored < due || (isExact && level === 0 && bytes === undefined);
      if (isLacking) faults.push({ ...fault, reason: 'missing' });
      else if (isExact && stored > due) faults.push({ ...fault, reason: 'too-many' });
    }
    return faults;
  }

  async compare(nodes: readonly StoredNode[]): Promise<void> {
    for (let level = 0; level < TILE_LEVELS; level++) {
      const own = nodes.filter((node) => node.level === level * TILE_HEIGHT);
      if (own.length === 0) continue;
      const start = this.#done[level] ?? 0;
      this.#done[level] = start + own.length;
      const stored = await this.#read(level, start, own.length);
      const wrong = own.findIndex(({ hash }, i) => {
        const at = i * HASH_BYTES;
        return !equalBytes(hash, stored.subarray(at, at + HASH_BYTES));
      });
      if (wrong >= 0) this.#remember(level, start + wrong);
    }
  }

  #remember(level: number, hash: number): void {
    const span = 2 ** (level * TILE_HEIGHT);
    const index = hash * span;
    if (level === 0) this.firstLeaf ??= index;
    if (this.first === undefined || index < this.first.index) {
      this.first = { index, end: index + span };
    }
  }

  async #read(level: number, start: number, count: number): Promise<Uint8Array> {
    const path = `${this.#folder}/${level}`;
    if ((await this.#files.size(path)) === undefined) return new Uint8Array(0);
    return this.#files.read(path, start * HASH_BYTES, count * HASH_BYTES);
  }
}
