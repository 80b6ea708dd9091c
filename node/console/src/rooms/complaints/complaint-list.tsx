import {
  Card,
  DataTable,
  Empty,
  Facts,
  go,
  type OwnSession,
  Pane,
  Pick,
  Refused,
  SideDrawer,
  State,
  setParams,
  Time,
  useAnswer,
  usePicked,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Select } from 'antd';
import { ask } from '../../api.ts';
import {
  type ComplaintCounts,
  type ComplaintFilter,
  type ComplaintLine,
  useComplaints,
} from './answers.ts';
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
  const filter = useFilter();
  const { after, category, state, whose } = filter;
  const kept = { state: state === 'closed' ? state : undefined, category, whose, after };
  const close = () => go('complaints', kept);
  if (!COMPLAINT_READERS.includes(session.role)) return <Refused roles={COMPLAINT_READERS} />;
  return (
    <>
      <div className="stack">
        <Counts />
        <Card title={say('complaints.section.complaints')}>
          <Filters />
          <Found filter={filter} openId={openId} onOpen={(id) => go(`complaints/${id}`, kept)} />
        </Card>
      </div>
      <SideDrawer title={say('complaints.details')} isOpen={openId !== ''} onClose={close}>
        <ComplaintDetails session={session} id={openId} />
      </SideDrawer>
    </>
  );
}

const CATEGORIES = [
  ...['unlawful-content', 'infringement', 'personal-data', 'currency', 'service', 'other'],
];
const WHOSE = ['own', 'free'];

/** What the address asks for; those under way, where it asks for nothing. */
function useFilter(): ComplaintFilter {
  const { params } = usePlace();
  return {
    state: params.get('state') === 'closed' ? 'closed' : 'open',
    category: usePicked('category', CATEGORIES),
    whose: usePicked('whose', WHOSE),
    after: params.get('after') ?? undefined,
  };
}

function Filters() {
  const say = useText();
  const { state } = useFilter();
  return (
    <div className="filters">
      <label htmlFor="state">
        {say('complaints.state')}
        <Select
          id="state"
          aria-label={say('complaints.state')}
          value={state}
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
      <Pick
        name="category"
        label={say('complaints.category')}
        values={CATEGORIES}
        textOf={(value) => say(`complaints.categories.${value}`)}
      />
      <Pick
        name="whose"
        label={say('complaints.assignee')}
        values={WHOSE}
        textOf={(value) => say(`complaints.whose.${value}`)}
      />
    </div>
  );
}

interface FoundProps {
  readonly filter: ComplaintFilter;
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

function Found({ filter, openId, onOpen }: FoundProps) {
  const say = useText();
  const isAll = filter.category === undefined && filter.whose === undefined;
  return (
    <Pane answer={useComplaints(filter)}>
      {({ items, next_cursor: next }) => (
        <div className="stack">
          {items.length === 0 ? (
            <Empty
              what={say('complaints.section.complaints')}
              why={say(`complaints.none.${isAll ? filter.state : 'fitting'}`)}
              next={say('complaints.none.next')}
            />
          ) : (
            <Lines items={items} openId={openId} onOpen={onOpen} />
          )}
          {next !== null && (
            <p className="acts">
              <Button onClick={() => setParams({ after: next })}>{say('complaints.more')}</Button>
            </p>
          )}
        </div>
      )}
    </Pane>
  );
}

interface LinesProps extends Pick<FoundProps, 'openId' | 'onOpen'> {
  readonly items: readonly ComplaintLine[];
}

function Lines({ items, openId, onOpen }: LinesProps) {
  const say = useText();
  return (
    <DataTable
      label={say('complaints.section.complaints')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === openId}
      onOpen={({ id }) => onOpen(id)}
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
