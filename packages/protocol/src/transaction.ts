import { equalBytes } from '@mingjing/crypto';
import { bytesKey } from './bytes-key.ts';
import { transactionHash, transactionId } from './ids.ts';
import {
  COPIES_MAX,
  isFilingIdentifier,
  isName,
  isSubject,
  ORDER_COMMITMENTS_MAX,
  RECORD_ID_BYTES,
  UNIQUE_BYTES,
} from './limits.ts';
import type {
  AttachmentRef,
  Body,
  Message,
  MessageType,
  RecordItem,
  SanctionAppeal,
} from './messages.ts';
import { bodyCodec, messageTypes, transactionCodec } from './messages.ts';
import type { ModerationOrder } from './moderation.ts';
import type { Parameters } from './registry.ts';
import { type Checked, passed, refused } from './result.ts';
import {
  isAnySealedTwice,
  isSealShaped,
  isSupervisionShaped,
  proofUnits,
} from './supervision-shape.ts';

export type TransactionRefusal =
  | 'not-canonical'
  | 'too-large'
  | 'wrong-chain'
  | 'bad-field'
  | 'no-message'
  | 'too-many-records'
  | 'too-many-attachments'
  | 'attachment-too-large'
  | 'duplicate-commitment'
  | 'bad-envelope';

/** A transaction that is well formed; whether it may stand is for the state to say. */
export interface ParsedTransaction {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly id: Uint8Array;
  /** `bytesKey` of hash, id and signer: each is looked up many times on the way to a block. */
  readonly hashKey: string;
  readonly idKey: string;
  readonly signerKey: string;
  readonly body: Body;
  readonly bodyBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Message;
  readonly attachments: readonly AttachmentRef[];
  readonly recordCount: number;
  readonly attachmentBytes: number;
  readonly verificationUnits: number;
}

/**
 * Parses a transaction and checks all that needs no state: canonical bytes, chain, field shapes,
 * and limits, which count from the bytes alone (design, section 4). The signature is not verified.
 */
export function parseTransaction(
  bytes: Uint8Array,
  chainId: string,
  limits: Parameters,
): Checked<ParsedTransaction, TransactionRefusal> {
  const outer = transactionCodec.parse(bytes, limits.transactionBytesMax);
  if (!outer.ok) return outer;
  const { body: bodyBytes, signature } = outer.value;
  if (signature.length !== 64) return refused('bad-field');
  const parsed = bodyCodec.parse(bodyBytes);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  if (body.chainId !== chainId) return refused('wrong-chain');
  if (body.signer.length !== 32 || body.unique.length !== UNIQUE_BYTES) return refused('bad-field');
  const message = messageOf(body);
  if (message === undefined) return refused('no-message');
  const records = recordsOf(message);
  const attachments = attachmentsOf(records);
  const counted = { bytes, attachments, recordCount: records.length };
  const fault = limitsFault(counted, limits) ?? recordsFault(records) ?? fieldFault(message);
  if (fault !== undefined) return refused(fault);
  const hash = transactionHash(chainId, bytes);
  const id = transactionId(chainId, bodyBytes);
  return passed({
    bytes,
    hash,
    id,
    hashKey: bytesKey(hash),
    idKey: bytesKey(id),
    signerKey: bytesKey(body.signer),
    body,
    bodyBytes,
    signature,
    message,
    attachments,
    recordCount: records.length,
    attachmentBytes: attachments.reduce((sum, ref) => sum + ref.sizeBytes, 0),
    verificationUnits: verificationUnits(message),
  });
}

/**
 * What of a transaction is beyond the limits that hold for each alone. They change by votes, so
 * what was parsed under others is held against those of the very height that is to carry it.
 */
export function limitsFault(
  {
    bytes,
    attachments,
    recordCount,
  }: Pick<ParsedTransaction, 'bytes' | 'attachments' | 'recordCount'>,
  limits: Parameters,
): TransactionRefusal | undefined {
  if (bytes.length > limits.transactionBytesMax) return 'too-large';
  if (recordCount > limits.recordsMax) return 'too-many-records';
  if (attachments.length > limits.attachmentsPerTransactionMax) return 'too-many-attachments';
  const isAnyTooLarge = attachments.some(({ sizeBytes }) => sizeBytes > limits.attachmentSizeMax);
  return isAnyTooLarge ? 'attachment-too-large' : undefined;
}

/** What officers sign about an order: these stand first in a block. */
const ORDERS: ReadonlySet<MessageType> = new Set<MessageType>([
  ...(['moderationOrder', 'moderationApprove'] as const),
  ...(['accessOrder', 'accessApprove', 'accessOpen', 'accessClose'] as const),
]);

/** Whether a message is an order, its approval, its opening or its end. */
export function isOrder({ message }: Pick<ParsedTransaction, 'message'>): boolean {
  return ORDERS.has(message.type);
}

