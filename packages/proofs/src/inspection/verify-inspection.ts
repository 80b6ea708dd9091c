import { equalBytes, type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  FORMAT_VERSION,
  inspectionBundleCodec,
  inspectionSigningBytes,
  inspectionStatementCodec,
  KeyPurpose,
  passed,
} from '@mingjing/protocol';
import { RECEIPT_BYTES_MAX } from '../receipt/limits.ts';
import { keyOf } from '../retention/retained-log.ts';
import { verifyStateProof } from '../state/state-proof.ts';
import { checkEntry } from './entry.ts';
import { type InspectionFacts, type InspectionRefusal, refusedInspection } from './facts.ts';
import { checkRecord } from './record.ts';

/** A filled form is some hundred kilobytes; the state proofs around it have the receipt's bound. */
export const INSPECTION_BYTES_MAX = RECEIPT_BYTES_MAX;

/** Tag of a bundle's first field; see `inspection.proto`. */
const STATEMENT_TAG = 0x52;

/** Whether a file is to be judged as an inspection, by how its canonical form begins. */
export function isInspectionBundle(bytes: Uint8Array): boolean {
  return bytes[0] === STATEMENT_TAG;
}

export interface VerifyInspectionOptions {
  /** 32 bytes from a source the caller trusts; without it any chain may be shown. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

/**
 * Checks an inspection bundle from its bytes alone (docs/spec/inspection-bundle.md): the record
 * with its state, form, measurements and answers, each verdict by the rule; the signature under it;
 * the journal's entry with checkpoint and anchor; last the signature of the bundle, so that whoever
 * changed something is shown what. Never throws for what came from outside.
 */
export function verifyInspection(
  bytes: Uint8Array,
  { trustedGenesisHash, verify = verifyPortable }: VerifyInspectionOptions = {},
): { ok: true; value: InspectionFacts } | InspectionRefusal {
  const file = inspectionBundleCodec.parse(bytes, INSPECTION_BYTES_MAX);
  if (!file.ok) return refusedInspection('file', file.reason);
  const parsed = inspectionStatementCodec.parse(file.value.statement);
  if (!parsed.ok) return refusedInspection('statement', parsed.reason);
  const { version, nodeId, issuedAt, record, recordSignature, state, entry } = parsed.value;
  if (version !== FORMAT_VERSION) return refusedInspection('statement', 'unknown-version');
  if (!state || !entry) return refusedInspection('statement', 'missing');
  const options = { trustedGenesisHash, verify };
  const facts = checkRecord(record, recordSignature, options);
  if (!facts.ok) return facts;
  const later = verifyStateProof(state, options);
  if (!later.ok) return refusedInspection(`later-${later.part}`, later.reason, later.index);
  if (!equalBytes(later.value.genesisHash, facts.value.genesisHash)) {
    return refusedInspection('later-genesis', 'other-chain');
  }
  // The journal is of who signed the record: nobody else vouches for when it was written.
  if (nodeId !== facts.value.nodeId) return refusedInspection('node', 'unknown-node');
  const node = later.value.get('node', nodeId);
  if (node === 'unproved') return refusedInspection('node', 'not-proved');
  if (node === undefined) return refusedInspection('node', 'unknown-node');
  const written = checkEntry({ state: later.value, node, verify }, entry, facts.value.recordHash);
  if (!written.ok) return written;
  const signing = inspectionSigningBytes(later.value.chainId, 'bundle', file.value.statement);
  if (!verify(keyOf(node, KeyPurpose.statement), signing, file.value.signature)) {
    return refusedInspection('signature', 'bad-signature');
  }
  const laterHeight = later.value.header.height;
  return passed({ ...facts.value, entry: written.value, issuedAt, laterHeight });
}
