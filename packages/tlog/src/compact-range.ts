import { assert, concatBytes } from '@mingjing/crypto';
import { isSize, popCount, readUint64, trailingOnes, writeUint64 } from './integers.ts';
import { accept, type Result, refuse } from './result.ts';
import { emptyRoot, HASH_BYTES, nodeHash } from './tree.ts';

/** Root of a complete subtree on the right edge, linked to the larger ones on its left. */
interface Peak {
  readonly hash: Uint8Array;
  readonly larger: Peak | undefined;
}

/**
 * The frontier of a tree: its size and the roots of the complete subtrees that make it up, one for
 * each one bit of the size. Immutable; an appended range shares the untouched peaks with the old.
 */
export interface CompactRange {
  readonly size: number;
  /** The smallest, rightmost complete subtree; undefined in the empty tree. */
  readonly smallest: Peak | undefined;
}

/** A complete subtree's root; it covers leaves [index * 2^level, (index + 1) * 2^level). */
export interface StoredNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

export type RangeRefusal = 'truncated' | 'size-too-large' | 'wrong-length';

const SIZE_BYTES = 8;
const EMPTY: CompactRange = { size: 0, smallest: undefined };

/** The frontier of the tree without leaves. */
export function emptyRange(): CompactRange {
  return EMPTY;
}

/** The range with one leaf more; amortised one node hash. Asserts the size stays below 2^53. */
export function appendLeaf(range: CompactRange, leaf: Uint8Array): CompactRange {
  assert(leaf.length === HASH_BYTES, 'a leaf is appended by its hash');
  assert(isSize(range.size + 1), 'a tree has at most 2^53 - 1 leaves');
  let hash = leaf;
  let larger = range.smallest;
  for (let merges = trailingOnes(range.size); merges > 0; merges--) {
    assert(larger !== undefined, 'every one bit of the size has a peak');
    hash = nodeHash(larger.hash, hash);
    larger = larger.larger;
  }
  return { size: range.size + 1, smallest: { hash, larger } };
}

/**
 * Appends leaf hashes in order. `nodes` are all complete subtrees that came into being, leaves
 * (level 0) included, each after its children: what a store of hash tiles has to keep.
 */
export function appendLeaves(
  range: CompactRange,
  leaves: readonly Uint8Array[],
): { range: CompactRange; nodes: StoredNode[] } {
  assert(isSize(range.size + leaves.length), 'a tree has at most 2^53 - 1 leaves');
  const nodes: StoredNode[] = [];
  let size = range.size;
  let peak = range.smallest;
  for (const leaf of leaves) {
    assert(leaf.length === HASH_BYTES, 'a leaf is appended by its hash');
    let hash = leaf;
    let index = size;
    nodes.push({ level: 0, index, hash });
    for (let level = 1; index % 2 === 1; level++) {
      assert(peak !== undefined, 'every one bit of the size has a peak');
      hash = nodeHash(peak.hash, hash);
      peak = peak.larger;
      index = (index - 1) / 2;
      nodes.push({ level, index, hash });
    }
    peak = { hash, larger: peak };
    size++;
  }
  return { range: { size, smallest: peak }, nodes };
}

/** Root of the tree the range stands for: one node hash less than the size has one bits. */
export function rangeRoot(range: CompactRange): Uint8Array {
  if (range.smallest === undefined) return emptyRoot;
  let root = range.smallest.hash;
  for (let peak = range.smallest.larger; peak !== undefined; peak = peak.larger) {
    root = nodeHash(peak.hash, root);
  }
  return root;
}

/*
 *  +-----------------+--------------------------------------------------+
 *  | size u64 (BE)   | 32 bytes per one bit of size, largest peak first |
 *  +-----------------+--------------------------------------------------+
 */

/** The one byte form of a range: 8 + 32 * popCount(size) bytes. */
export function encodeRange(range: CompactRange): Uint8Array {
  const peaks: Uint8Array[] = [];
  for (let peak = range.smallest; peak !== undefined; peak = peak.larger) peaks.push(peak.hash);
  assert(peaks.length === popCount(range.size), 'every one bit of the size has a peak');
  const size = new Uint8Array(SIZE_BYTES);
  writeUint64(size, 0, range.size);
  return concatBytes(size, ...peaks.reverse());
}

/**
 * Parses untrusted bytes; every accepted input re-encodes to itself. Sizes above 2^53 - 1 are
 * refused.
 */
export function parseRange(bytes: Uint8Array): Result<CompactRange, RangeRefusal> {
  if (bytes.length < SIZE_BYTES) return refuse('truncated');
  const size = readUint64(bytes, 0);
  if (size === undefined) return refuse('size-too-large');
  if (bytes.length !== SIZE_BYTES + HASH_BYTES * popCount(size)) return refuse('wrong-length');
  let peak: Peak | undefined;
  for (let offset = SIZE_BYTES; offset < bytes.length; offset += HASH_BYTES) {
    // A copy, so that the range does not keep a whole message or page alive. Not `slice`: on the
    // byte arrays of some runtimes that gives a view.
    const hash = Uint8Array.from(bytes.subarray(offset, offset + HASH_BYTES));
    peak = { hash, larger: peak };
  }
  return accept({ size, smallest: peak });
}

/** Decodes what `encodeRange` wrote and this program stored; asserts that it is well formed. */
export function decodeRange(bytes: Uint8Array): CompactRange {
  const parsed = parseRange(bytes);
  assert(parsed.ok, 'a stored range is well formed');
  return parsed.value;
}
