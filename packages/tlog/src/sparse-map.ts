import { assert, compareBytes, equalBytes } from '@mingjing/crypto';
import {
  bitAt,
  hashOf,
  type InnerNode,
  KEY_BYTES,
  type LeafNode,
  type MapNode,
} from './map-node.ts';

/** An immutable map from 32-byte keys to bytes with a root hash; versions share their subtrees. */
export interface SparseMap {
  readonly top: MapNode;
}

/** One change: a new value for the key, or undefined to delete it. */
export type MapChange = readonly [key: Uint8Array, value: Uint8Array | undefined];

interface Change {
  readonly key: Uint8Array;
  readonly value: Uint8Array | undefined;
}

const EMPTY: SparseMap = { top: undefined };

/** The map without keys. */
export function emptyMap(): SparseMap {
  return EMPTY;
}

/** The value of a key, or undefined. The bytes belong to the map: never written. */
export function get(map: SparseMap, key: Uint8Array): Uint8Array | undefined {
  assert(key.length === KEY_BYTES, 'a key has 32 bytes');
  let node = map.top;
  for (let depth = 0; node !== undefined && node.kind === 'inner'; depth++) {
    node = bitAt(key, depth) === 0 ? node.left : node.right;
  }
  return node !== undefined && equalBytes(node.key, key) ? node.value : undefined;
}

/**
 * A map with the changes applied in order, so that the last change of a key counts. Keys and
 * values are copied. Touches O(log n) nodes per changed key; hashes are computed by `mapRoot`, so
 * a version that is thrown away costs none. Setting the value a key has, or deleting an absent
 * key, changes nothing. Keys have 32 bytes (asserted) and are to be hashes: their spread keeps the
 * depth near log2 n, while keys chosen by an attacker could reach depth 256.
 */
export function update(map: SparseMap, changes: Iterable<MapChange>): SparseMap {
  const sorted = sortedChanges(changes);
  const top = apply(map.top, sorted, 0, sorted.length, 0);
  return top === map.top ? map : { top };
}

/** Root hash: 32 zero bytes for the empty map. The same for the same entries in any order. */
export function mapRoot(map: SparseMap): Uint8Array {
  return hashOf(map.top);
}

/** All entries in the order of their keys. The bytes belong to the map: never written. */
export function* entries(map: SparseMap): Generator<readonly [Uint8Array, Uint8Array]> {
  // One pending right-hand subtree per level: at most 257.
  const pending: MapNode[] = [map.top];
  while (pending.length > 0) {
    const node = pending.pop();
    if (node === undefined) continue;
    if (node.kind === 'leaf') yield [node.key, node.value];
    else pending.push(node.right, node.left);
  }
}

/** The last change of each key, in key order. */
function sortedChanges(changes: Iterable<MapChange>): Change[] {
  const inOrder: Change[] = [];
  for (const [key, value] of changes) {
    assert(key.length === KEY_BYTES, 'a key has 32 bytes');
    inOrder.push({ key, value });
  }
  // The sort is stable, so the last of equal keys is the last that was given.
  inOrder.sort((a, b) => compareBytes(a.key, b.key));
  return inOrder.filter((change, i) => {
    const next = inOrder[i + 1];
    return next === undefined || !equalBytes(change.key, next.key);
  });
}

/** Applies changes [from, to), which all lie below this node, at the given depth. */
function apply(
  node: MapNode,
  changes: readonly Change[],
  from: number,
  to: number,
  depth: number,
): MapNode {
  if (from === to) return node;
  if (node === undefined || node.kind === 'leaf') {
    const leaves = mergeLeaves(node, changes, from, to);
    return build(leaves, 0, leaves.length, depth);
  }
  const middle = firstRight(changes, from, to, depth);
  const left = apply(node.left, changes, from, middle, depth + 1);
  const right = apply(node.right, changes, middle, to, depth + 1);
  return left === node.left && right === node.right ? node : join(left, right);
}

/** The leaves after the changes, in key order; a leaf that keeps its value stays the same node. */
function mergeLeaves(
  present: LeafNode | undefined,
  changes: readonly Change[],
  from: number,
  to: number,
): LeafNode[] {
  const leaves: LeafNode[] = [];
  let waiting = present;
  for (let i = from; i < to; i++) {
    const { key, value } = changes[i] as Change;
    const order = waiting === undefined ? 1 : compareBytes(waiting.key, key);
    if (waiting !== undefined && order < 0) leaves.push(waiting);
    if (waiting !== undefined && order === 0 && value !== undefined) {
      leaves.push(equalBytes(waiting.value, value) ? waiting : newLeaf(key, value));
    } else if (value !== undefined) {
      leaves.push(newLeaf(key, value));
    }
    if (order <= 0) waiting = undefined;
  }
  if (waiting !== undefined) leaves.push(waiting);
  return leaves;
}

/** The subtree of leaves [from, to), in key order, at the given depth. */
function build(leaves: readonly LeafNode[], from: number, to: number, depth: number): MapNode {
  if (to - from <= 1) return from === to ? undefined : leaves[from];
  assert(depth < 8 * KEY_BYTES, 'two different keys differ in one of 256 bits');
  const middle = firstRight(leaves, from, to, depth);
  return join(build(leaves, from, middle, depth + 1), build(leaves, middle, to, depth + 1));
}

/** Joins two subtrees; a leaf left alone moves up, so equal entries give equal trees. */
function join(left: MapNode, right: MapNode): MapNode {
  if (left === undefined && (right === undefined || right.kind === 'leaf')) return right;
  if (right === undefined && left?.kind === 'leaf') return left;
  const inner: InnerNode = { kind: 'inner', left, right, hash: undefined };
  return inner;
}

function newLeaf(key: Uint8Array, value: Uint8Array): LeafNode {
  return {
    kind: 'leaf',
    key: Uint8Array.from(key),
    value: Uint8Array.from(value),
    valueHash: undefined,
    hash: undefined,
  };
}

/** Index of the first key in sorted [from, to) whose bit at this depth is 1. */
function firstRight(
  sorted: readonly { readonly key: Uint8Array }[],
  from: number,
  to: number,
  depth: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bitAt((sorted[middle] as { key: Uint8Array }).key, depth) === 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
