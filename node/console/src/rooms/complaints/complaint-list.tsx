import {
  Card,
  DataTable,
  Empty,
  Facts,
  go,
  type OwnSession,
  Pane,
  Refused,
  SideDrawer,
  State,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Select } from 'antd';
import { useCallback } from 'react';
import { ask } from '../../api.ts';
import { type ComplaintCounts, type ComplaintLine, useComplaints } from './answers.ts';
import { ComplaintDetails } from './complaint-details.tsx';
import { ComplaintState, Term } from './complaint-state.tsx';
import { COMPLAINT_READERS } from './roles.ts';

const COUNTS_MS = 30_000;

export interface ComplaintListProps {
  readonly session: OwnSession;
  /** The complaint whose details are open; empty: none. */
  readonly openId: string;
}

/** Complaints, those due first at the top; closed ones latest first. */
export function ComplaintList({ session, openId }: ComplaintListProps) {
  const say = useText();
  const { params } = usePlace();
  const state = params.get('state') === 'closed' ? 'closed' : undefined;
  const after = params.get('after') ?? undefined;
  const close = useCallback(() => go('complaints', { state, after }), [state, after]);
  if (!COMPLAINT_READERS.includes(session.role)) return <Refused roles={COMPLAINT_READERS} />;
  return (
    <>
      <div className="stack">
        <Counts />
        <Card title={say('complaints.complaints')}>
          <StateFilter state={state} />
          <Found state={state} after={after} openId={openId} />
        </Card>
      </div>
      <SideDrawer title={say('complaints.details')} isOpen={openId !== ''} onClose={close}>
        <ComplaintDetails session={session} id={openId} />
      </SideDrawer>
    </>
  );
}

interface Filter {
  /** Absent: those under way. */
  readonly state: 'closed' | undefined;
}

function StateFilter({ state }: Filter) {
  const say = useText();
  return (
    <div className="filters">
      <label htmlFor="state">
        {say('complaints.state')}
        <Select
          id="state"
          aria-label={say('complaints.state')}
          value={state ?? 'open'}
          popupMatchSelectWidth={false}
          onChange={(value: string) =>
            setParams({ state: value === 'closed' ? value : undefined, after: undefined })
          }
          options={['open', 'closed'].map((value) => ({
            value,
            label: say(`complaints.filter.${value}`),
          }))}
        />
      </label>
    </div>
  );
}

interface FoundProps extends Filter {
  readonly after: string | undefined;
  readonly openId: string;
}

function Found({ state, after, openId }: FoundProps) {
  const say = useText();
  return (
    <Pane answer={useComplaints(state ?? 'open', after)}>
      {({ items, next_cursor: next }) =>
        items.length === 0 ? (
          <Empty
            what={say('complaints.complaints')}
            why={say(`complaints.none.${state ?? 'open'}`)}
            next={say('complaints.none.next')}
          />
        ) : (
          <div className="stack">
            <Lines items={items} openId={openId} state={state} after={after} />
            {next !== null && (
              <p className="acts">
                <Button onClick={() => setParams({ after: next })}>{say('complaints.more')}</Button>
              </p>
            )}
          </div>
        )
      }
    </Pane>
  );
}

interface LinesProps extends FoundProps {
  readonly items: readonly ComplaintLine[];
}

function Lines({ items, openId, state, after }: LinesProps) {
  const say = useText();
  return (
    <DataTable
      label={say('complaints.complaints')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === openId}
      onOpen={({ id }) => go(`complaints/${id}`, { state, after })}
      columns={[
        { title: say('complaints.ticket'), cell: ({ id }) => <code>{id}</code> },
        {
          title: say('complaints.category'),
          cell: ({ category }) => say(`complaints.categories.${category}`),
        },
        { title: say('complaints.state'), cell: (each) => <ComplaintState of={each} /> },
        {
          title: say('complaints.assignee'),
          cell: ({ assignee }) => assignee ?? say('complaints.nobody'),
        },
        { title: say('complaints.received'), cell: (each) => <Time ms={each.received_at} /> },
        { title: say('complaints.due'), cell: (each) => <Term of={each} /> },
      ]}
    />
  );
}

interface CountsAnswer {
  readonly total: ComplaintCounts;
  readonly under_way: number;
  readonly overdue: number;
}

/** How many came, and how many were answered within their term. */
function Counts() {
  const say = useText();
  const answer = useAnswer(
    ['complaints', 'statistics'],
    () => ask<CountsAnswer>({ path: '/v1/management/complaints/statistics' }),
    COUNTS_MS,
  );
  return (
    <Card title={say('complaints.counts.title')}>
      <Pane answer={answer}>
        {({ overdue, total, under_way: open }) => (
          <Facts
            items={[
              [say('complaints.counts.open'), open],
              [
                say('complaints.counts.overdue'),
                <State key="overdue" kind={overdue === 0 ? 'met' : 'failed'}>
                  {overdue}
                </State>,
              ],
              [say('complaints.counts.received'), total.received],
              [say('complaints.counts.answered'), `${total.answered}/${total.received}`],
              [say('complaints.counts.inTerm'), `${total.answered_in_term}/${total.answered}`],
              [say('complaints.counts.escalated'), total.escalated],
              [say('complaints.counts.closed'), `${total.closed}/${total.received}`],
            ]}
          />
        )}
      </Pane>
    </Card>
  );
}
