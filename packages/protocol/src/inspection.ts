import { signingBytes, taggedHash } from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import type { StateProof } from './retention.ts';

/** A filled form with what proves it, as it leaves the house; see `inspection.proto`. */
export interface InspectionBundle {
  statement: Uint8Array;
  signature: Uint8Array;
}
export interface InspectionStatement {
  version: number;
  nodeId: string;
  issuedAt: number;
  record: Uint8Array;
  recordSignature: Uint8Array;
  state: StateProof | null;
  entry: InspectionEntry | null;
}
export interface InspectionEntry {
  source: number;
  note: Uint8Array;
  stub: Uint8Array;
  path: Uint8Array[];
  body: Uint8Array;
  anchored: Uint8Array[];
}
export interface InspectionRecord {
  version: number;
  nodeId: string;
  kind: number;
  phrase: string;
  /** Canonical JSON. */
  form: Uint8Array;
  head: InspectionField[];
  foot: InspectionField[];
  measured: SignedMeasurements[];
  answers: InspectionAnswer[];
  texts: InspectionText[];
  beganAt: number;
  endedAt: number;
  state: StateProof | null;
  /** Hash of the record before; empty: there was none. */
  previous: Uint8Array;
  changes: InspectionChange[];
}
export interface InspectionField {
  id: string;
  text: string;
}
export interface SignedMeasurements {
  measurements: Uint8Array;
  signature: Uint8Array;
}
export interface InspectionMeasurements {
  version: number;
  nodeId: string;
  phrase: string;
  formHash: Uint8Array;
  measurements: InspectionMeasurement[];
}
export interface InspectionMeasurement {
  item: string;
  outcome: number;
  facts: InspectionFact[];
  standsOn: InspectionFooting[];
  at: number;
  height: number;
}
export interface InspectionFact {
  key: string;
  blanks: { name: string; text: string }[];
}
export interface InspectionFooting {
  key: string;
  hash: string;
  /** Empty: the key says enough. */
  place: string;
}
export interface InspectionAnswer {
  item: string;
  verdict: number;
  kind: number;
  reasons: number[];
  measuredBy: string;
  confirmation: InspectionConfirmation | null;
  document: InspectionDocument | null;
}
export interface InspectionConfirmation {
  officer: string;
  at: number;
  agrees: boolean;
  /** In his words; empty: nothing. */
  saw: string;
}
export interface InspectionDocument {
  id: string;
  hash: string;
  issuer: string;
  attestor: string;
  issuedAt: number;
  expiresAt: number;
  isDemonstration: boolean;
}
export interface InspectionText {
  key: string;
  zh: string;
  en: string;
}
export interface InspectionChange {
  item: string;
  before: number;
  after: number;
}

export const inspectionBundleCodec = codec<InspectionBundle>('InspectionBundle');
export const inspectionStatementCodec = codec<InspectionStatement>('InspectionStatement');
export const inspectionRecordCodec = codec<InspectionRecord>('InspectionRecord');
export const inspectionMeasurementsCodec = codec<InspectionMeasurements>('InspectionMeasurements');

/** Names a record by all its bytes: what is printed on the paper and stands in the journal. */
export function inspectionRecordHash(chainId: string, record: Uint8Array): Uint8Array {
  return taggedHash(Tag.inspectionRecord, chainId, record);
}

/** Names a form by everything in it: hash over its canonical JSON (RFC 8785). */
export function inspectionFormHash(form: Uint8Array): Uint8Array {
  return taggedHash(Tag.inspectionForm, '', form);
}

/** What a program signs for what it measured, when a run has ended, and for each bundle. */
export function inspectionSigningBytes(
  chainId: string,
  of: 'measurements' | 'record' | 'bundle',
  bytes: Uint8Array,
): Uint8Array {
  const tags = {
    measurements: Tag.inspectionMeasurements,
    record: Tag.inspectionRecordSignature,
    bundle: Tag.inspectionBundle,
  };
  return signingBytes(tags[of], chainId, bytes);
}
