import { assert, equalBytes } from '@mingjing/crypto';
import {
  bitAt,
  EMPTY_SUBTREE,
  hashInner,
  hashLeaf,
  hashOf,
  hashValue,
  KEY_BYTES,
  valueHashOf,
} from './map-node.ts';
import { refuse, type Verdict } from './result.ts';
import type { SparseMap } from './sparse-map.ts';

/**
 * What stands where the key's path ends: the key's own leaf (presence), nothing, or the leaf of
 * another key that is alone there (both absence).
 */
export type PathEnd =
  | { readonly kind: 'present' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly key: Uint8Array; readonly valueHash: Uint8Array };

/** Proof that a key has a value in a map, or that it has none. */
export interface MapProof {
  readonly end: PathEnd;
  /** Hashes beside the path from the end up to the root: one for each bit, at most 256. */
  readonly siblings: readonly Uint8Array[];
}

/** A verifier's question: does the map with this root give the key this value, or none? */
export interface MapClaim {
  readonly root: Uint8Array;
  readonly key: Uint8Array;
  /** Undefined claims that the key is absent. */
  readonly value?: Uint8Array | undefined;
  readonly proof: MapProof;
}

export type MapProofRefusal =
  | 'bad-key-length'
  | 'bad-hash-length'
  | 'too-many-siblings'
  | 'not-a-presence-proof'
  | 'not-an-absence-proof'
  | 'other-key-is-the-key'
  | 'other-key-off-path'
  | 'root-mismatch';

/** Longest path: one step for each bit of a key. */
export const MAX_SIBLINGS = 8 * KEY_BYTES;

/** Proves that a key is present, or absent, whichever is so. Asserts a 32-byte key. */
export function proveKey(map: SparseMap, key: Uint8Array): MapProof {
  assert(key.length === KEY_BYTES, 'a key has 32 bytes');
  const siblings: Uint8Array[] = [];
  let node = map.top;
  for (let depth = 0; node !== undefined && node.kind === 'inner'; depth++) {
    const isLeft = bitAt(key, depth) === 0;
    siblings.push(hashOf(isLeft ? node.right : node.left));
    node = isLeft ? node.left : node.right;
  }
  siblings.reverse();
  if (node === undefined) return { end: { kind: 'empty' }, siblings };
  if (equalBytes(node.key, key)) return { end: { kind: 'present' }, siblings };
  return { end: { kind: 'other', key: node.key, valueHash: valueHashOf(node) }, siblings };
}

/**
 * Checks a presence or absence proof. Sound for the root of a map built by `update`: a path has
 * one end, since every leaf binds its whole key and every kind of node its own tag.
 */
export function verifyKey(claim: MapClaim): Verdict<MapProofRefusal> {
  const { root, key, value, proof } = claim;
  const { end, siblings } = proof;
  if (key.length !== KEY_BYTES) return refuse('bad-key-length');
  if (root.length !== KEY_BYTES) return refuse('bad-hash-length');
  if (siblings.length > MAX_SIBLINGS) return refuse('too-many-siblings');
  if (siblings.some((sibling) => sibling.length !== KEY_BYTES)) return refuse('bad-hash-length');
  if (value !== undefined && end.kind !== 'present') return refuse('not-a-presence-proof');
  if (value === undefined && end.kind === 'present') return refuse('not-an-absence-proof');
  let hash = EMPTY_SUBTREE;
  if (value !== undefined) {
    hash = hashLeaf(key, hashValue(value));
  } else if (end.kind === 'other') {
    const refusal = checkOtherLeaf(key, end.key, end.valueHash, siblings.length);
    if (refusal !== undefined) return refuse(refusal);
    hash = hashLeaf(end.key, end.valueHash);
  }
  siblings.forEach((sibling, i) => {
    const isLeft = bitAt(key, siblings.length - 1 - i) === 0;
    hash = isLeft ? hashInner(hash, sibling) : hashInner(sibling, hash);
  });
  return equalBytes(hash, root) ? { ok: true } : refuse('root-mismatch');
}

/** A leaf shows the absence of a key only if it is another one and lies on that key's path. */
function checkOtherLeaf(
  key: Uint8Array,
  otherKey: Uint8Array,
  otherValueHash: Uint8Array,
  depth: number,
): MapProofRefusal | undefined {
  if (otherKey.length !== KEY_BYTES) return 'bad-key-length';
  if (otherValueHash.length !== KEY_BYTES) return 'bad-hash-length';
  if (equalBytes(otherKey, key)) return 'other-key-is-the-key';
  for (let bit = 0; bit < depth; bit++) {
    if (bitAt(otherKey, bit) !== bitAt(key, bit)) return 'other-key-off-path';
  }
  return undefined;
}
