import {
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Drill, Drills } from '../answers.ts';

const DRILLS_MS = 3000;

/** Restore drills on record, the latest first, and whether one runs now. */
export function DrillList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const answer = useAnswer(
    ['drills'],
    () => ask<Drills>({ path: '/v1/management/assurance/drills' }),
    DRILLS_MS,
  );
  return (
    <Pane answer={answer}>
      {({ items, running }) => (
        <div className="stack">
          <p className="acts">
            {running && <State kind="due">{say('security.drills.running')}</State>}
            {session.role === 'system-admin' && !running && (
              <Link path="security/drills/new">{say('security.drills.begin')}</Link>
            )}
          </p>
          {items.length === 0 ? (
            <Empty
              what={say('security.drills.what')}
              why={say('security.drills.empty')}
              next={say('security.drills.next')}
            />
          ) : (
            <DrillTable items={items} />
          )}
        </div>
      )}
    </Pane>
  );
}

function DrillTable({ items }: { readonly items: readonly Drill[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('security.section.drills')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { title: say('security.drills.ended'), cell: (each) => <Time ms={each.ended_at} /> },
        {
          title: say('security.drills.result'),
          cell: ({ reason, result }) => (
            <State kind={result === 'passed' ? 'met' : 'failed'}>
              {say(`security.drillResult.${result}`)} {reason}
            </State>
          ),
        },
        { title: say('security.drills.backup'), cell: ({ backup }) => <code>{backup}</code> },
        { title: say('security.node.height'), isNumber: true, cell: ({ height }) => height },
        {
          title: say('security.drills.root'),
          cell: ({ state_root: root }) => root !== null && <Hash value={root} />,
        },
        {
          title: say('security.drills.by'),
          cell: ({ started_by: by }) => by ?? say('kit.role.home'),
        },
      ]}
    />
  );
}