/** The one typed message of a body; undefined when there is none or more than one. */
export function messageOf(body: Body): Message | undefined {
  let found: Message | undefined;
  for (const type of messageTypes) {
    const value = body[type];
    if (value === undefined || value === null) continue;
    if (found !== undefined) return undefined;
    found = { type, value } as Message;
  }
  return found;
}

function recordsOf(message: Message): readonly RecordItem[] {
  if (message.type === 'recordsPublish') return message.value.records;
  if (message.type === 'recordsAmend') return message.value.record ? [message.value.record] : [];
  return [];
}

// Most transactions have one record, whose own list will do: one less for the collector to copy.
function attachmentsOf(records: readonly RecordItem[]): readonly AttachmentRef[] {
  const [first] = records;
  if (first !== undefined && records.length === 1) return first.attachments;
  return records.flatMap((record) => record.attachments);
}

// Signatures, and proofs about elements, which cost a multiple.
function verificationUnits(message: Message): number {
  return signatureUnits(message) + proofUnits(message);
}

function signatureUnits(message: Message): number {
  switch (message.type) {
    case 'identityRegister':
    case 'identityRenew':
    case 'misbehaviourEvidence':
      return 3; // the signer's own, and two signatures inside
    case 'identityRotate':
      return 2; // the signer's own, and the new key's possession proof
    case 'retentionDisposal':
      return 1 + message.value.copies.length;
    case 'governancePropose':
      return 6; // the signer's own, and a possession proof for each key it may enrol
    default:
      return 1;
  }
}

function recordsFault(records: readonly RecordItem[]): TransactionRefusal | undefined {
  const seen: Uint8Array[] = [];
  for (const record of records) {
    if (!isSubject(record.subject) || record.category > 0xffff) return 'bad-field';
    for (const ref of record.attachments) {
      if (ref.commitment.length !== 32 || ref.role < 1 || ref.role > 3) return 'bad-field';
      // Pairs, not a set: there are 16 at most (256 where a chain allows the most), and most
      // comparisons end at the first byte, so this costs a hundredth of hashing a key for each.
      if (seen.some((other) => equalBytes(other, ref.commitment))) return 'duplicate-commitment';
      seen.push(ref.commitment);
    }
    if (!isSealShaped(record)) return 'bad-envelope';
  }
  return isAnySealedTwice(records) ? 'bad-envelope' : undefined;
}

function fieldFault(message: Message): TransactionRefusal | undefined {
  switch (message.type) {
    case 'recordsPublish':
      return message.value.records.length === 0 ? 'bad-field' : undefined;
    case 'recordsAmend':
      return message.value.recordId.length !== RECORD_ID_BYTES || !message.value.record
        ? 'bad-field'
        : undefined;
    case 'recordsWithdraw':
      return message.value.recordId.length !== RECORD_ID_BYTES ? 'bad-field' : undefined;
    case 'governanceBallot':
    case 'governanceWithdraw':
      return message.value.proposalId.length !== 32 ? 'bad-field' : undefined;
    case 'identityRotate':
      return message.value.key ? undefined : 'bad-field';
    case 'agreementPublish':
    case 'agreementAccept':
      return message.value.textHash.length !== 32 ? 'bad-field' : undefined;
    case 'sanctionConfirm':
    case 'sanctionLift':
    case 'sanctionDecide':
      return message.value.sanctionId.length !== 32 ? 'bad-field' : undefined;
    case 'sanctionAppeal':
      return isAppealSound(message.value) ? undefined : 'bad-field';
    case 'retentionHold':
      return message.value.scope ? undefined : 'bad-field';
    case 'retentionRelease':
      return message.value.holdId.length !== 32 ? 'bad-field' : undefined;
    case 'filingDeclare':
      return isFilingIdentifier(message.value.kind, message.value.identifier)
        ? undefined
        : 'bad-field';
    case 'retentionDisposal':
      return message.value.copies.length > COPIES_MAX ? 'bad-field' : undefined;
    case 'moderationOrder':
      return isOrderShaped(message.value) ? undefined : 'bad-field';
    case 'moderationApprove':
      return message.value.orderId.length !== 32 ? 'bad-field' : undefined;
    default:
      return isSupervisionShaped(message) ? undefined : 'bad-field';
  }
}

// Lengths alone: which field belongs to which kind of order is for the state to say.
function isOrderShaped(order: ModerationOrder): boolean {
  const { userId, recordId, commitments, lifts, caseHash } = order;
  return (
    (userId === '' || isName(userId)) &&
    (recordId.length === 0 || recordId.length === RECORD_ID_BYTES) &&
    (lifts.length === 0 || lifts.length === 32) &&
    caseHash.length === 32 &&
    commitments.length <= ORDER_COMMITMENTS_MAX &&
    commitments.every((commitment) => commitment.length === 32)
  );
}

function isAppealSound({ sanctionId, statement }: SanctionAppeal): boolean {
  return sanctionId.length === 32 && (statement.length === 0 || statement.length === 32);
}
