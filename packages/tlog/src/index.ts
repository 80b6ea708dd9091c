/**
 * Verifiable logs and maps over bytes: the RFC 6962 tree with inclusion, consistency and range
 * proofs (RFC 9162, 2.1); hash tiles, signed notes, checkpoints, cosignatures and proof files
 * (C2SP tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof); and a sparse
 * Merkle map with presence and absence proofs. Pure: signing and verifying are injected.
 *
 *     const hashes = entries.map(leafHash);
 *     const proof = proveInclusionFromLeaves(hashes, 3);
 *     verifyInclusion({ index: 3, size: hashes.length, leafHash: hashes[3], proof, root });
 */
export {
  type Checkpoint,
  type CheckpointRefusal,
  formatCheckpoint,
  parseCheckpoint,
} from './checkpoint.ts';
export {
  appendLeaf,
  appendLeaves,
  type CompactRange,
  decodeRange,
  emptyRange,
  encodeRange,
  parseRange,
  type RangeRefusal,
  rangeRoot,
  type StoredNode,
} from './compact-range.ts';
export {
  type ConsistencyClaim,
  type ConsistencyRefusal,
  hashesForConsistency,
  proveConsistency,
  verifyConsistency,
} from './consistency.ts';
export {
  hashesForInclusion,
  type InclusionClaim,
  type InclusionRefusal,
  proveInclusion,
  proveInclusionFromLeaves,
  verifyInclusion,
} from './inclusion.ts';
export {
  type MapClaim,
  type MapProof,
  type MapProofRefusal,
  type PathEnd,
  proveKey,
  verifyKey,
} from './map-proof.ts';
export {
  encodeMapProof,
  type MapProofFormatRefusal,
  parseMapProof,
} from './map-proof-encoding.ts';
export {
  formatNote,
  formatSignatureLine,
  MAX_NOTE_SIGNATURES,
  type Note,
  type NoteRefusal,
  type NoteSignature,
  parseNote,
} from './note.ts';
export {
  formatVerifierKey,
  type NoteKey,
  type NoteKeyType,
  noteKey,
  parseVerifierKey,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  type VerifierKeyRefusal,
} from './note-key.ts';
export {
  cosignCheckpoint,
  type NoteSignatureRefusal,
  type SignEd25519,
  signNote,
  type VerifiedNote,
  type VerifiedSignature,
  type VerifyEd25519,
  verifyNote,
} from './note-signature.ts';
export { MAX_NOTE_BYTES } from './note-text.ts';
export {
  hashesForRange,
  type LeafRange,
  proveRange,
  type RangeClaim,
  type RangeProofRefusal,
  verifyRange,
} from './range-proof.ts';
export type { Result, Verdict } from './result.ts';
export {
  emptyMap,
  entries,
  get,
  type MapChange,
  mapRoot,
  type SparseMap,
  update,
} from './sparse-map.ts';
export { type HashPosition, hashReaderOf, type ReadHash } from './subtrees.ts';
export {
  changedTiles,
  encodeTile,
  hashReaderOfTiles,
  parseTile,
  parseTilePath,
  type ReadTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  type TilePathRefusal,
  type TileRefusal,
  tileForHash,
  tilePath,
  tilesForHashes,
  tileWidth,
} from './tiles.ts';
export {
  formatTlogProof,
  parseTlogProof,
  type TlogProof,
  type TlogProofRefusal,
  type VerifyTlogProofRefusal,
  verifyTlogProof,
} from './tlog-proof.ts';
export { emptyRoot, HASH_BYTES, leafHash, MAX_PROOF_HASHES, nodeHash, rootOf } from './tree.ts';
export {
  type CheckpointTrust,
  type VerifiedCheckpoint,
  type VerifyCheckpointRefusal,
  verifyCheckpoint,
} from './verify-checkpoint.ts';
