import { assert } from '@mingjing/crypto';
import { bitWidth } from './integers.ts';
import { HASH_BYTES, nodeHash } from './tree.ts';

/** Place of a complete subtree: it covers leaves [index * 2^level, (index + 1) * 2^level). */
export interface HashPosition {
  readonly level: number;
  readonly index: number;
}

/**
 * Returns the stored hash of a complete subtree. Synchronous: an asynchronous store first loads
 * what `hashesForInclusion`, `hashesForConsistency` or `hashesForRange` name, and serves that.
 */
export type ReadHash = (level: number, index: number) => Uint8Array;

/** Leaves [start, end) of a tree that form one node of it, complete or at the right edge. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The complete subtrees that make up a span, left to right, falling in size: at most 53. */
export function subtreesOf(span: Span): HashPosition[] {
  const subtrees: HashPosition[] = [];
  let start = span.start;
  while (start < span.end) {
    const level = bitWidth(span.end - start) - 1;
    const width = 2 ** level;
    assert(start % width === 0, 'a span of a tree starts at a multiple of its width');
    subtrees.push({ level, index: start / width });
    start += width;
  }
  return subtrees;
}

/** Hash of the node over a non-empty span (RFC 6962, 2.1), from the complete subtrees in it. */
export function spanHash(span: Span, readHash: ReadHash): Uint8Array {
  const subtrees = subtreesOf(span);
  let hash: Uint8Array | undefined;
  for (let i = subtrees.length - 1; i >= 0; i--) {
    const { level, index } = subtrees[i] as HashPosition;
    const stored = readHash(level, index);
    assert(stored.length === HASH_BYTES, 'the store returns a hash');
    hash = hash === undefined ? stored : nodeHash(stored, hash);
  }
  assert(hash !== undefined, 'a span has at least one leaf');
  return hash;
}

/**
 * A reader over leaf hashes in memory, for trees that are built, proved from and dropped (the
 * transactions or results of one block). Hashes every complete subtree once, at construction.
 */
export function hashReaderOf(leafHashes: readonly Uint8Array[]): ReadHash {
  const levels: (readonly Uint8Array[])[] = [leafHashes];
  for (let below = leafHashes; below.length > 1; ) {
    const level: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) {
      level.push(nodeHash(below[i] as Uint8Array, below[i + 1] as Uint8Array));
    }
    levels.push(level);
    below = level;
  }
  return (level, index) => {
    const hash = levels[level]?.[index];
    assert(hash !== undefined, 'the tree has this complete subtree');
    return hash;
  };
}
