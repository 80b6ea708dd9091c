import { DataTable, Empty, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const DAYS_MS = 10_000;

interface Day {
  readonly day: string;
  readonly reads: number;
  readonly by_purpose: Readonly<Record<string, number>>;
  readonly by_officer: Readonly<Record<string, number>>;
  readonly orders: number;
}

/** Own reads by day; the same numbers without names are open to everybody. */
export function ReadDays() {
  const say = useText();
  const path = '/v1/desk/accountability/days?days=30';
  const read = () => ask<{ readonly items: readonly Day[] }>({ path });
  const answer = useAnswer(['accountability', 'days'], read, DAYS_MS);
  const counts = (names: Readonly<Record<string, number>>, textOf = (name: string) => name) =>
    Object.entries(names)
      .map(([name, count]) => `${textOf(name)} ${count}`)
      .join(say('kit.comma'));
  return (
    <Pane answer={answer}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            what={say('accountability.what')}
            why={say('accountability.empty')}
            next={say('accountability.next')}
          />
        ) : (
          <DataTable
            label={say('accountability.section.days')}
            rows={items}
            keyOf={({ day }) => day}
            columns={[
              { title: say('accountability.day'), cell: ({ day }) => day },
              { title: say('accountability.reads'), isNumber: true, cell: ({ reads }) => reads },
              {
                title: say('accountability.byPurpose'),
                cell: (each) =>
                  counts(each.by_purpose, (name) => say(`accountability.purpose.${name}`)),
              },
              {
                title: say('accountability.byOfficer'),
                cell: (each) => counts(each.by_officer),
              },
              { title: say('accountability.orders'), isNumber: true, cell: ({ orders }) => orders },
            ]}
          />
        )
      }
    </Pane>
  );
}
