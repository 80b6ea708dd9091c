import { equalBytes } from '@mingjing/crypto';
import { type Order, OrderStatus } from '@mingjing/protocol';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** Orders of one organisation or authority that wait at once: each block looks at all of them. */
export const ORDERS_WAITING_MAX = 256;

/** Orders that wait for their approval or their height, in the order they came. */
export function ordersWaiting(registry: RegistryReader): Order[] {
  const ids = registry.get('orderAgenda', '')?.orderIds ?? [];
  return ids.flatMap((id) => registry.get('order', id) ?? []);
}

/** Keeps an order, on the agenda as long as it waits. */
export function keepOrder(registry: RegistryDraft, order: Order): void {
  registry.set('order', order.id, order);
  const before = registry.get('orderAgenda', '')?.orderIds ?? [];
  const others = before.filter((each) => !equalBytes(each, order.id));
  const { proposed, pending } = OrderStatus;
  const isWaiting = order.status === proposed || order.status === pending;
  if (isWaiting === others.length < before.length) return;
  registry.set('orderAgenda', '', { orderIds: isWaiting ? [...others, order.id] : others });
}
