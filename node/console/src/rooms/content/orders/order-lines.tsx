import type { OrderAnswer } from '@mingjing/client';
import { DataTable, go, Hash, Time, useText } from '@mingjing/console-kit';
import { OrderState, orderKind } from './order-state.tsx';

/** Orders in a few columns, each opening its details. */
export function OrderLines({ orders }: { readonly orders: readonly OrderAnswer[] }) {
  const say = useText();
  if (orders.length === 0) return <p className="meta">{say('content.orders.noneHere')}</p>;
  return (
    <DataTable
      label={say('content.section.orders')}
      isCompact
      rows={orders}
      keyOf={({ id }) => id}
      onOpen={({ id }) => go('content/orders', { open: id })}
      columns={[
        { title: say('content.orders.id'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('content.orders.kind'), cell: (each) => orderKind(say, each) },
        { title: say('content.state'), cell: (each) => <OrderState order={each} /> },
        { title: say('content.orders.ordered'), cell: (each) => <Time ms={each.ordered_at} /> },
      ]}
    />
  );
}
