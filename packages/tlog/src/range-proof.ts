import { assert, equalBytes } from '@mingjing/crypto';
import { isSize, splitPoint } from './integers.ts';
import { refuse, type Verdict } from './result.ts';
import { type HashPosition, type ReadHash, type Span, spanHash, subtreesOf } from './subtrees.ts';
import { areHashes, HASH_BYTES, MAX_PROOF_HASHES, nodeHash, rootOf } from './tree.ts';

/** Leaves [from, to) of a tree of `size` leaves. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/** The claim that `leafHashes` are all leaves from `from` on, with none missing between them. */
export interface RangeClaim {
  readonly from: number;
  readonly size: number;
  readonly leafHashes: readonly Uint8Array[];
  /** Hashes of the nodes beside the range, left to right. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export type RangeProofRefusal =
  | 'bad-size'
  | 'empty-range'
  | 'range-out-of-tree'
  | 'bad-hash-length'
  | 'wrong-proof-length'
  | 'root-mismatch';

/** Stored hashes that `proveRange` will read. Asserts 0 <= from < to <= size <= 2^53 - 1. */
export function hashesForRange(range: LeafRange): HashPosition[] {
  return complementSpans(range).flatMap(subtreesOf);
}

/**
 * Hashes of the largest nodes that hold no leaf of the range, left to right: together with every
 * leaf hash of the range they give the root. At most 106. Bounds as in `hashesForRange`.
 */
export function proveRange(range: LeafRange, readHash: ReadHash): Uint8Array[] {
  return complementSpans(range).map((span) => spanHash(span, readHash));
}

/**
 * Checks that the leaf hashes are exactly leaves [from, from + count) of the tree with this root.
 * An empty range is refused, since it would prove nothing. Work: one node hash per leaf and node.
 */
export function verifyRange(claim: RangeClaim): Verdict<RangeProofRefusal> {
  const { from, size, leafHashes, proof, root } = claim;
  if (!isSize(size) || size === 0) return refuse('bad-size');
  if (leafHashes.length === 0) return refuse('empty-range');
  const to = from + leafHashes.length;
  if (!isSize(from) || to > size) return refuse('range-out-of-tree');
  if (proof.length > MAX_PROOF_HASHES) return refuse('wrong-proof-length');
  if (root.length !== HASH_BYTES || !areHashes(proof) || !areHashes(leafHashes)) {
    return refuse('bad-hash-length');
  }
  if (complementSpans({ from, to, size }).length !== proof.length) {
    return refuse('wrong-proof-length');
  }
  let used = 0;
  const fold = (start: number, end: number): Uint8Array => {
    if (end <= from || start >= to) return proof[used++] as Uint8Array;
    if (start >= from && end <= to) return rootOf(leafHashes.slice(start - from, end - from));
    const middle = start + splitPoint(end - start);
    const left = fold(start, middle);
    return nodeHash(left, fold(middle, end));
  };
  const hash = fold(0, size);
  assert(used === proof.length, 'every node beside the range was used');
  return equalBytes(hash, root) ? { ok: true } : refuse('root-mismatch');
}

function complementSpans({ from, to, size }: LeafRange): Span[] {
  assert(isSize(size) && isSize(from) && from < to && to <= size, 'the range lies in the tree');
  const spans: Span[] = [];
  // Depth is at most 53, and only nodes that straddle an edge of the range are split.
  const visit = (start: number, end: number): void => {
    if (end <= from || start >= to) {
      spans.push({ start, end });
    } else if (start < from || end > to) {
      const middle = start + splitPoint(end - start);
      visit(start, middle);
      visit(middle, end);
    }
  };
  visit(0, size);
  return spans;
}
