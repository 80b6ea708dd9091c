import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import {
  blockCodec,
  headerCodec,
  type Order,
  OrderOutcome,
  type OrderReceipt,
} from '@mingjing/protocol';
import { type ActDeclaration, type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { Host } from '../host.ts';
import { wasInForce } from './check-receipt.ts';
import { expectedNodes } from './expected-nodes.ts';
import { isAnswer, nodesLate } from './order-progress.ts';
import type { KeptReceipt } from './receipt-book.ts';

const OUTCOMES = new Map<number, string>([
  [OrderOutcome.deleted, 'deleted'],
  [OrderOutcome.notHeld, 'not-held'],
  [OrderOutcome.inForce, 'in-force'],
]);

/** Who carried an order out, by signed word, and who is late since when. */
export function orderReceiptsRoute(host: Host, source: ActDeclaration['source']): AnyRoute {
  return defineRoute({
    method: 'GET',
    policy: 'public',
    path: '/v1/orders/:id/receipts',
    act: { source, event: 'order-receipts-read' },
    summary: 'Order receipts of all nodes, and the nodes that owe one',
    schema: { params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
    async handler({ params, act }) {
      act.object = params.id;
      const { registry } = host.replica.chain.state;
      const order = registry.get('order', hexToBytes(params.id) ?? new Uint8Array(0));
      if (order === undefined) throw new Problem(404, 'order-unknown');
      return { json: await receiptsView(host, order) };
    },
  });
}

async function receiptsView(host: Host, order: Order) {
  const { registry } = host.replica.chain.state;
  const kept = await host.orders.book.of(order.id);
  const hasBegun = wasInForce(registry, order);
  const nodes = hasBegun ? expectedNodes(registry).map(({ id }) => id) : [];
  const since = {
    since_height: order.effectiveHeight,
    since_time: await timeInForce(host, order),
  };
  const late = await nodesLate(host, order);
  return {
    order_id: bytesToHex(order.id),
    in_force: hasBegun,
    effective_height: order.effectiveHeight,
    effective_time: since.since_time,
    nodes: nodes.length,
    answered: nodes.length - late.length,
    receipts: kept.filter(isAnswer).map((each) => {
      const { nodeId, outcome, attachments } = each.receipt;
      const refusal = kept.find((other) => isRefusalOf(other, nodeId));
      return {
        node_id: nodeId,
        outcome: OUTCOMES.get(outcome) ?? String(outcome),
        attachments,
        ...statementView(each),
        first_refusal:
          refusal === undefined
            ? null
            : { transaction: bytesToHex(refusal.receipt.refused), ...statementView(refusal) },
      };
    }),
    late: late.map((id) => ({ node_id: id, ...since })),
  };
}

/** The node's own words, for whoever checks them. */
function statementView({ receipt, signed }: KeptReceipt) {
  const { height, time } = receipt;
  const [statement, signature] = [signed.statement, signed.signature].map(bytesToHex);
  return { height, time, statement, signature };
}

/** Time of the block with which the state showed the order in force; null: it is not here. */
async function timeInForce({ store, replica }: Host, order: Order): Promise<number | null> {
  const height = order.effectiveHeight - 1;
  if (!wasInForce(replica.chain.state.registry, order) || height > replica.chain.height)
    return null;
  const stored = await store.block(height);
  if (stored === undefined) return null;
  return headerCodec.decode(blockCodec.decode(stored.block).header).time;
}

function isRefusalOf({ receipt }: { receipt: OrderReceipt }, nodeId: string): boolean {
  return receipt.outcome === OrderOutcome.firstRefusal && receipt.nodeId === nodeId;
}
