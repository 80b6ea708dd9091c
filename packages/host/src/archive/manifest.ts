import { bytesToHex, sha256, type VerifySignature } from '@mingjing/crypto';
import { archiveSigningBytes } from '@mingjing/protocol';
import type { Segment } from './segments.ts';
import { segmentName } from './segments.ts';

const MANIFEST_END = '.manifest';

/** What a node states of an object that it archived (docs/spec/archive.md). */
export interface ManifestFacts {
  readonly chainId: string;
  readonly nodeId: string;
  /** Height of its latest block, and its clock, ms. */
  readonly height: number;
  readonly now: number;
  readonly until: number;
}

export function manifestName(name: string): string {
  return name + MANIFEST_END;
}

/** The object that a manifest of this name is about; undefined: it is no manifest. */
export function objectOf(name: string): string | undefined {
  return name.endsWith(MANIFEST_END) ? name.slice(0, -MANIFEST_END.length) : undefined;
}

/** The signed manifest of a segment: what it is, its hash, and what shows that it is whole. */
export function manifestOf(
  segment: Segment,
  { chainId, height, nodeId, now, until }: ManifestFacts,
  sign: (signing: Uint8Array) => Uint8Array,
): Uint8Array {
  const { content, from, proof, to } = segment;
  const statement = JSON.stringify({
    ...{ format: 'mingjing-archive', version: 1, chain_id: chainId, node_id: nodeId },
    ...{ name: segmentName(segment), from, to, size_bytes: content.length },
    ...{ sha256: bytesToHex(sha256(content)), height, archived_at: now, until },
    ...proof,
  });
  const signature = sign(archiveSigningBytes(chainId, new TextEncoder().encode(statement)));
  const signed = { statement, signature: Buffer.from(signature).toString('base64') };
  return new TextEncoder().encode(`${JSON.stringify(signed)}\n`);
}

/** Whether a manifest is one that a key signed for an object of this name. */
export function isManifestOf(
  bytes: Uint8Array,
  name: string,
  {
    chainId,
    publicKey,
    verify,
  }: {
    readonly chainId: string;
    readonly publicKey: Uint8Array;
    readonly verify: VerifySignature;
  },
): boolean {
  const { signature, statement } = objectIn(Buffer.from(bytes).toString('utf8'));
  if (typeof signature !== 'string' || typeof statement !== 'string') return false;
  const signing = archiveSigningBytes(chainId, new TextEncoder().encode(statement));
  const isSigned = verify(publicKey, signing, new Uint8Array(Buffer.from(signature, 'base64')));
  return isSigned && objectIn(statement)['name'] === name;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // No JSON: then it states nothing.
    return {};
  }
}
