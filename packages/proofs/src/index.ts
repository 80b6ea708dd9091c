/**
 * Verification of all that leaves the house: commit certificates, receipts, state proofs, retention
 * certificates, lawful exports. Trusts nothing but a genesis; runs the same in a node, on a command
 * line and in a page opened from disk.
 *
 *     const check = verifyReceipt(bytes, { trustedGenesisHash });
 *     if (!check.ok) show(check.part, check.reason);
 *     else show(check.value.transactionId, checkFile(check.value, sha256(file)));
 *
 * The formats and the order of the checks are described in `docs/spec/`.
 */

export { EXPORT_BYTES_MAX } from '@mingjing/protocol';
export type {
  CaseFacts,
  CaseFile,
  CasePart,
  CaseReason,
  CaseRefusal,
  CaseStatement,
} from './case/facts.ts';
export { isCaseBundle, type VerifyCaseOptions, verifyCaseBundle } from './case/verify-case.ts';
export {
  type CertificateClaim,
  type CertificateFacts,
  type CertificateRefusal,
  verifyCertificate,
  verifyCommitCertificate,
} from './certificate.ts';
export {
  certifyFromGenesis,
  type HeaderClaim,
  type HeaderClaimRefusal,
} from './certify-from-genesis.ts';
export type {
  ApprovalReason,
  ExportedEntry,
  ExportedLogFacts,
  ExportFacts,
  ExportPart,
  ExportReason,
  ExportRefusal,
  RequestReason,
} from './export/facts.ts';
export { type OpenedExportEntry, openExportPersonal } from './export/open-personal.ts';
export { type ApprovalFooting, approvalFault, requestFault, timesFault } from './export/request.ts';
export { isExportBundle, type VerifyExportOptions, verifyExport } from './export/verify-export.ts';
export { type GenesisSetRefusal, genesisValidatorSet } from './genesis-set.ts';
export {
  ANSWER_KINDS,
  type Answer,
  type AnswerKind,
  type AttestedDocument,
  type Confirmation,
  changeOf,
  type Fact,
  type Findings,
  type Footing,
  type ItemChange,
  type Measurement,
  RUN_KINDS,
  type RunKind,
  VERDICT_REASONS,
  VERDICTS,
  type Verdict,
  type VerdictReason,
} from './inspection/answer.ts';
export { codeOf, wordOf } from './inspection/codes.ts';
export { anchoredLog, INSPECTION_EVENT } from './inspection/entry.ts';
export type {
  InspectionEntryFacts,
  InspectionFacts,
  InspectionPart,
  InspectionReason,
  InspectionRefusal,
  MeasuringProgram,
} from './inspection/facts.ts';
export type { JudgedItem, RecordedForm } from './inspection/form.ts';
export { judgeItem } from './inspection/judge-item.ts';
export { checkRecord, type RecordFacts } from './inspection/record.ts';
export {
  INSPECTION_BYTES_MAX,
  isInspectionBundle,
  type VerifyInspectionOptions,
  verifyInspection,
} from './inspection/verify-inspection.ts';
export { type TakedownFacts, takedownIn } from './moderation/takedown.ts';
export type { CertifiedHeader } from './receipt/certified-header.ts';
export type {
  ReceiptAttachment,
  ReceiptCheck,
  ReceiptFacts,
  ReceiptPart,
  ReceiptReason,
  ReceiptRecord,
  ReceiptRefusal,
  StepField,
} from './receipt/facts.ts';
export { RECEIPT_BYTES_MAX } from './receipt/limits.ts';
export { checkFile, type VerifyReceiptOptions, verifyReceipt } from './receipt/verify-receipt.ts';
export type {
  HoldFacts,
  RetainedLogFacts,
  RetentionFacts,
  RetentionPart,
  RetentionReason,
  RetentionRefusal,
} from './retention/facts.ts';
export { keptOf } from './retention/retained-log.ts';
export {
  isRetentionCertificate,
  RETENTION_BYTES_MAX,
  type VerifyRetentionOptions,
  verifyRetentionCertificate,
} from './retention/verify-certificate.ts';
export {
  type ProvedState,
  type StatePart,
  type StateProofOptions,
  type StateReason,
  type StateRefusal,
  verifyStateProof,
} from './state/state-proof.ts';
export {
  PROOF_OF_EDGE,
  TRACE_EDGE_TYPES,
  TRACE_NODE_TYPES,
  type TraceEdge,
  type TraceEdgeType,
  type TraceFacts,
  type TraceNode,
  type TraceNodeType,
  type TracePart,
  type TraceReason,
  type TraceRefusal,
  type TraceStatement,
} from './trace/facts.ts';
export { TRACE_EDGES_MAX, TRACE_NODES_MAX } from './trace/statement.ts';
export {
  isTraceBundle,
  traceEvidenceHash,
  type VerifyTraceOptions,
  verifyTraceBundle,
} from './trace/verify-trace.ts';
