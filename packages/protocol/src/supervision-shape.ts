import { equalBytes } from '@mingjing/crypto';
import { bytesKey } from './bytes-key.ts';
import {
  ACCESS_READERS_MAX,
  ENVELOPE_RECIPIENTS_MAX,
  EPOCH_HOLDERS_MAX,
  isName,
  isNotice,
  PROOF_UNITS,
  RECORD_ID_BYTES,
} from './limits.ts';
import { AttachmentRole, type Message, type RecordItem } from './messages.ts';
import {
  type AccessOpen,
  type AccessOrder,
  type Epoch,
  GROUP_BYTES,
  GROUP_PROOF_BYTES,
  type KeySide,
  type RecordEnvelope,
} from './supervision.ts';

// What needs no state: lengths and counts. Whether the bytes are elements, and what belongs to
// which kind of order, is judged with the proofs and by the state.

/** The envelopes that a message carries, in their order. */
export function envelopesOf(message: Message): RecordEnvelope[] {
  switch (message.type) {
    case 'recordsPublish':
      return message.value.records.flatMap(({ envelope }) => envelope ?? []);
    case 'recordsAmend':
      return message.value.record?.envelope ? [message.value.record.envelope] : [];
    case 'identitySeal':
      return message.value.envelope ? [message.value.envelope] : [];
    default:
      return [];
  }
}

/** What checking the proofs in a message costs: 40 units for a recipient, or for a possession. */
export function proofUnits(message: Message): number {
  if (message.type === 'recordsPublish' && !message.value.records.some(isPrivate)) return 0;
  const recipients = envelopesOf(message).reduce((sum, each) => sum + each.recipients.length, 0);
  return PROOF_UNITS * (recipients + possessions(message));
}

// Nearly all are not, and everything that is submitted is asked.
function isPrivate({ envelope }: RecordItem): boolean {
  return envelope !== null && envelope !== undefined;
}

function possessions(message: Message): number {
  if (message.type === 'envelopeKeyRegister') return 1;
  if (message.type !== 'governancePropose') return 0;
  const { officers, custodians } = message.value.action?.startEpoch ?? {};
  return (officers?.holders.length ?? 0) + (custodians?.holders.length ?? 0);
}

/**
 * Whether a record and its envelope fit: the ciphertext is the one attachment of that role, and a
 * record without an envelope has none.
 */
export function isSealShaped({ envelope, attachments }: RecordItem): boolean {
  if (!envelope) return !attachments.some(({ role }) => role === AttachmentRole.ciphertext);
  const ciphertexts = attachments.filter(({ role }) => role === AttachmentRole.ciphertext);
  const [only] = ciphertexts;
  const isNamed = only !== undefined && equalBytes(only.commitment, envelope.ciphertext);
  return ciphertexts.length === 1 && isNamed && isEnvelopeShaped(envelope);
}

/** Whether two of these records say the same C0: keys are used once. */
export function isAnySealedTwice(records: readonly RecordItem[]): boolean {
  if (records.length < 2 || !records.some(isPrivate)) return false;
  const points = records.flatMap(({ envelope }) => (envelope ? [bytesKey(envelope.c0)] : []));
  return new Set(points).size < points.length;
}

/** Whether the fields of a message of the supervision module have their lengths; others have. */
export function isSupervisionShaped(message: Message): boolean {
  switch (message.type) {
    case 'accessOrder':
      return isOrderShaped(message.value);
    case 'accessOpen':
      return isOpeningShaped(message.value);
    case 'accessApprove':
    case 'accessClose':
      return message.value.orderId.length === 32;
    case 'accessShare':
      return message.value.orderId.length === 32 && message.value.answerHash.length === 32;
    case 'envelopeKeyRegister':
      return isGroup(message.value.publicKey) && isProof(message.value.possession);
    case 'governancePropose':
      return areSidesShaped(message.value.action?.startEpoch);
    case 'identitySeal':
      return isName(message.value.userId) && isEnvelopeShaped(message.value.envelope);
    default:
      return true;
  }
}

/** Whether both sides of an epoch are there, and within their bounds. */
export function isEpochShaped({ officers, custodians }: Epoch): boolean {
  return isSideShaped(officers) && isSideShaped(custodians);
}

function areSidesShaped(epoch: Epoch | null | undefined): boolean {
  return !epoch || isEpochShaped(epoch);
}

function isSideShaped(side: KeySide | null | undefined): boolean {
  if (!side) return false;
  const { commitments, holders } = side;
  return (
    commitments.length >= 1 &&
    commitments.length <= holders.length &&
    holders.length <= EPOCH_HOLDERS_MAX &&
    commitments.every(isGroup) &&
    holders.every(({ holder, index, possession }) => {
      return isName(holder) && index >= 1 && index <= EPOCH_HOLDERS_MAX && isProof(possession);
    })
  );
}

function isEnvelopeShaped(envelope: RecordEnvelope | null | undefined): boolean {
  if (!envelope) return false;
  const { c0, cs, recipients, keyCheck, ciphertext, proof } = envelope;
  return (
    [c0, cs, keyCheck, ciphertext].every(isGroup) &&
    isProof(proof) &&
    recipients.length >= 1 &&
    recipients.length <= ENVELOPE_RECIPIENTS_MAX &&
    recipients.every((each) => [each.keyId, each.publicKey, each.wrapped].every(isGroup))
  );
}

function isOrderShaped(order: AccessOrder): boolean {
  const { recordId, userId, commitment, blinded, notice, officers } = order;
  return (
    isSubjectShaped(order) &&
    recordId.length + userId.length + commitment.length > 0 &&
    (commitment.length === 0 || commitment.length === 32) &&
    (blinded.length === 0 || isGroup(blinded)) &&
    isNotice(notice) &&
    officers.length >= 1 &&
    officers.length <= ACCESS_READERS_MAX &&
    officers.every(({ officer, sealingKey }) => isName(officer) && sealingKey.length === 32)
  );
}

function isOpeningShaped(opening: AccessOpen): boolean {
  const { orderId, recordId, userId, blinding } = opening;
  const isOne = recordId.length > 0 !== (userId !== '');
  return orderId.length === 32 && isOne && isSubjectShaped(opening) && isGroup(blinding);
}

function isSubjectShaped({ recordId, userId }: Pick<AccessOpen, 'recordId' | 'userId'>): boolean {
  const isRecord = recordId.length === 0 || recordId.length === RECORD_ID_BYTES;
  return isRecord && (userId === '' || isName(userId));
}

function isGroup(bytes: Uint8Array): boolean {
  return bytes.length === GROUP_BYTES;
}

function isProof(bytes: Uint8Array): boolean {
  return bytes.length === GROUP_PROOF_BYTES;
}
