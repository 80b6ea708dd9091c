import { assert } from '@mingjing/crypto';
import {
  emptyRoot,
  type HashPosition,
  nodeHash,
  type ReadHash,
  rootOf,
  TILE_WIDTH,
  type Tile,
  tileForHash,
} from '@mingjing/tlog';
import { JournalError } from '../errors.ts';
import type { LogStore } from './log-store.ts';

/** Tiles hold eight levels; a subtree above them takes more than one tile to be made anew. */
const HIGH_LEVEL = Math.log2(TILE_WIDTH);
/** Hashes of high subtrees that are remembered of one log. */
const KNOWN_HASHES_MAX = 8192;

/** Hashes of whole subtrees above the lowest tiles: they never change, and proofs share them. */
export class KnownHashes {
  readonly #hashes = new Map<string, Uint8Array>();

  get({ index, level }: HashPosition): Uint8Array | undefined {
    return this.#hashes.get(`${level}/${index}`);
  }

  set({ index, level }: HashPosition, hash: Uint8Array): void {
    if (level < HIGH_LEVEL) return;
    if (this.#hashes.size >= KNOWN_HASHES_MAX) this.#hashes.clear();
    this.#hashes.set(`${level}/${index}`, hash);
  }
}

/**
 * Loads the hashes that a proof in a tree of `size` leaves needs, and serves it from them. A tile
 * is read once, and none for what is known.
 */
export async function loadHashes(
  log: LogStore,
  size: number,
  positions: readonly HashPosition[],
  known?: KnownHashes,
): Promise<ReadHash> {
  const loaded = new Map<string, Uint8Array>();
  const tiles = new Map<string, readonly Uint8Array[]>();
  for (const position of positions) {
    const { tile, start, end } = tileForHash(position, size);
    const name = `${tile.level}/${tile.index}`;
    let hash = known?.get(position);
    if (hash === undefined) {
      const hashes = tiles.get(name) ?? (await readTileHashes(log, tile));
      tiles.set(name, hashes);
      hash = rootOf(hashes.slice(start, end));
      known?.set(position, hash);
    }
    loaded.set(`${position.level}/${position.index}`, hash);
  }
  return (level, index) => {
    const hash = loaded.get(`${level}/${index}`);
    assert(hash !== undefined, 'a proof reads the hashes it named');
    return hash;
  };
}

async function readTileHashes(log: LogStore, { index, level, width }: Tile): Promise<Uint8Array[]> {
  const base = index * TILE_WIDTH;
  const hashes = await log.readHashes(level, base, base + width);
  if (hashes.length === width) return hashes;
  throw new JournalError('JOURNAL_DAMAGED', `hash tiles of log ${log.source} are missing`);
}

/** Root of the log as it was with `size` entries, from the hash tiles; asserts it has them. */
export async function rootAt(log: LogStore, size: number): Promise<Uint8Array> {
  assert(size <= log.size, 'only durable entries have a root');
  const peaks = peaksOf(size);
  const read = await loadHashes(log, size, peaks);
  let root: Uint8Array | undefined;
  for (const { level, index } of peaks.reverse()) {
    const hash = read(level, index);
    root = root === undefined ? hash : nodeHash(hash, root);
  }
  return root ?? emptyRoot;
}

/** The complete subtrees of a tree, one per one bit of its size, largest first. */
function peaksOf(size: number): HashPosition[] {
  const peaks: HashPosition[] = [];
  let start = 0;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (size - start < width) continue;
    peaks.push({ level, index: start / width });
    start += width;
  }
  return peaks;
}
