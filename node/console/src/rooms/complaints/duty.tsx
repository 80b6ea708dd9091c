import {
  Card,
  DataTable,
  Empty,
  Link,
  Masked,
  type OwnSession,
  Pane,
  State,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { ask } from '../../api.ts';
import { type DutyAnswer, type Gap, type ShiftLine, useDuty, useShifts } from './answers.ts';
import { Challenges, OwnCall } from './challenges.tsx';
import { CHALLENGE_READERS, PLANNERS } from './roles.ts';

/** The overview tells of so many gaps; the roster shows the rest. */
const GAPS_SHOWN = 5;

interface DutyProps {
  readonly session: OwnSession;
}

/** Who is on duty, who will be, where nobody is, and whether whoever is called answers. */
export function Duty({ session }: DutyProps) {
  return (
    <div className="stack">
      <OwnCall />
      <Overview />
      <Roster session={session} />
      {CHALLENGE_READERS.includes(session.role) && <Challenges session={session} />}
    </div>
  );
}

function Overview() {
  const say = useText();
  const answer = useDuty();
  return (
    <div className="columns">
      <Card title={say('complaints.now.title')}>
        <Pane answer={answer}>{({ now }) => <Present now={now} />}</Pane>
      </Card>
      <Card title={say('complaints.gaps.title')}>
        <Pane answer={answer}>{(duty) => <Gaps duty={duty} />}</Pane>
      </Card>
    </div>
  );
}

function Present({ now }: Pick<DutyAnswer, 'now'>) {
  const say = useText();
  if (now.length === 0) return <State kind="failed">{say('complaints.now.nobody')}</State>;
  return (
    <ul>
      {now.map(({ name, officer, phone, until }) => (
        <li key={officer}>
          <State kind="met">{name === null ? officer : `${name} (${officer})`}</State> {phone}{' '}
          <span className="meta">
            {say('complaints.now.until')} <Time ms={until} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Gaps({ duty: { gaps, uncovered_rests: rests } }: { readonly duty: DutyAnswer }) {
  const say = useText();
  if (gaps.length === 0) return <State kind="met">{say('complaints.gaps.none')}</State>;
  return (
    <>
      <ul>
        {gaps.slice(0, GAPS_SHOWN).map((gap) => (
          <li key={gap.from}>
            <State kind="due">{say('complaints.gaps.gap')}</State> <Span of={gap} />
          </li>
        ))}
      </ul>
      {gaps.length > GAPS_SHOWN && (
        <p className="meta">{say('complaints.gaps.more', { count: gaps.length - GAPS_SHOWN })}</p>
      )}
      <p className="meta">{say('complaints.gaps.rests', { count: rests.length })}</p>
    </>
  );
}

export function Span({ of: { from, to } }: { readonly of: Gap }) {
  return (
    <>
      <Time ms={from} /> – <Time ms={to} />
    </>
  );
}

function Roster({ session }: DutyProps) {
  const say = useText();
  const { params } = usePlace();
  const mayPlan = PLANNERS.includes(session.role);
  const plan = mayPlan && <Link path="complaints/duty/shift">{say('complaints.shift.open')}</Link>;
  return (
    <Card title={say('complaints.roster.title')} extra={plan}>
      <Pane answer={useShifts(params.get('after') ?? undefined)}>
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty
              what={say('complaints.roster.title')}
              why={say('complaints.roster.none')}
              next={mayPlan ? plan : say('complaints.roster.next')}
            />
          ) : (
            <div className="stack">
              <Shifts shifts={items} mayPlan={mayPlan} />
              {next !== null && (
                <p className="acts">
                  <Button onClick={() => setParams({ after: next })}>
                    {say('complaints.roster.more')}
                  </Button>
                </p>
              )}
            </div>
          )
        }
      </Pane>
    </Card>
  );
}

interface ShiftsProps {
  readonly shifts: readonly ShiftLine[];
  readonly mayPlan: boolean;
}

function Shifts({ shifts, mayPlan }: ShiftsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('complaints.roster.title')}
      rows={shifts}
      keyOf={({ id }) => id}
      columns={[
        { title: say('complaints.officer'), cell: ({ officer }) => officer },
        { title: say('complaints.from'), cell: ({ from }) => <Time ms={from} /> },
        { title: say('complaints.to'), cell: ({ to }) => <Time ms={to} /> },
        {
          title: say('complaints.phone'),
          cell: (shift) => (mayPlan ? <Phone shift={shift} /> : shift.phone),
        },
        {
          title: say('complaints.act'),
          isScreenOnly: true,
          cell: ({ from, id }) =>
            mayPlan &&
            from > Date.now() && (
              <Link path={`complaints/duty/remove/${id}`}>{say('complaints.remove.open')}</Link>
            ),
        },
      ]}
    />
  );
}

function Phone({ shift: { id, phone } }: { readonly shift: ShiftLine }) {
  const say = useText();
  const reveal = async (reason: string) => {
    const path = `/v1/management/duty/shifts/${id}/reveal`;
    const shown = await ask<{ phone: string; entry: string }>({ path, json: { reason } });
    return { value: shown.phone, entry: shown.entry };
  };
  return <Masked masked={phone} name={say('complaints.number')} reveal={reveal} />;
}
