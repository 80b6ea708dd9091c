import { concatBytes } from '@mingjing/crypto';
import { HASH_BYTES, TILE_WIDTH } from '@mingjing/tlog';
import type { FilePort, JournalFile } from '../files/file-port.ts';

/*
 *   tile/<level>: all hashes of tree level 8 * level, 32 bytes each, by index
 *
 * The C2SP tile `tile/<level>/<N>` is the bytes [8192 N, 8192 (N + 1)) of it, a partial tile of
 * width W the first 32 W of those. One growing file per level instead of one per tile: a year of
 * entries is seven files, synced once per distribution, and no partial tile is ever rewritten.
 */

/** A tree of 2^53 - 1 leaves has hashes up to tile level 6. */
export const TILE_LEVELS = 7;

/** Hashes a tile level has in a tree of `size` leaves. */
export function hashesAtLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The hash tiles of one log. */
export class HashFiles {
  readonly #files: FilePort;
  readonly #folder: string;
  readonly #levels = new Map<number, JournalFile>();

  constructor(files: FilePort, folder: string) {
    this.#files = files;
    this.#folder = `${folder}/tile`;
  }

  /** Cuts what was written beyond a tree of `size` leaves; false when hashes are missing. */
  async cut(size: number): Promise<boolean> {
    for (let level = 0; level < TILE_LEVELS; level++) {
      const bytes = hashesAtLevel(level, size) * HASH_BYTES;
      if (bytes === 0 && level > 0 && !(await this.#exists(level))) continue;
      const file = await this.#file(level);
      const stored = await file.size();
      if (stored < bytes) return false;
      if (stored > bytes) await file.truncate(bytes);
    }
    return true;
  }

  /** Appends hashes at a level, of which `from` are stored already. Not yet synced. */
  async append(level: number, from: number, hashes: readonly Uint8Array[]): Promise<void> {
    if (hashes.length === 0) return;
    const file = await this.#file(level);
    await file.write(concatBytes(...hashes), from * HASH_BYTES);
    await file.datasync();
  }

  /** Hashes [start, end) of a level; fewer when the file is shorter. */
  async read(level: number, start: number, end: number): Promise<Uint8Array[]> {
    const file = await this.#file(level);
    const bytes = await file.read(start * HASH_BYTES, (end - start) * HASH_BYTES);
    const count = Math.floor(bytes.length / HASH_BYTES);
    return Array.from({ length: count }, (_, i) =>
      bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES),
    );
  }

  async close(): Promise<void> {
    for (const file of this.#levels.values()) await file.close();
    this.#levels.clear();
  }

  async #exists(level: number): Promise<boolean> {
    return (await this.#files.list(this.#folder)).includes(String(level));
  }

  async #file(level: number): Promise<JournalFile> {
    const open = this.#levels.get(level);
    if (open !== undefined) return open;
    const isNew = !(await this.#exists(level));
    const file = await this.#files.open(`${this.#folder}/${level}`);
    const other = this.#levels.get(level);
    if (other !== undefined) {
      // Two readers opened it at once; one handle is enough.
      await file.close();
      return other;
    }
    this.#levels.set(level, file);
    if (isNew) await this.#files.syncDirectory(this.#folder);
    return file;
  }
}
