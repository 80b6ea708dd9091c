/**
 * Verification of all that leaves the house: commit certificates and receipts. Trusts nothing but
 * a genesis; runs the same in a node, on a command line and in a page opened from disk.
 *
 *     const check = verifyReceipt(bytes, { trustedGenesisHash });
 *     if (!check.ok) show(check.part, check.reason);
 *     else show(check.value.transactionId, checkFile(check.value, sha256(file)));
 *
 * The formats and the order of the checks are described in `docs/spec/`.
 */
export {
  type CertificateClaim,
  type CertificateFacts,
  type CertificateRefusal,
  verifyCertificate,
  verifyCommitCertificate,
} from './certificate.ts';
export { type GenesisSetRefusal, genesisValidatorSet } from './genesis-set.ts';
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
