import { assert, sha256 } from '@mingjing/crypto';

/** Bytes of every hash in a tree (SHA-256). */
export const HASH_BYTES = 32;

/**
 * Most hashes that any proof of this package carries: two paths of a tree whose size fits in 53
 * bits. Longer input is refused before a hash is computed.
 */
export const MAX_PROOF_HASHES = 106;

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
/** Covers stubs and record leaves; a longer leaf gets an array of its own. */
const LEAF_SCRATCH_BYTES = 4096;

// Hashing is synchronous and keeps no reference, so one scratch array serves every call.
const leafScratch = new Uint8Array(LEAF_SCRATCH_BYTES);
const nodeScratch = new Uint8Array(1 + 2 * HASH_BYTES);
leafScratch[0] = LEAF_PREFIX;
nodeScratch[0] = NODE_PREFIX;

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1). Shared: never written. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));

/** Hash of a leaf, SHA-256(0x00 | bytes), RFC 6962, 2.1. Any length, also none. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  const length = 1 + bytes.length;
  if (length <= LEAF_SCRATCH_BYTES) {
    leafScratch.set(bytes, 1);
    return sha256(leafScratch.subarray(0, length));
  }
  const prefixed = new Uint8Array(length);
  prefixed[0] = LEAF_PREFIX;
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}

/** Hash of an inner node, SHA-256(0x01 | left | right), RFC 6962, 2.1. Both 32 bytes (asserted). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES, 'a node joins two hashes');
  nodeScratch.set(left, 1);
  nodeScratch.set(right, 1 + HASH_BYTES);
  return sha256(nodeScratch);
}

/**
 * Root of the tree over these leaf hashes (RFC 6962, 2.1): n - 1 node hashes. Pairing each level
 * from the left and lifting an odd last node gives the same tree as splitting at powers of two.
 */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot;
  const level = leafHashes.slice();
  let width = level.length;
  while (width > 1) {
    const pairs = width >> 1;
    for (let i = 0; i < pairs; i++) {
      level[i] = nodeHash(level[2 * i] as Uint8Array, level[2 * i + 1] as Uint8Array);
    }
    if (width % 2 === 1) level[pairs] = level[width - 1] as Uint8Array;
    width = pairs + (width % 2);
  }
  return level[0] as Uint8Array;
}

/** True when every element is a hash by length; a wrong one would blur what was hashed. */
export function areHashes(candidates: readonly Uint8Array[]): boolean {
  return candidates.every((candidate) => candidate.length === HASH_BYTES);
}
