import { codec } from './codec.ts';

/** What an order does; access orders are in `supervision.ts`. */
export const OrderKind = { takedown: 1, freeze: 2, limit: 3, lift: 4 } as const;
export const OrderStatus = {
  /** By an enterprise's officer, and not approved yet. */
  proposed: 1,
  /** Approved where it must be, and waiting for its height. */
  pending: 2,
  inForce: 3,
  lifted: 4,
  /** Proposed, and not approved before its deadline. */
  lapsed: 5,
} as const;
/** What a supervision officer may be appointed for (`Officer.capabilities`). */
export const OfficerCapability = { takedown: 1, freeze: 2, limit: 3, access: 4 } as const;
/** What an order receipt says was done. */
export const OrderOutcome = { deleted: 1, notHeld: 2, inForce: 3, firstRefusal: 4 } as const;

/** An order as its officer signs it; see `docs/spec/moderation.md`. */
export interface ModerationOrder {
  kind: number;
  userId: string;
  recordId: Uint8Array;
  commitments: Uint8Array[];
  lifts: Uint8Array;
  effectiveHeight: number;
  deadline: number;
  expiresAt: number;
  basis: number;
  reason: number;
  caseHash: Uint8Array;
  drill: boolean;
}
export interface ModerationApprove {
  orderId: Uint8Array;
}

export interface Order {
  id: Uint8Array;
  order: ModerationOrder;
  officer: string;
  organisation: string;
  orderedHeight: number;
  orderedTime: number;
  approvedBy: string;
  approvedHeight: number;
  status: number;
  effectiveHeight: number;
  commitments: Uint8Array[];
  liftedBy: Uint8Array;
  /** The organisation that answers for the user, or for the record's author. */
  subjectOrganisation: string;
  synthetic: boolean;
}
export interface OrderAgenda {
  orderIds: Uint8Array[];
}
export interface Tombstone {
  commitment: Uint8Array;
  orderId: Uint8Array;
  recordId: Uint8Array;
  height: number;
}
export interface OrderHold {
  orderId: Uint8Array;
  kind: number;
  expiresAt: number;
}
export interface UserRestriction {
  userId: string;
  orders: OrderHold[];
  day: number;
  records: number;
}

/** What a node states about an order that it carried out. */
export interface OrderReceipt {
  nodeId: string;
  orderId: Uint8Array;
  kind: number;
  height: number;
  time: number;
  outcome: number;
  attachments: number;
  refused: Uint8Array;
}
export interface SignedOrderReceipt {
  statement: Uint8Array;
  signature: Uint8Array;
}

export const moderationOrderCodec = codec<ModerationOrder>('ModerationOrder');
export const orderCodec = codec<Order>('Order');
export const orderAgendaCodec = codec<OrderAgenda>('OrderAgenda');
export const tombstoneCodec = codec<Tombstone>('Tombstone');
export const userRestrictionCodec = codec<UserRestriction>('UserRestriction');
export const orderReceiptCodec = codec<OrderReceipt>('OrderReceipt');
export const signedOrderReceiptCodec = codec<SignedOrderReceipt>('SignedOrderReceipt');
