import { sha256 } from '@mingjing/crypto';
import { type Message, type ModerationOrder, OrderKind } from '@mingjing/protocol';

/** What every order says beside what it does; times are block times in ms. */
export interface OrderTerms {
  /** Code of the legal basis, and reason code: 1..65535. */
  readonly basis: number;
  readonly reason: number;
  /** The case, by `caseHash` of its reference. */
  readonly caseHash: Uint8Array;
  /** By when every node must have carried it out. */
  readonly deadline: number;
  /** First block under it; the next one when left out. */
  readonly effectiveHeight?: number;
  /** Touches marked test subjects only. */
  readonly isDrill?: boolean;
}

/** Names a case on the chain: SHA-256 of its reference in UTF-8. */
export function caseHash(reference: string): Uint8Array {
  return sha256(new TextEncoder().encode(reference));
}

/** Takes a record down with all its versions, or only these attachments of it. */
export function takedownMessage(
  recordId: Uint8Array,
  terms: OrderTerms,
  commitments: readonly Uint8Array[] = [],
): Message {
  return order(OrderKind.takedown, terms, { recordId, commitments: [...commitments] });
}

/** Who or what is frozen. */
export type FrozenSubject = { readonly userId: string } | { readonly recordId: Uint8Array };

/** Stops a user from writing, or a record from being changed, until a block time. */
export function freezeMessage(
  subject: FrozenSubject,
  expiresAt: number,
  terms: OrderTerms,
): Message {
  return order(OrderKind.freeze, terms, { ...subject, expiresAt });
}

/** Leaves a user so many records a day until a block time. */
export function limitMessage(userId: string, expiresAt: number, terms: OrderTerms): Message {
  return order(OrderKind.limit, terms, { userId, expiresAt });
}

/** Ends a freeze or limit. */
export function liftMessage(orderId: Uint8Array, terms: OrderTerms): Message {
  return order(OrderKind.lift, terms, { lifts: orderId });
}

/** Approves an order of one's own organisation. */
export function approvalMessage(orderId: Uint8Array): Message {
  return { type: 'moderationApprove', value: { orderId } };
}

function order(kind: number, terms: OrderTerms, said: Partial<ModerationOrder>): Message {
  const { basis, reason, caseHash: hash, deadline, effectiveHeight = 0, isDrill = false } = terms;
  const nothing = { userId: '', recordId: new Uint8Array(0), lifts: new Uint8Array(0) };
  return {
    type: 'moderationOrder',
    value: {
      ...{ kind, basis, reason, caseHash: hash, deadline, effectiveHeight, drill: isDrill },
      ...{ ...nothing, commitments: [], expiresAt: 0 },
      ...said,
    },
  };
}
