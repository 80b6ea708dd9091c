import type {
  OrderAnswer,
  OrderDetailAnswer,
  OrderReceiptsAnswer,
  OrdersAnswer,
} from '@mingjing/client';
import type { Output } from './output.ts';

/** A list, latest first. */
export function printOrders(output: Output, { orders, next_before: next }: OrdersAnswer): void {
  if (orders.length === 0) {
    output.line('cli.noOrders');
    return;
  }
  const names = ['order', 'kind', 'orderState', 'subject', 'officer', 'until'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    orders.map((order) => [
      order.id,
      output.text(`cli.orderKind.${order.kind}`),
      output.text(`cli.orderState.${order.state}`),
      ...[subjectText(order), order.officer, timeText(order.expires_at)],
    ]),
  );
  if (next !== null) output.line('cli.moreOrders', { count: orders.length });
}

/** An order whole: what it says, who gave and approved it, when it works, what it takes down. */
export function printOrder(output: Output, order: OrderDetailAnswer): void {
  const kind = output.text(`cli.orderKind.${order.kind}`);
  output.facts([
    ['order', order.id],
    ['kind', order.drill ? output.text('cli.orderDrill', { kind }) : kind],
    ['orderState', output.text(`cli.orderState.${order.state}`)],
    ['subject', subjectText(order)],
    ['subjectOrganisation', order.subject_organisation],
    ['officer', `${order.officer} (${order.organisation})`],
    ['approvedBy', order.approved_by ?? '-'],
    ['effectiveHeight', order.effective_height === null ? '-' : String(order.effective_height)],
    ['deadline', timeText(order.deadline)],
    ['until', timeText(order.expires_at)],
    ...[['basis', String(order.basis)] as const, ['reason', String(order.reason)] as const],
    ['case', order.case_hash],
    ...(order.lifted_by === null ? [] : [['liftedBy', order.lifted_by] as const]),
    ['attachments', String(order.attachments)],
  ]);
  for (const commitment of order.commitments) output.line('cli.orderTakesDown', { commitment });
}

/** How many nodes answered for an order, and which have not. */
export function printReceipts(output: Output, receipts: OrderReceiptsAnswer): void {
  const { answered, nodes, late } = receipts;
  output.line('cli.orderAnswered', { answered, nodes });
  for (const { node_id: node, since_time: since } of late) {
    output.line('cli.orderLate', { node, since: timeText(since) });
  }
}

function subjectText(order: OrderAnswer): string {
  return order.user_id ?? order.record_id ?? order.lifts ?? '-';
}

function timeText(ms: number | null): string {
  return ms === null ? '-' : new Date(ms).toISOString();
}
