import {
  DataTable,
  DrawerList,
  Left,
  Link,
  type OwnSession,
  State,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { IncidentLine, Page } from '../answers.ts';
import { IncidentDetails } from './incident-details.tsx';
import { mayWork } from './incident-roles.ts';

const INCIDENTS_MS = 5000;
const LIMIT = 50;

/** Incidents and drills of them, latest first, with the timers that run. */
export function IncidentList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const answer = useAnswer(
    ['incidents', 'list', cursor],
    () =>
      ask<Page<IncidentLine>>({
        path: '/v1/management/incidents',
        query: { limit: LIMIT, cursor },
      }),
    INCIDENTS_MS,
  );
  return (
    <>
      <p className="acts section-acts">
        {mayWork(session) && (
          <Link path="security/incidents/new">{say('security.incidents.open')}</Link>
        )}
      </p>
      <DrawerList
        answer={answer}
        empty={{
          what: say('security.incidents.what'),
          why: say('security.incidents.empty'),
          next: say('security.incidents.next'),
        }}
        title={say('security.incidents.one')}
        list={(items, open) => <Incidents items={items} open={open} />}
        details={(id) => <IncidentDetails session={session} id={id} />}
      />
    </>
  );
}

interface IncidentsProps {
  readonly items: readonly IncidentLine[];
  readonly open: string | null;
}

function Incidents({ items, open }: IncidentsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('security.section.incidents')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('security.incidents.found'), cell: (each) => <Time ms={each.found_at} /> },
        {
          title: say('security.incidents.kind'),
          cell: ({ drill, kind }) => {
            const name = say(`security.incidentKind.${kind}`);
            return drill ? say('security.incidents.drillOf', { kind: name }) : name;
          },
        },
        {
          title: say('security.incidents.level'),
          cell: ({ level }) => say(`security.incidentLevel.${level}`),
        },
        { title: say('security.incidents.summary'), cell: ({ summary }) => summary },
        { title: say('security.incidents.nextTimer'), cell: (each) => <NextTimer line={each} /> },
        {
          title: say('security.node.state'),
          cell: ({ closed }) => (
            <State kind={closed ? 'met' : 'due'}>
              {say(closed ? 'security.incidents.isClosed' : 'security.incidents.isOpen')}
            </State>
          ),
        },
      ]}
    />
  );
}

/** The earliest of what is still to be done. */
function NextTimer({ line: { timers } }: { readonly line: IncidentLine }) {
  const say = useText();
  const [next] = timers
    .filter(({ met_at: met }) => met === null)
    .toSorted((a, b) => a.due_at - b.due_at);
  if (next === undefined) return say('security.none');
  return (
    <>
      {say(`security.timer.${next.id}`)} <Left dueAt={next.due_at} />
    </>
  );
}
