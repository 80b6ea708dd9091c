import { assert } from '@mingjing/crypto';
import {
  emptyRoot,
  type HashPosition,
  nodeHash,
  type ReadHash,
  rootOf,
  TILE_WIDTH,
  tileForHash,
} from '@mingjing/tlog';
import { JournalError } from '../errors.ts';
import type { LogStore } from './log-store.ts';

/** Loads the hashes that a proof in a tree of `size` leaves needs, and serves it from them. */
export async function loadHashes(
  log: LogStore,
  size: number,
  positions: readonly HashPosition[],
): Promise<ReadHash> {
  const loaded = new Map<string, Uint8Array>();
  for (const position of positions) {
    const { tile, start, end } = tileForHash(position, size);
    const base = tile.index * TILE_WIDTH;
    const hashes = await log.readHashes(tile.level, base + start, base + end);
    if (hashes.length !== end - start) {
      throw new JournalError('JOURNAL_DAMAGED', `hash tiles of log ${log.source} are missing`);
    }
    loaded.set(`${position.level}/${position.index}`, rootOf(hashes));
  }
  return (level, index) => {
    const hash = loaded.get(`${level}/${index}`);
    assert(hash !== undefined, 'a proof reads the hashes it named');
    return hash;
  };
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
