import {
  AEAD_NONCE_BYTES,
  concatBytes,
  signingBytes,
  taggedBytes,
  taggedHash,
} from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import type { StateProof } from './retention.ts';

/** What an authority asks for, and on what basis; see `export.proto`. Times in ms. */
export interface ExportRequest {
  version: number;
  nodeId: string;
  caseNumber: string;
  basis: string;
  authority: string;
  recipientKey: Uint8Array;
  sources: number[];
  /** 0 and empty: everybody. */
  actorType: number;
  actor: string;
  from: number;
  to: number;
  expiresAt: number;
  unique: Uint8Array;
}
export interface ExportApproval {
  officer: string;
  signature: Uint8Array;
}
export interface ApprovedExport {
  request: Uint8Array;
  approvals: ExportApproval[];
}
export interface ExportBundle {
  statement: Uint8Array;
  signature: Uint8Array;
}
export interface ExportStatement {
  version: number;
  issuedAt: number;
  approved: ApprovedExport;
  state: StateProof;
  actorOpening: Uint8Array;
  keyEnc: Uint8Array;
  keySealed: Uint8Array;
  logs: ExportedLog[];
}
export interface ExportedLog {
  source: number;
  note: Uint8Array;
  anchored: Uint8Array[];
  first: number;
  stubs: Uint8Array[];
  proof: Uint8Array[];
  bodies: ExportedBody[];
}
export interface ExportedBody {
  index: number;
  body: Uint8Array;
  /** Empty: not opened, or the entry has no personal group. */
  personal: Uint8Array;
}

export const exportRequestCodec = codec<ExportRequest>('ExportRequest');
export const approvedExportCodec = codec<ApprovedExport>('ApprovedExport');
export const exportBundleCodec = codec<ExportBundle>('ExportBundle');
export const exportStatementCodec = codec<ExportStatement>('ExportStatement');

/** Names a request: hash of its canonical bytes. */
export function exportRequestHash(chainId: string, request: Uint8Array): Uint8Array {
  return taggedHash(Tag.exportRequest, chainId, request);
}

/** What an officer signs to approve a request: over its canonical bytes. */
export function exportApprovalBytes(chainId: string, request: Uint8Array): Uint8Array {
  return signingBytes(Tag.exportApproval, chainId, request);
}

/** What a node signs for an export: over the bytes of its statement. */
export function exportSigningBytes(chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(Tag.exportBundle, chainId, statement);
}

/** `info` of the HPKE that seals the key of an export's personal groups to its recipient. */
export function exportKeyInfo(chainId: string, requestHash: Uint8Array): Uint8Array {
  return taggedBytes(Tag.exportKey, chainId, requestHash);
}

const SOURCE_AT = AEAD_NONCE_BYTES - 9;

/** Where an exported personal group stands. */
export interface ExportPlace {
  readonly source: number;
  readonly index: number;
}

/**
 * Nonce and bound data of an exported personal group under the key of its export. The nonce is the
 * place, which one export seals once: 3 zero bytes, source u8, index u64. The bound data is
 * 0x02 | 'export-personal' | chain id | request hash 32 | source u8 | index u64.
 */
export function exportPersonalBinding(
  chainId: string,
  requestHash: Uint8Array,
  { source, index }: ExportPlace,
): { nonce: Uint8Array; aad: Uint8Array } {
  const nonce = new Uint8Array(AEAD_NONCE_BYTES);
  nonce[SOURCE_AT] = source;
  new DataView(nonce.buffer).setBigUint64(SOURCE_AT + 1, BigInt(index));
  const place = nonce.subarray(SOURCE_AT);
  return { nonce, aad: taggedBytes(Tag.exportPersonal, chainId, concatBytes(requestHash, place)) };
}
