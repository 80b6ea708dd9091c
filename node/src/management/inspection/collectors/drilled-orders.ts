import { type Order, OrderOutcome, OrderStatus } from '@mingjing/protocol';
import type { InspectionWorld } from '../world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An order that officers gave as a drill. */
export type DrilledOrder = Order;

const CAME_INTO_FORCE: readonly number[] = [OrderStatus.inForce, OrderStatus.lifted];

/**
 * Orders of these kinds that came into force within the days in which a drill counts, on subjects
 * that the chain itself marks as synthetic: real users are in no drill.
 */
export function drilledOrders(
  { assurance, host }: InspectionWorld,
  kinds: readonly number[],
): DrilledOrder[] {
  const { registry, time } = host.replica.chain.state;
  const since = time - assurance.bounds.drillDays * DAY_MS;
  return registry.all('order').filter(({ order, orderedTime, status, synthetic }) => {
    const isDrill = order.drill && synthetic && kinds.includes(order.kind);
    return isDrill && CAME_INTO_FORCE.includes(status) && orderedTime >= since;
  });
}

export interface OrderReceipts {
  readonly expected: number;
  readonly answered: number;
  /** Nodes that owe one. */
  readonly missing: readonly string[];
  /** Attachments that nodes say they deleted. */
  readonly deleted: number;
}

/** Who carried an order out, by signed word. */
export async function receiptsOf(
  { host }: InspectionWorld,
  { id }: DrilledOrder,
): Promise<OrderReceipts> {
  const nodes = host.replica.chain.state.registry
    .all('node')
    .filter(({ revokedHeight }) => revokedHeight === 0)
    .map((node) => node.id);
  const receipts = (await host.orders.book.of(id)).map(({ receipt }) => receipt);
  const done = receipts.filter(({ outcome }) => outcome !== OrderOutcome.firstRefusal);
  const missing = nodes.filter((node) => !done.some(({ nodeId }) => nodeId === node));
  const deleted = done
    .filter(({ outcome }) => outcome === OrderOutcome.deleted)
    .reduce((sum, { attachments }) => sum + attachments, 0);
  return { expected: nodes.length, answered: nodes.length - missing.length, missing, deleted };
}
