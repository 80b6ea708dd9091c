import {
  DataTable,
  Empty,
  findText,
  Hash,
  Pager,
  Pane,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';

interface Read {
  readonly entry: string;
  readonly time: number;
  readonly event: string;
  readonly officer: string;
  readonly purpose: string;
  readonly order: string | null;
  readonly object: string;
}

/** Own reads one by one, each with the number of its entry. */
export function ReadList() {
  const say = useText();
  const cursor = usePlace().params.get('cursor');
  const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  const path = `/v1/desk/accountability/reads?limit=50${query}`;
  const answer = useAnswer(['accountability', 'reads', cursor ?? ''], () =>
    ask<{ readonly items: readonly Read[]; readonly next_cursor: string | null }>({ path }),
  );
  return (
    <Pane answer={answer}>
      {({ items, next_cursor: next }) => (
        <div className="stack">
          {items.length === 0 ? (
            <Empty
              what={say('accountability.what')}
              why={say('accountability.empty')}
              next={say('accountability.next')}
            />
          ) : (
            <Reads items={items} />
          )}
          <Pager next={next} />
        </div>
      )}
    </Pane>
  );
}

function Reads({ items }: { readonly items: readonly Read[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('accountability.section.reads')}
      isCompact
      rows={items}
      keyOf={({ entry }) => entry}
      columns={[
        { title: say('accountability.entry'), cell: ({ entry }) => <code>{entry}</code> },
        { title: say('accountability.time'), cell: ({ time }) => <Time ms={time} /> },
        { title: say('accountability.officer'), cell: ({ officer }) => officer },
        {
          title: say('accountability.purposeOf'),
          cell: ({ purpose }) => say(`accountability.purpose.${purpose}`),
        },
        {
          title: say('accountability.order'),
          cell: ({ order }) =>
            order === null ? say('accountability.none') : <Hash value={order} />,
        },
        {
          title: say('accountability.event'),
          cell: ({ event }) => findText(`accountability.eventOf.${event}`) ?? <code>{event}</code>,
        },
      ]}
    />
  );
}
