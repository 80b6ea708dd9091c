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
const DAY_MS = 24 * 60 * 60 * 1000;

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
      {({ bound_days: bound, items, running, time }) => (
        <div className="stack">
          <LastPassed items={items} time={time} bound={bound} />
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

interface LastPassedProps extends Pick<Drills, 'items' | 'time'> {
  /** Days within which one has to pass. */
  readonly bound: number;
}

/** How long ago a backup was restored and held: what was never tried is not known to work. */
function LastPassed({ items, time, bound }: LastPassedProps) {
  const say = useText();
  const passed = items.find(({ result }) => result === 'passed');
  const days = passed === undefined ? undefined : Math.floor((time - passed.ended_at) / DAY_MS);
  return (
    <p>
      {say('security.drills.last')}{' '}
      {days === undefined ? (
        <State kind="unknown">{say('security.drills.never')}</State>
      ) : (
        <State kind={days < bound ? 'met' : 'failed'}>
          {days === 0 ? say('security.drills.today') : say('security.drills.age', { days })}
        </State>
      )}{' '}
      <span className="meta">{say('security.drills.bound', { days: bound })}</span>
    </p>
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
