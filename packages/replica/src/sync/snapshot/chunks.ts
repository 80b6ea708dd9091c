import { assert } from '@mingjing/crypto';
import {
  blockCodec,
  encodeResults,
  SNAPSHOT_CHUNK_BYTES,
  type SnapshotChunk,
  SnapshotKind,
  snapshotChunkCodec,
} from '@mingjing/protocol';
import type { FrozenState } from '../../ports.ts';

/** Leaf hashes in one chunk; the last has fewer. */
export const LEAVES_OF_CHUNK = SNAPSHOT_CHUNK_BYTES / 32;
const HASH_BYTES = 32;

/** A chunk of a snapshot with its kind. */
export interface MadeChunk {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** The chunks of a frozen state, in the order of their kinds; one is in memory at a time. */
export async function* chunksOf(frozen: FrozenState): AsyncGenerator<MadeChunk> {
  const { block, results } = frozen.block;
  const codes = encodeResults(results);
  yield chunk(SnapshotKind.block, { block, results: codes });
  yield* grouped(
    frozen.replay(),
    ({ ids }) => ids.length,
    (replay) =>
      chunk(SnapshotKind.replay, { replay: replay.map(({ height, ids }) => ({ height, ids })) }),
  );
  yield* grouped(
    frozen.registry(),
    ([key, value]) => key.length + value.length,
    (entries) =>
      chunk(SnapshotKind.registry, { registry: entries.map(([key, value]) => ({ key, value })) }),
  );
  for await (const leaves of regrouped(frozen.recordLeaves())) {
    yield chunk(SnapshotKind.leaves, { leaves });
  }
}

/** Height of the block a frozen state is the state after, and the bytes of its header. */
export function headerOfFrozen({ block }: FrozenState): Uint8Array {
  return blockCodec.decode(block.block).header;
}

function chunk(kind: number, fields: Partial<SnapshotChunk>): MadeChunk {
  const none = new Uint8Array(0);
  const whole = { block: none, results: none, replay: [], registry: [], leaves: none, ...fields };
  return { kind, bytes: snapshotChunkCodec.encode(whole) };
}

// A chunk is closed by the item that fills it, so every item is in one.
async function* grouped<T>(
  items: AsyncIterable<T>,
  sizeOf: (item: T) => number,
  close: (items: readonly T[]) => MadeChunk,
): AsyncGenerator<MadeChunk> {
  let group: T[] = [];
  let bytes = 0;
  for await (const item of items) {
    group.push(item);
    bytes += sizeOf(item);
    if (bytes < SNAPSHOT_CHUNK_BYTES) continue;
    yield close(group);
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield close(group);
}

// Stores keep leaves as blocks brought them; chunks have the same borders everywhere.
async function* regrouped(packs: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let leaves = new Uint8Array(SNAPSHOT_CHUNK_BYTES);
  let used = 0;
  for await (const pack of packs) {
    assert(pack.length % HASH_BYTES === 0, 'leaves are stored as whole hashes');
    for (let at = 0; at < pack.length; ) {
      const taken = Math.min(pack.length - at, leaves.length - used);
      leaves.set(pack.subarray(at, at + taken), used);
      used += taken;
      at += taken;
      if (used < leaves.length) continue;
      yield leaves;
      leaves = new Uint8Array(SNAPSHOT_CHUNK_BYTES);
      used = 0;
    }
  }
  if (used > 0) yield leaves.subarray(0, used);
}
