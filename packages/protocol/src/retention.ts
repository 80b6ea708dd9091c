import { signingBytes } from '@mingjing/crypto';
import type { ValidatorStep } from './block.ts';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import { RETENTION_FLOOR_DAYS } from './limits.ts';
import type { SignedCopy } from './messages.ts';
import type { RetentionPolicy } from './registry.ts';

/** Entries of the registry after one block, provable from a genesis; see `retention.proto`. */
export interface StateProof {
  genesis: Uint8Array;
  steps: ValidatorStep[];
  header: Uint8Array;
  certificate: Uint8Array;
  registryRoot: Uint8Array;
  recordsRoot: Uint8Array;
  replayRoot: Uint8Array;
  entries: StateEntry[];
}
export interface StateEntry {
  key: Uint8Array;
  /** Empty: the registry has no such entry. */
  value: Uint8Array;
  proof: Uint8Array;
}
export interface LeafProof {
  stub: Uint8Array;
  path: Uint8Array[];
}
export interface RetentionCertificate {
  statement: Uint8Array;
  signature: Uint8Array;
}
export interface RetentionStatement {
  version: number;
  nodeId: string;
  issuedAt: number;
  state: StateProof;
  logs: RetainedLog[];
}
export interface RetainedLog {
  source: number;
  note: Uint8Array;
  earliest: LeafProof;
  latest: LeafProof;
  anchored: Uint8Array[];
  heartbeats: number;
  longestPauseMs: number;
  copies: SignedCopy[];
}

export const stateProofCodec = codec<StateProof>('StateProof');
export const retentionCertificateCodec = codec<RetentionCertificate>('RetentionCertificate');
export const retentionStatementCodec = codec<RetentionStatement>('RetentionStatement');

/** What a node signs for a retention certificate: over the bytes of its statement. */
export function retentionSigningBytes(chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(Tag.retentionCertificate, chainId, statement);
}

/** Days that a class is kept under a policy: the floor of 184, or what was voted above it. */
export function retentionDays(policy: RetentionPolicy | undefined, retentionClass: number): number {
  const found = policy?.periods.find((period) => period.class === retentionClass);
  return Math.max(RETENTION_FLOOR_DAYS, found?.days ?? 0);
}
