import { assert, equalBytes } from '@mingjing/crypto';
import { isSize, popCount, splitPoint } from './integers.ts';
import { refuse, type Verdict } from './result.ts';
import { type HashPosition, type ReadHash, type Span, spanHash, subtreesOf } from './subtrees.ts';
import { areHashes, HASH_BYTES, MAX_PROOF_HASHES, nodeHash } from './tree.ts';

/** Two roots a verifier holds, and the proof that the newer tree only appended to the older. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export type ConsistencyRefusal =
  | 'bad-size'
  | 'bad-hash-length'
  | 'wrong-proof-length'
  | 'old-root-mismatch'
  | 'new-root-mismatch';

/**
 * Stored hashes that `proveConsistency` will read. Asserts 1 <= oldSize <= newSize <= 2^53 - 1;
 * equal sizes need none.
 */
export function hashesForConsistency(oldSize: number, newSize: number): HashPosition[] {
  return consistencySpans(oldSize, newSize).flatMap(subtreesOf);
}

/** Consistency proof between two sizes of one tree (RFC 9162, 2.1.4.1). Bounds as above. */
export function proveConsistency(
  oldSize: number,
  newSize: number,
  readHash: ReadHash,
): Uint8Array[] {
  return consistencySpans(oldSize, newSize).map((span) => spanHash(span, readHash));
}

/**
 * Checks a consistency proof (RFC 9162, 2.1.4.2). Size 0 is refused: every tree extends the empty
 * one, so such a proof says nothing and the caller must know that it holds no earlier root.
 */
export function verifyConsistency(claim: ConsistencyClaim): Verdict<ConsistencyRefusal> {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize === 0 || oldSize > newSize) {
    return refuse('bad-size');
  }
  if (proof.length > MAX_PROOF_HASHES) return refuse('wrong-proof-length');
  if (oldRoot.length !== HASH_BYTES || newRoot.length !== HASH_BYTES || !areHashes(proof)) {
    return refuse('bad-hash-length');
  }
  if (oldSize === newSize) {
    if (proof.length > 0) return refuse('wrong-proof-length');
    return equalBytes(oldRoot, newRoot) ? { ok: true } : refuse('new-root-mismatch');
  }
  // When the old tree is complete its root is itself the starting node and is not sent.
  const path = popCount(oldSize) === 1 ? [oldRoot, ...proof] : proof;
  return climb(path, oldSize - 1, newSize - 1, oldRoot, newRoot);
}

function climb(
  path: readonly Uint8Array[],
  oldLast: number,
  newLast: number,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): Verdict<ConsistencyRefusal> {
  let position = oldLast;
  let last = newLast;
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = path[0];
  let newHash = path[0];
  if (oldHash === undefined || newHash === undefined) return refuse('wrong-proof-length');
  for (let i = 1; i < path.length; i++) {
    if (last === 0) return refuse('wrong-proof-length');
    const sibling = path[i] as Uint8Array;
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) return refuse('wrong-proof-length');
  if (!equalBytes(oldHash, oldRoot)) return refuse('old-root-mismatch');
  return equalBytes(newHash, newRoot) ? { ok: true } : refuse('new-root-mismatch');
}

/** The nodes of SUBPROOF (RFC 9162, 2.1.4.1), in the order in which they are sent. */
function consistencySpans(oldSize: number, newSize: number): Span[] {
  assert(isSize(oldSize) && isSize(newSize), 'a tree has at most 2^53 - 1 leaves');
  assert(oldSize >= 1 && oldSize <= newSize, 'a tree is consistent with an earlier, non-empty one');
  const spans: Span[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier knows the old root; any other node on the old edge has to be sent.
  if (start > 0) spans.push({ start, end });
  return spans.reverse();
}
