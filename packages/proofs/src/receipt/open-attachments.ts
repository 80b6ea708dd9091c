import { bytesToHex, equalBytes } from '@mingjing/crypto';
import {
  type AttachmentOpening,
  type AttachmentRef,
  attachmentCommitment,
  passed,
  SALT_BYTES,
} from '@mingjing/protocol';
import { type ReceiptAttachment, type ReceiptRefusal, refusedPart } from './facts.ts';

/**
 * Checks that each opening is of an attachment the transaction refers to, at most once, and that
 * its commitment is H(tag "attachment", chain id, salt | content hash). Fewer openings than
 * attachments are fine: what was taken down or is not for the holder is left out.
 */
export function openAttachments(
  chainId: string,
  refs: readonly AttachmentRef[],
  openings: readonly AttachmentOpening[],
): { ok: true; value: ReceiptAttachment[] } | ReceiptRefusal {
  const unopened = new Map(refs.map((ref) => [bytesToHex(ref.commitment), ref]));
  const referenced = new Set(unopened.keys());
  const attachments: ReceiptAttachment[] = [];
  for (const [index, opening] of openings.entries()) {
    const { commitment, salt, contentHash } = opening;
    const key = bytesToHex(commitment);
    const ref = unopened.get(key);
    if (ref === undefined) {
      const reason = referenced.has(key) ? 'repeated' : 'not-referenced';
      return refusedPart('attachment', reason, { index });
    }
    if (salt.length !== SALT_BYTES || contentHash.length !== 32) {
      return refusedPart('attachment', 'bad-length', { index });
    }
    if (!equalBytes(commitment, attachmentCommitment(chainId, salt, contentHash))) {
      return refusedPart('attachment', 'commitment-differs', { index });
    }
    unopened.delete(key);
    const { role, sizeBytes } = ref;
    attachments.push({ commitment, role, sizeBytes, salt, contentHash });
  }
  return passed(attachments);
}
