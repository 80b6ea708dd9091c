import { assert, equalBytes } from '@mingjing/crypto';
import {
  type SnapshotManifest,
  type SnapshotOffer,
  snapshotChunkHash,
  snapshotHash,
  snapshotManifestCodec,
} from '@mingjing/protocol';

/** Snapshots kept; a node that joins may still be fetching the one before the latest. */
export const SNAPSHOTS_KEPT = 2;

/** A snapshot that is whole. */
export interface KeptSnapshot {
  readonly offer: SnapshotOffer;
  readonly manifest: SnapshotManifest;
}

/** Reads a manifest back; undefined when it is none. */
export function keptSnapshot(bytes: Uint8Array): KeptSnapshot | undefined {
  const parsed = snapshotManifestCodec.parse(bytes);
  if (!parsed.ok) return undefined;
  const { chainId, height } = parsed.value;
  const manifestHash = snapshotHash(chainId, bytes);
  return { offer: { height, manifestHash }, manifest: parsed.value };
}

/** The same for bytes that this node made; asserts that they are a manifest. */
export function mustBeKept(bytes: Uint8Array): KeptSnapshot {
  const kept = keptSnapshot(bytes);
  assert(kept !== undefined, 'a manifest that was just made parses');
  return kept;
}

/** Whether a chunk is what the manifest says: a damaged one is never served. */
export function isChunkOf({ manifest }: KeptSnapshot, index: number, chunk: Uint8Array): boolean {
  const ref = manifest.chunks[index];
  return ref !== undefined && equalBytes(ref.hash, snapshotChunkHash(manifest.chainId, chunk));
}

/** Newest first. */
export function newestFirst(kept: readonly KeptSnapshot[]): KeptSnapshot[] {
  return kept.toSorted((a, b) => b.offer.height - a.offer.height);
}

/** The one of a name. */
export function named<T extends KeptSnapshot>(
  kept: readonly T[],
  manifestHash: Uint8Array,
): T | undefined {
  return kept.find(({ offer }) => equalBytes(offer.manifestHash, manifestHash));
}
