import { assert, sha256, taggedBytes, taggedHash } from '@mingjing/crypto';

/** Bytes of a key, and of every hash in the map. */
export const KEY_BYTES = 32;

/** A key alone in its subtree, at the shallowest depth at which it is alone. */
export interface LeafNode {
  readonly kind: 'leaf';
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** Hash of the value and of the leaf: computed when first asked for, then kept. */
  valueHash: Uint8Array | undefined;
  hash: Uint8Array | undefined;
}

/** A branching at one bit of the key: at least two leaves below, so one side may be empty. */
export interface InnerNode {
  readonly kind: 'inner';
  readonly left: MapNode;
  readonly right: MapNode;
  hash: Uint8Array | undefined;
}

/** A subtree; undefined is the empty one. */
export type MapNode = LeafNode | InnerNode | undefined;

/*
 * Hash rules, with T(tag) = 0x02 | len(tag) | tag | 0 (the project's tagged form, no chain id:
 * whatever commits to a map's root binds the chain):
 *
 *   value  SHA-256(T("map-value") | value)
 *   leaf   SHA-256(T("map-leaf")  | key 32 | value hash 32)
 *   inner  SHA-256(T("map-inner") | left 32 | right 32)
 *   empty  32 zero bytes: no input with this hash is known for SHA-256, so nothing else passes
 *          for an empty subtree
 */
const LEAF_PREFIX = taggedBytes('map-leaf', '');
const INNER_PREFIX = taggedBytes('map-inner', '');

// Hashing is synchronous and keeps no reference, so one scratch array each serves every call.
const leafScratch = new Uint8Array(LEAF_PREFIX.length + 2 * KEY_BYTES);
const innerScratch = new Uint8Array(INNER_PREFIX.length + 2 * KEY_BYTES);
leafScratch.set(LEAF_PREFIX);
innerScratch.set(INNER_PREFIX);

/** Hash that stands for the empty subtree. Shared: never written. */
export const EMPTY_SUBTREE: Uint8Array = new Uint8Array(KEY_BYTES);

/** Tagged hash of a value of any length. */
export function hashValue(value: Uint8Array): Uint8Array {
  return taggedHash('map-value', '', value);
}

/** Hash of a leaf, binding the whole key, so that a leaf cannot be shown under another key. */
export function hashLeaf(key: Uint8Array, valueHash: Uint8Array): Uint8Array {
  assert(key.length === KEY_BYTES && valueHash.length === KEY_BYTES, 'a leaf binds two hashes');
  leafScratch.set(key, LEAF_PREFIX.length);
  leafScratch.set(valueHash, LEAF_PREFIX.length + KEY_BYTES);
  return sha256(leafScratch);
}

/** Hash of an inner node. */
export function hashInner(left: Uint8Array, right: Uint8Array): Uint8Array {
  assert(left.length === KEY_BYTES && right.length === KEY_BYTES, 'a node joins two hashes');
  innerScratch.set(left, INNER_PREFIX.length);
  innerScratch.set(right, INNER_PREFIX.length + KEY_BYTES);
  return sha256(innerScratch);
}

/** The value hash of a leaf, computed once. */
export function valueHashOf(leaf: LeafNode): Uint8Array {
  leaf.valueHash ??= hashValue(leaf.value);
  return leaf.valueHash;
}

/** Hash of a subtree; only nodes not hashed before cost anything. Depth is at most 256. */
export function hashOf(node: MapNode): Uint8Array {
  if (node === undefined) return EMPTY_SUBTREE;
  if (node.hash === undefined) {
    node.hash =
      node.kind === 'leaf'
        ? hashLeaf(node.key, valueHashOf(node))
        : hashInner(hashOf(node.left), hashOf(node.right));
  }
  return node.hash;
}

/** Bit `depth` (0..255) of a key, the highest bit of the first byte first. */
export function bitAt(key: Uint8Array, depth: number): 0 | 1 {
  const byte = key[depth >> 3] as number;
  return ((byte >> (7 - (depth & 7))) & 1) as 0 | 1;
}
