import { bytesToHex } from '@mingjing/crypto';
import { isStanding } from '@mingjing/execution';
import { type Order, OrderKind, OrderStatus } from '@mingjing/protocol';

/** Attachments named in one answer: all that a record of the usual limits can have. */
const COMMITMENTS_SHOWN = 4096;

export const ORDER_KINDS = Object.keys(OrderKind) as (keyof typeof OrderKind)[];
/** What an order is at a block time; `over`: its own end has passed. */
export const ORDER_STATES = [
  ...['proposed', 'pending', 'in-force', 'lifted', 'lapsed', 'over'],
] as const;

const STATES: Readonly<Record<number, string>> = {
  [OrderStatus.proposed]: 'proposed',
  [OrderStatus.pending]: 'pending',
  [OrderStatus.inForce]: 'in-force',
  [OrderStatus.lifted]: 'lifted',
  [OrderStatus.lapsed]: 'lapsed',
};

/** What an order is at a block time in ms. */
export function orderState(order: Order, time: number): string {
  const name = STATES[order.status] ?? '';
  const isClosed = order.status === OrderStatus.lifted || order.status === OrderStatus.lapsed;
  return isClosed || isStanding(order, time) ? name : 'over';
}

/** A line of the list: the order as it was signed, and what came of it. */
export function orderView(entry: Order, time: number) {
  const { order } = entry;
  return {
    ...{ id: bytesToHex(entry.id), kind: kindName(order.kind), state: orderState(entry, time) },
    ...{ officer: entry.officer, organisation: entry.organisation },
    subject_organisation: entry.subjectOrganisation,
    ...{ synthetic: entry.synthetic, drill: order.drill, user_id: order.userId || null },
    record_id: hexOrNull(order.recordId),
    lifts: hexOrNull(order.lifts),
    ...{ basis: order.basis, reason: order.reason, case_hash: bytesToHex(order.caseHash) },
    ...{ deadline: order.deadline, expires_at: order.expiresAt || null },
    ...{ ordered_height: entry.orderedHeight, ordered_at: entry.orderedTime },
    approved_by: entry.approvedBy || null,
    approved_height: entry.approvedHeight || null,
    effective_height: entry.effectiveHeight || null,
    lifted_by: hexOrNull(entry.liftedBy),
    attachments: entry.commitments.length,
  };
}

/** The same with the attachments that it takes down. */
export function orderDetail(entry: Order, time: number) {
  const commitments = entry.commitments.slice(0, COMMITMENTS_SHOWN).map(bytesToHex);
  return { ...orderView(entry, time), commitments };
}

function kindName(kind: number): string {
  return ORDER_KINDS.find((name) => OrderKind[name] === kind) ?? String(kind);
}

function hexOrNull(bytes: Uint8Array): string | null {
  return bytes.length === 0 ? null : bytesToHex(bytes);
}
