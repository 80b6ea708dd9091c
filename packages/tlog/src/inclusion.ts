import { assert, equalBytes } from '@mingjing/crypto';
import { isSize, splitPoint } from './integers.ts';
import { refuse, type Verdict } from './result.ts';
import {
  type HashPosition,
  hashReaderOf,
  type ReadHash,
  type Span,
  spanHash,
  subtreesOf,
} from './subtrees.ts';
import { areHashes, HASH_BYTES, MAX_PROOF_HASHES, nodeHash } from './tree.ts';

/** What a verifier holds: its own leaf hash and trusted root, and the proof it was handed. */
export interface InclusionClaim {
  /** Zero-based position of the leaf. */
  readonly index: number;
  /** Number of leaves of the tree that has `root`. */
  readonly size: number;
  readonly leafHash: Uint8Array;
  /** Sibling hashes from the leaf upwards. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export type InclusionRefusal =
  | 'bad-size'
  | 'index-out-of-range'
  | 'bad-hash-length'
  | 'wrong-proof-length'
  | 'root-mismatch';

/**
 * Stored hashes that `proveInclusion` will read, so that an asynchronous store can load them
 * first. Asserts 0 <= index < size <= 2^53 - 1.
 */
export function hashesForInclusion(index: number, size: number): HashPosition[] {
  return inclusionSpans(index, size).flatMap(subtreesOf);
}

/** Inclusion proof of a leaf, from the leaf upwards (RFC 9162, 2.1.3.1). Asserts index < size. */
export function proveInclusion(index: number, size: number, readHash: ReadHash): Uint8Array[] {
  return inclusionSpans(index, size).map((span) => spanHash(span, readHash));
}

/** Inclusion proof in a small tree given by all its leaf hashes; hashes the whole tree. */
export function proveInclusionFromLeaves(
  leafHashes: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  return proveInclusion(index, leafHashes.length, hashReaderOf(leafHashes));
}

/**
 * Checks an inclusion proof (RFC 9162, 2.1.3.2). The proof has exactly one valid length, at most
 * 53 hashes, so nothing can be added to it or left out.
 */
export function verifyInclusion(claim: InclusionClaim): Verdict<InclusionRefusal> {
  const { index, size, leafHash, proof, root } = claim;
  if (!isSize(size) || size === 0) return refuse('bad-size');
  if (!isSize(index) || index >= size) return refuse('index-out-of-range');
  if (proof.length > MAX_PROOF_HASHES) return refuse('wrong-proof-length');
  if (leafHash.length !== HASH_BYTES || root.length !== HASH_BYTES || !areHashes(proof)) {
    return refuse('bad-hash-length');
  }
  let position = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return refuse('wrong-proof-length');
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      // The last node of an odd level is lifted unchanged until it has a left sibling.
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) return refuse('wrong-proof-length');
  return equalBytes(hash, root) ? { ok: true } : refuse('root-mismatch');
}

/** The siblings on the way from the leaf to the root, from the leaf upwards. */
function inclusionSpans(index: number, size: number): Span[] {
  assert(isSize(size), 'a tree has at most 2^53 - 1 leaves');
  assert(isSize(index) && index < size, 'only a leaf of the tree can be proved');
  const spans: Span[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  return spans.reverse();
}
