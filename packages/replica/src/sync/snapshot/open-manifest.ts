import { equalBytes } from '@mingjing/crypto';
import { certifyFromGenesis, genesisValidatorSet, type HeaderClaimRefusal } from '@mingjing/proofs';
import {
  type Checked,
  passed,
  refused,
  SNAPSHOT_CHUNK_BYTES_MAX,
  SNAPSHOT_CHUNKS_MAX,
  SNAPSHOT_PROOF_BYTES_MAX,
  SNAPSHOT_VERSION,
  SnapshotKind,
  type SnapshotManifest,
  type SnapshotProof,
  snapshotHash,
  snapshotManifestCodec,
  snapshotProofCodec,
} from '@mingjing/protocol';
import type { Chain } from '../../chain/chain.ts';
import { verifyWith } from '../../chain/verify-with.ts';
import type { Verifier } from '../../ports.ts';

export type ManifestRefusal =
  | 'manifest-differs'
  | 'manifest-malformed'
  | 'newer-format'
  | 'other-chain'
  | 'not-newer'
  | 'proof-malformed'
  | 'other-block'
  | `proof-${HeaderClaimRefusal}`;

/** A manifest whose block a quorum committed; its chunks are not here yet. */
export interface OpenedManifest {
  readonly manifest: SnapshotManifest;
  readonly proof: SnapshotProof;
  readonly manifestHash: Uint8Array;
}

/**
 * Checks what a peer sent as the manifest of a snapshot: that it is the one that was offered, of
 * this chain, above this node's height, and of a block that is certified from genesis through
 * every change of the validator set. Its content is judged by the state root later.
 */
export function openManifest(
  chain: Chain,
  manifestHash: Uint8Array,
  sent: { readonly manifest: Uint8Array; readonly proof: Uint8Array },
  verifier: Verifier,
): Checked<OpenedManifest, ManifestRefusal> {
  const { chainId } = chain;
  if (sent.manifest.length + sent.proof.length > SNAPSHOT_PROOF_BYTES_MAX) {
    return refused('manifest-malformed');
  }
  if (!equalBytes(snapshotHash(chainId, sent.manifest), manifestHash)) {
    return refused('manifest-differs');
  }
  const parsed = snapshotManifestCodec.parse(sent.manifest);
  if (!parsed.ok) return refused('manifest-malformed');
  const manifest = parsed.value;
  if (manifest.version !== SNAPSHOT_VERSION) return refused('newer-format');
  if (manifest.chainId !== chainId) return refused('other-chain');
  if (manifest.height <= chain.height) return refused('not-newer');
  if (!areChunksInOrder(manifest)) return refused('manifest-malformed');
  const proof = snapshotProofCodec.parse(sent.proof);
  if (!proof.ok) return refused('proof-malformed');
  const set = genesisValidatorSet(chain.genesis);
  if (!set.ok) return refused('other-chain');
  const verify = verifyWith(verifier);
  const { header, certificate, steps } = proof.value;
  const claim = { chainId, set: set.value, steps, header, certificate, verify };
  const certified = certifyFromGenesis(claim);
  if (!certified.ok) return refused(`proof-${certified.reason}`);
  const isOfBlock =
    certified.value.header.height === manifest.height &&
    equalBytes(certified.value.id, manifest.blockId);
  if (!isOfBlock) return refused('other-block');
  return passed({ manifest, proof: proof.value, manifestHash });
}

function areChunksInOrder({ chunks }: SnapshotManifest): boolean {
  if (chunks.length > SNAPSHOT_CHUNKS_MAX || chunks[0]?.kind !== SnapshotKind.block) return false;
  let kind: number = SnapshotKind.block;
  return chunks.every((chunk, index) => {
    const isNext = index === 0 || (chunk.kind >= kind && chunk.kind > SnapshotKind.block);
    kind = chunk.kind;
    const isBounded = chunk.sizeBytes <= SNAPSHOT_CHUNK_BYTES_MAX && chunk.hash.length === 32;
    return isNext && isBounded && chunk.kind <= SnapshotKind.leaves;
  });
}
