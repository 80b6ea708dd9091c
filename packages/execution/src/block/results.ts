import { type Result, resultCodec, resultLeaf } from '@mingjing/protocol';
import { leafHash, nodeHash, proveInclusionFromLeaves, rootOf } from '@mingjing/tlog';
import { ResultCode } from '../codes.ts';

/** Canonical bytes of a result, as a receipt carries them. */
export function resultBytes(code: number): Uint8Array {
  return resultCodec.encode({ code } satisfies Result);
}

const doneBytes = resultBytes(ResultCode.done);
// Roots of blocks of n transactions that were all done, by n. An honest proposer leaves refused
// transactions out, so nearly every results tree is one of these.
const doneRoots = new Map<number, Uint8Array>();
const DONE_ROOTS_MAX = 4096;

/** RFC 6962 root over the result leaves of a block, which state how many there are. */
export function resultsRoot(codes: readonly number[]): Uint8Array {
  if (codes.length > 0 && codes.every((code) => code === ResultCode.done)) {
    return doneRoot(codes.length);
  }
  return rootOf(resultLeaves(codes));
}

/** Inclusion proof of the result at a position. */
export function proveResult(codes: readonly number[], index: number): Uint8Array[] {
  return proveInclusionFromLeaves(resultLeaves(codes), index);
}

function resultLeaves(codes: readonly number[]): Uint8Array[] {
  const doneLeaf = leafHash(resultLeaf(codes.length, doneBytes));
  return codes.map((code) =>
    code === ResultCode.done ? doneLeaf : leafHash(resultLeaf(codes.length, resultBytes(code))),
  );
}

function doneRoot(count: number): Uint8Array {
  const known = doneRoots.get(count);
  if (known !== undefined) return known;
  const root = equalLeavesRoot(leafHash(resultLeaf(count, doneBytes)), count, new Map());
  if (doneRoots.size >= DONE_ROOTS_MAX) doneRoots.clear();
  doneRoots.set(count, root);
  return root;
}

/** Root of `count` equal leaves: the few distinct subtree sizes are hashed once each. */
function equalLeavesRoot(
  leaf: Uint8Array,
  count: number,
  known: Map<number, Uint8Array>,
): Uint8Array {
  if (count === 1) return leaf;
  const before = known.get(count);
  if (before !== undefined) return before;
  // RFC 6962, 2.1: split at the largest power of two below the count.
  const left = 1 << (31 - Math.clz32(count - 1));
  const root = nodeHash(
    equalLeavesRoot(leaf, left, known),
    equalLeavesRoot(leaf, count - left, known),
  );
  known.set(count, root);
  return root;
}
