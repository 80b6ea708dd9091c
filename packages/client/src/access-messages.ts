import { encodeScalar, type Scalar } from '@mingjing/crypto/ristretto';
import { blindPoint, provePossession } from '@mingjing/disclosure';
import {
  AccessKind,
  type AccessOrder,
  accessCommitment,
  type Message,
  RegistryKind,
  recipientPossession,
} from '@mingjing/protocol';

/** What an access order is about: one of both is empty. */
export interface AccessSubject {
  readonly recordId: Uint8Array;
  readonly userId: string;
}

/** What every access order says; times are block times in ms. */
export interface AccessTerms {
  /** Code of the legal basis, 1 to 65535. */
  readonly basis: number;
  /** Number of the notice under which it is given. */
  readonly notice: string;
  /** Until when it has to be approved. */
  readonly deadline: number;
  readonly expiresAt: number;
  /** To whom custodians seal their answers: officers, and the X25519 keys they receive with. */
  readonly readers: readonly { readonly officer: string; readonly sealingKey: Uint8Array }[];
}

/** What of a subject is sealed: the point of its envelope, and the epoch it is of. */
export interface SealedPoint {
  readonly c0: Uint8Array;
  readonly epoch: number;
}

/** What only the officers know of a sealed order until it is opened. */
export interface SealedSecret extends AccessSubject {
  readonly basis: number;
  /** t, 32 bytes. */
  readonly blinding: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/** An order that names what it is about; without a point it permits reading alone. */
export function accessMessage(
  subject: AccessSubject,
  terms: AccessTerms,
  point: SealedPoint | undefined,
): Message {
  const { recordId, userId } = subject;
  const kind = userId === '' ? AccessKind.record : AccessKind.identity;
  const { c0 = NO_BYTES, epoch = 0 } = point ?? {};
  const asked = { kind, recordId, userId, commitment: NO_BYTES, blinded: c0, epoch };
  return {
    type: 'accessOrder',
    value: { ...asked, ...said(terms), basis: terms.basis, openBy: 0 },
  };
}

/**
 * An order that nobody tells the subject of, until it is opened by `openBy`: with t, a scalar used
 * once, it asks about B = C0 + t G. Undefined when C0 is no element.
 */
export function sealedAccessMessage(
  chainId: string,
  subject: AccessSubject,
  { openBy, ...terms }: AccessTerms & { readonly openBy: number },
  point: SealedPoint,
  t: Scalar,
): { readonly message: Message; readonly secret: SealedSecret } | undefined {
  const blinded = blindPoint(point.c0, t);
  if (blinded === undefined) return undefined;
  const { recordId, userId } = subject;
  const secret = { recordId, userId, basis: terms.basis, blinding: encodeScalar(t) };
  const value: AccessOrder = {
    ...{ kind: AccessKind.sealed, recordId: NO_BYTES, userId: '', basis: 0, openBy },
    ...{ commitment: accessCommitment(chainId, secret), blinded, epoch: point.epoch },
    ...said(terms),
  };
  return { message: { type: 'accessOrder', value }, secret };
}

/** The second signature, by another officer of the authority: it is in force from then on. */
export function accessApprovalMessage(orderId: Uint8Array): Message {
  return { type: 'accessApprove', value: { orderId } };
}

/** Says on the chain what a sealed order was about. */
export function accessOpeningMessage(orderId: Uint8Array, secret: SealedSecret): Message {
  return { type: 'accessOpen', value: { orderId, ...secret } };
}

/** Ends an order. */
export function accessCloseMessage(orderId: Uint8Array): Message {
  return { type: 'accessClose', value: { orderId } };
}

/** Registers a user's key to receive with, or by its security administrator an organisation's. */
export function envelopeKeyMessage(
  holder: { readonly kind: 'user' | 'organisation'; readonly id: string },
  key: { readonly publicKey: Uint8Array; readonly secret: Scalar },
  random: Uint8Array,
): Message {
  const context = recipientPossession(RegistryKind[holder.kind], holder.id);
  const possession = provePossession(key.secret, { chainId: '', context }, random);
  return { type: 'envelopeKeyRegister', value: { publicKey: key.publicKey, possession } };
}

function said({ notice, deadline, expiresAt, readers }: AccessTerms) {
  return { notice, deadline, expiresAt, officers: readers.map((each) => ({ ...each })) };
}
