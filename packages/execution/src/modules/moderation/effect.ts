import { assert, equalBytes } from '@mingjing/crypto';
import { type Order, OrderKind, OrderStatus, RecordStanding } from '@mingjing/protocol';
import type { RegistryDraft } from '../../state/registry.ts';
import { statusOf } from '../records/status.ts';
import { keepOrder, ordersWaiting } from './agenda.ts';
import { holdsInForceAt, restrictionOf } from './standing.ts';

/** The block whose transactions were executed, `time` in ms. */
export interface BlockPlace {
  readonly height: number;
  readonly time: number;
}

/**
 * What a block does after its last transaction: orders for the next height come into force, so that
 * the state shows them and no transaction before is touched; proposed ones whose deadline is over
 * lapse.
 */
export function settleOrders(registry: RegistryDraft, { height, time }: BlockPlace): void {
  for (const { id } of ordersWaiting(registry)) {
    // Read anew: a lift may have ended it just now.
    const order = registry.get('order', id);
    assert(order !== undefined, 'an order on the agenda is kept');
    if (order.status === OrderStatus.proposed && order.order.deadline <= time) {
      keepOrder(registry, { ...order, status: OrderStatus.lapsed });
    }
    if (order.status === OrderStatus.pending && order.effectiveHeight <= height + 1) {
      bringIntoForce(registry, order, time);
    }
  }
}

function bringIntoForce(registry: RegistryDraft, order: Order, time: number): void {
  const inForce = { ...order, status: OrderStatus.inForce };
  switch (order.order.kind) {
    case OrderKind.takedown:
      keepOrder(registry, takeDown(registry, inForce));
      return;
    case OrderKind.lift:
      keepOrder(registry, inForce);
      lift(registry, order, time);
      return;
    default:
      keepOrder(registry, inForce);
      restrict(registry, order, time);
  }
}

/** The order with every attachment it took down: versions may have come while it was pending. */
function takeDown(registry: RegistryDraft, order: Order): Order {
  const { id, effectiveHeight: height } = order;
  const { recordId, reason } = order.order;
  const status = statusOf(registry, recordId);
  const isWhole = order.order.commitments.length === 0;
  const later = isWhole ? status.commitments : [];
  const commitments = [
    ...order.commitments,
    ...later.filter((one) => !order.commitments.some((each) => equalBytes(each, one))),
  ];
  for (const commitment of commitments) {
    if (registry.get('tombstone', commitment) !== undefined) continue;
    registry.set('tombstone', commitment, { commitment, orderId: id, recordId, height });
  }
  if (isWhole && status.standing !== RecordStanding.takenDown) {
    const standing = RecordStanding.takenDown;
    registry.set('recordStatus', recordId, { ...status, standing, reason, height, orderId: id });
  }
  return { ...order, commitments };
}

function restrict(registry: RegistryDraft, { id, order }: Order, time: number): void {
  const hold = { orderId: id, kind: order.kind, expiresAt: order.expiresAt };
  if (order.userId !== '') {
    const before = restrictionOf(registry, order.userId);
    const orders = [...holdsInForceAt(before.orders, time), hold];
    registry.set('userRestriction', order.userId, { ...before, orders });
    return;
  }
  const status = statusOf(registry, order.recordId);
  const freezes = [...holdsInForceAt(status.freezes, time), hold];
  registry.set('recordStatus', order.recordId, { ...status, freezes });
}

function lift(registry: RegistryDraft, { id, order: { lifts } }: Order, time: number): void {
  const lifted = registry.get('order', lifts);
  assert(lifted !== undefined, 'an order that is lifted is kept');
  const { lifted: isOver, inForce } = OrderStatus;
  if (lifted.status === isOver) return;
  keepOrder(registry, { ...lifted, status: isOver, liftedBy: id });
  if (lifted.status !== inForce) return;
  const { userId, recordId } = lifted.order;
  const without = (holds: Parameters<typeof holdsInForceAt>[0]) =>
    holdsInForceAt(holds, time).filter(({ orderId }) => !equalBytes(orderId, lifts));
  if (userId !== '') {
    const before = restrictionOf(registry, userId);
    registry.set('userRestriction', userId, { ...before, orders: without(before.orders) });
    return;
  }
  const status = statusOf(registry, recordId);
  registry.set('recordStatus', recordId, { ...status, freezes: without(status.freezes) });
}
