import { bytesToHex } from '@mingjing/crypto';
import { encodeScalar } from '@mingjing/crypto/ristretto';
import type { OpeningEvidence, ShareAnswer, SideEvidence } from '@mingjing/disclosure';
import { accessContext } from '@mingjing/protocol';

/** What convicts a sender, with what it is judged by. */
export interface GarbageEvidence {
  readonly chainId: string;
  readonly suite: number;
  readonly orderId: Uint8Array;
  /** Record or user that the envelope is of. */
  readonly subject: string;
  /** With it the ciphertext is the one that the record or the identity committed to. */
  readonly salt: Uint8Array;
  readonly evidence: OpeningEvidence;
}

/** Evidence for others: every argument of `judgeOpening` but the registered keys. */
export function evidenceView(garbage: GarbageEvidence) {
  const { chainId, suite, orderId, subject, salt, evidence } = garbage;
  const { envelope, ciphertext, authority, custody } = evidence;
  return {
    chain_id: chainId,
    suite,
    order: bytesToHex(orderId),
    subject,
    context: bytesToHex(accessContext(chainId, orderId)),
    envelope: {
      epoch: envelope.epoch,
      c0: bytesToHex(envelope.c0),
      cs: bytesToHex(envelope.cs),
      recipients: envelope.recipients.map(({ keyId, wrapped }) => ({
        ...{ key_id: bytesToHex(keyId), wrapped: bytesToHex(wrapped) },
      })),
      key_check: bytesToHex(envelope.keyCheck),
      proof: bytesToHex(envelope.proof),
    },
    ciphertext: bytesToHex(ciphertext),
    salt: bytesToHex(salt),
    authority: sideView(authority),
    custody: sideView(custody),
  };
}

function sideView({ t, answers }: SideEvidence) {
  return { t: bytesToHex(encodeScalar(t)), answers: answers.map(answerView) };
}

function answerView({ index, element, proof }: ShareAnswer) {
  return { index, element: bytesToHex(element), proof: bytesToHex(proof) };
}
