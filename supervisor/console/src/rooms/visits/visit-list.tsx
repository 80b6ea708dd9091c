import {
  DataTable,
  Empty,
  Link,
  Pane,
  State,
  type StateKind,
  Time,
  useText,
} from '@mingjing/console-kit';
import { useVisits, type Visit } from './answers.ts';

const KINDS: Readonly<Record<Visit['state'], StateKind>> = {
  ...{ waiting: 'due', open: 'met', ended: 'met' },
};
/** Ends that nobody meant. */
const BROKEN_OFF: readonly string[] = ['not-joined', 'session-ended'];

/** All visits, the latest first, with what one can still do about each. */
export function VisitList() {
  const say = useText();
  return (
    <>
      <p className="acts section-acts">
        <Link path="visits/list/new">{say('visits.begin')}</Link>
      </p>
      <Pane answer={useVisits()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty what={say('visits.what')} why={say('visits.empty')} next={say('visits.next')} />
          ) : (
            <Visits items={items} />
          )
        }
      </Pane>
    </>
  );
}

function Visits({ items }: { readonly items: readonly Visit[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('visits.heading')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { title: say('visits.notice'), cell: (each) => each.notice_number },
        { title: say('visits.organisation'), cell: ({ organisation }) => organisation },
        {
          title: say('visits.officers'),
          cell: (each) => officersOf(each).join(say('kit.comma')),
        },
        { title: say('visits.begunAt'), cell: ({ begun }) => <Time ms={begun.at} /> },
        {
          title: say('visits.endsAt'),
          cell: (each) => <Time ms={each.ended?.at ?? each.ends_at} />,
        },
        { title: say('visits.state'), cell: (each) => <VisitState visit={each} /> },
        {
          title: say('visits.act'),
          isScreenOnly: true,
          cell: (each) => <VisitActs visit={each} />,
        },
      ]}
    />
  );
}

function officersOf({ begun, joined }: Visit): string[] {
  return [begun, joined].flatMap((each) => (each === null ? [] : [each.officer]));
}

function VisitState({ visit }: { readonly visit: Visit }) {
  const say = useText();
  const { ended, state } = visit;
  const name = ended === null ? `visits.stateOf.${state}` : `visits.endedBy.${ended.reason}`;
  const isBrokenOff = BROKEN_OFF.includes(ended?.reason ?? '');
  return <State kind={isBrokenOff ? 'due' : KINDS[state]}>{say(name)}</State>;
}

function VisitActs({ visit }: { readonly visit: Visit }) {
  const say = useText();
  const { id, state } = visit;
  return (
    <span className="acts">
      {state === 'waiting' && <Link path={`visits/list/${id}/join`}>{say('visits.join')}</Link>}
      {state === 'open' && <Link path={`visits/list/${id}/inspect`}>{say('visits.inspect')}</Link>}
      {state !== 'ended' && <Link path={`visits/list/${id}/end`}>{say('visits.end')}</Link>}
    </span>
  );
}
