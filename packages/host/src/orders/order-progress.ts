import { type Order, OrderOutcome } from '@mingjing/protocol';
import type { Host } from '../host.ts';
import { wasInForce } from './check-receipt.ts';
import { expectedNodes } from './expected-nodes.ts';
import type { KeptReceipt } from './receipt-book.ts';

/**
 * Nodes that have not answered for an order by a signed receipt, or not by a time that their own
 * receipts say (ms); none before it came into force.
 */
export async function nodesLate(
  { orders, replica }: Pick<Host, 'orders' | 'replica'>,
  order: Order,
  by = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const { registry } = replica.chain.state;
  if (!wasInForce(registry, order)) return [];
  const kept = await orders.book.of(order.id);
  const nodes = expectedNodes(registry).map(({ id }) => id);
  const timely = kept.filter(({ receipt }) => receipt.time <= by);
  return nodes.filter((id) => !timely.some((each) => isAnswerOf(each, id)));
}

/** Whether a receipt says that the order was carried out, not only that somebody was refused. */
export function isAnswer({ receipt }: KeptReceipt): boolean {
  return receipt.outcome !== OrderOutcome.firstRefusal;
}

function isAnswerOf(kept: KeptReceipt, nodeId: string): boolean {
  return isAnswer(kept) && kept.receipt.nodeId === nodeId;
}
