import {
  DataTable,
  Empty,
  go,
  Hash,
  Left,
  Link,
  Pager,
  Pane,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { type ListedOrder, useOrders } from './answers.ts';
import type { PlaceProps } from './place-props.ts';
import { StageState } from './stage.tsx';

/** Stages in which a deadline still runs, with the one that does. */
const DUE: Readonly<Partial<Record<ListedOrder['stage'], 'deadline' | 'expires_at'>>> = {
  ...{ proposed: 'deadline', approved: 'deadline' },
  ...{ answered: 'expires_at', ready: 'expires_at', opened: 'expires_at' },
};

/** Access orders, the latest first, with where they stand and by when. */
export function OrderList({ purpose }: PlaceProps) {
  const say = useText();
  const cursor = usePlace().params.get('cursor') ?? undefined;
  return (
    <>
      <p className="acts section-acts">
        <Link path="access/new">{say('access.give')}</Link>
      </p>
      <Pane answer={useOrders(purpose, cursor)}>
        {({ items, next_cursor: next }) => (
          <>
            {items.length === 0 ? (
              <Empty
                what={say('access.empty.what')}
                why={say('access.empty.why')}
                next={say('access.empty.next')}
              />
            ) : (
              <Orders items={items} />
            )}
            <Pager next={next} />
          </>
        )}
      </Pane>
    </>
  );
}

function Orders({ items }: { readonly items: readonly ListedOrder[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('access.heading')}
      rows={items}
      keyOf={({ id }) => id}
      onOpen={({ id }) => go(`access/${id}`)}
      columns={[
        { title: say('access.order'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('access.kind'), cell: ({ kind }) => say(`access.kindOf.${kind}`) },
        { title: say('access.notice'), cell: ({ notice }) => notice },
        { title: say('access.orderedBy'), cell: ({ officer }) => officer },
        { title: say('access.orderedAt'), cell: (each) => <Time ms={each.ordered_time} /> },
        { title: say('access.stage'), cell: ({ stage }) => <StageState stage={stage} /> },
        { title: say('access.left'), cell: (order) => <Deadline order={order} /> },
        {
          title: say('access.custodians'),
          cell: ({ custodians, taken }) => counted(taken, custodians?.needed),
        },
        {
          title: say('access.officers'),
          cell: ({ officers }) => counted(officers?.held ?? 0, officers?.needed),
        },
      ]}
    />
  );
}

/** How long the next thing may take that is expected of somebody. */
function Deadline({ order }: { readonly order: ListedOrder }) {
  const say = useText();
  const name = DUE[order.stage];
  return name === undefined ? say('access.none') : <Left dueAt={order[name]} />;
}

function counted(held: number, needed: number | undefined): string {
  return needed === undefined ? '—' : `${held}/${needed}`;
}
