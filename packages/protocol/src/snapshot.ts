import type { ValidatorStep } from './block.ts';
import { codec } from './codec.ts';

/** Version of the snapshot format; another is refused. */
export const SNAPSHOT_VERSION = 1;

/** What a chunk holds; chunks of a snapshot come in this order. */
export const SnapshotKind = { block: 1, replay: 2, registry: 3, leaves: 4 } as const;

export interface SnapshotChunkRef {
  kind: number;
  sizeBytes: number;
  hash: Uint8Array;
}
export interface SnapshotManifest {
  version: number;
  chainId: string;
  height: number;
  blockId: Uint8Array;
  stateSummary: Uint8Array;
  replayFrom: number;
  chunks: SnapshotChunkRef[];
}
export interface SnapshotProof {
  header: Uint8Array;
  certificate: Uint8Array;
  steps: ValidatorStep[];
}
export interface SnapshotChunk {
  block: Uint8Array;
  results: Uint8Array;
  replay: { height: number; ids: Uint8Array }[];
  registry: { key: Uint8Array; value: Uint8Array }[];
  leaves: Uint8Array;
}

export const snapshotManifestCodec = codec<SnapshotManifest>('SnapshotManifest');
export const snapshotProofCodec = codec<SnapshotProof>('SnapshotProof');
export const snapshotChunkCodec = codec<SnapshotChunk>('SnapshotChunk');

const RESULT_BYTES = 2;

/** Result codes as they travel: 2 bytes each, big-endian; no bytes at all when every one is 0. */
export function encodeResults(codes: readonly number[]): Uint8Array {
  if (codes.every((code) => code === 0)) return new Uint8Array(0);
  const bytes = new Uint8Array(RESULT_BYTES * codes.length);
  const view = new DataView(bytes.buffer);
  codes.forEach((code, index) => {
    view.setUint16(RESULT_BYTES * index, code);
  });
  return bytes;
}

/** The codes of `count` transactions; undefined for bytes that `encodeResults` never writes. */
export function parseResults(bytes: Uint8Array, count: number): number[] | undefined {
  if (bytes.length === 0) return new Array<number>(count).fill(0);
  if (bytes.length !== RESULT_BYTES * count) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = Array.from({ length: count }, (_, index) => view.getUint16(RESULT_BYTES * index));
  return codes.every((code) => code === 0) ? undefined : codes;
}
