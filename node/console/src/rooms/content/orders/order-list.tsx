import type { OrderAnswer } from '@mingjing/client';
import {
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pager,
  Pane,
  Pick,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePicked,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { node } from '../../../api.ts';
import { OrderDetails } from './order-details.tsx';
import { OrderState, orderKind, Subject } from './order-state.tsx';

const ORDERS_MS = 5000;
const LIMIT = 50;
const KINDS = ['takedown', 'freeze', 'limit', 'lift'];
const STATES = ['proposed', 'pending', 'in-force', 'lifted', 'lapsed', 'over'];

/** Takedowns, freezes, limits and lifts, latest first. */
export function OrderList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const open = params.get('open');
  const [kind, state] = [usePicked('kind', KINDS), usePicked('state', STATES)];
  const before = params.get('cursor') ?? undefined;
  const answer = useAnswer(
    ['orders', 'list', kind, state, before],
    () =>
      node().orders({
        limit: LIMIT,
        ...(kind === undefined ? {} : { kind }),
        ...(state === undefined ? {} : { state }),
        ...(before === undefined ? {} : { before }),
      }),
    ORDERS_MS,
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <>
      <div className="filters">
        <Pick
          name="kind"
          label={say('content.orders.kind')}
          values={KINDS}
          textOf={(value) => say(`content.orderKind.${value}`)}
        />
        <Pick
          name="state"
          label={say('content.state')}
          values={STATES}
          textOf={(value) => say(`content.orderState.${value}`)}
        />
        <MayOrder session={session} />
      </div>
      <Pane answer={answer}>
        {({ orders, next_before: next }) => (
          <div className="stack">
            {orders.length === 0 ? (
              <Empty
                what={say('content.orders.what')}
                why={say('content.orders.none')}
                next={say('content.orders.next')}
              />
            ) : (
              <Orders orders={orders} open={open} />
            )}
            <Pager next={next} />
          </div>
        )}
      </Pane>
      <SideDrawer title={say('content.orders.one')} isOpen={open !== null} onClose={close}>
        <OrderDetails session={session} id={open ?? ''} />
      </SideDrawer>
    </>
  );
}

function MayOrder({ session: { role } }: { readonly session: OwnSession }) {
  const say = useText();
  if (role !== 'reviewer' && role !== 'duty') return null;
  return <Link path="content/orders/new">{say('content.orders.place')}</Link>;
}

interface OrdersProps {
  readonly orders: readonly OrderAnswer[];
  readonly open: string | null;
}

function Orders({ orders, open }: OrdersProps) {
  const say = useText();
  return (
    <DataTable
      label={say('content.section.orders')}
      rows={orders}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('content.orders.id'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('content.orders.kind'), cell: (each) => orderKind(say, each) },
        { title: say('content.orders.subject'), cell: (each) => <Subject order={each} /> },
        { title: say('content.state'), cell: (each) => <OrderState order={each} /> },
        { title: say('content.orders.officer'), cell: ({ officer }) => officer },
        {
          title: say('content.orders.approved'),
          cell: (each) => each.approved_by ?? say('content.none'),
        },
        { title: say('content.orders.ordered'), cell: (each) => <Time ms={each.ordered_at} /> },
      ]}
    />
  );
}
