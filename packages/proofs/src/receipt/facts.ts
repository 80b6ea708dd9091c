import type { MessageType, TransactionRefusal } from '@mingjing/protocol';
import type { InclusionRefusal } from '@mingjing/tlog';
import type { CertificateRefusal } from '../certificate.ts';
import type { GenesisSetRefusal } from '../genesis-set.ts';

/** The parts of a receipt, in the order they are checked. */
export type ReceiptPart =
  | 'receipt'
  | 'genesis'
  | 'validator-step'
  | 'header'
  | 'certificate'
  | 'transaction'
  | 'transaction-proof'
  | 'result'
  | 'result-proof'
  | 'attachment';

export type ReceiptReason =
  | 'too-large'
  | 'too-many-steps'
  | 'not-canonical'
  | 'unknown-version'
  | 'unknown-suite'
  | 'unknown-rules'
  | 'bad-name'
  | 'not-trusted'
  | 'other-chain'
  | 'not-ascending-height'
  | 'other-validators'
  | 'not-certified'
  | 'no-change'
  | 'hash-differs'
  | 'not-referenced'
  | 'repeated'
  | 'bad-length'
  | 'commitment-differs'
  | GenesisSetRefusal
  | CertificateRefusal
  | TransactionRefusal
  | InclusionRefusal;

/** What of a validator-set step was refused. */
export type StepField = 'header' | 'certificate' | 'next-validators';

/** A receipt that does not hold, with the part that was found wrong. */
export interface ReceiptRefusal {
  readonly ok: false;
  readonly part: ReceiptPart;
  readonly reason: ReceiptReason;
  /** Position of the step or of the attachment opening. */
  readonly index?: number;
  /** For a step: what of it. */
  readonly of?: StepField;
}

/** A record that the transaction published. */
export interface ReceiptRecord {
  /** 36 bytes: transaction id and index. */
  readonly id: Uint8Array;
  readonly category: number;
  readonly subject: string;
}

/** An attachment whose commitment the receipt opens. */
export interface ReceiptAttachment {
  readonly commitment: Uint8Array;
  /** 1 content, 2 description. */
  readonly role: number;
  readonly sizeBytes: number;
  readonly salt: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly contentHash: Uint8Array;
}

/** One line of the proof badge: a part that held, and what it came to, for people to compare. */
export interface ReceiptCheck {
  readonly part: ReceiptPart;
  /** Hash or id in hexadecimal, `k/n`, a height, or a code. */
  readonly value: string;
}

/** What a valid receipt shows. */
export interface ReceiptFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  /** What the verification started from. */
  readonly trustedHeader: 'genesis';
  /** True when the caller knew the genesis hash; else whoever made the receipt chose the chain. */
  readonly isGenesisTrusted: boolean;
  /** Validator-set changes between genesis and the block. */
  readonly steps: number;
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
  readonly blockId: Uint8Array;
  readonly proposer: string;
  /** Signers of the commit certificate and the whole set: how many, and their voting power. */
  readonly certificate: {
    readonly round: number;
    readonly signatures: number;
    readonly validators: number;
    readonly power: number;
    readonly total: number;
  };
  readonly transactionId: Uint8Array;
  /** Position in the block, and transactions in it. */
  readonly index: number;
  readonly count: number;
  /**
   * Key id that the transaction names. The key itself is not in the receipt, so the transaction's
   * signature is vouched for by the certificate: the validators verified it.
   */
  readonly signerKeyId: Uint8Array;
  readonly messageType: MessageType;
  /** Result code; only 0 had an effect. */
  readonly resultCode: number;
  /** Records that came to be; none when the result code is not 0. */
  readonly records: readonly ReceiptRecord[];
  readonly attachments: readonly ReceiptAttachment[];
  readonly checks: readonly ReceiptCheck[];
}

/** A refusal that names its part. */
export function refusedPart(
  part: ReceiptPart,
  reason: ReceiptReason,
  where: { index?: number; of?: StepField } = {},
): ReceiptRefusal {
  return { ok: false, part, reason, ...where };
}
