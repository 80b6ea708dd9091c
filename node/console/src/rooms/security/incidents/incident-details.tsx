import {
  DataTable,
  Facts,
  Left,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { IncidentAnswer, Timer } from '../answers.ts';
import { StepTable } from '../step-table.tsx';
import { mayWork } from './incident-roles.ts';

const DETAILS_MS = 5000;

export interface IncidentProps {
  readonly session: OwnSession;
  readonly id: string;
}

export function useIncident(id: string) {
  return useAnswer(
    ['incidents', 'one', id],
    () => ask<IncidentAnswer>({ path: `/v1/management/incidents/${id}` }),
    DETAILS_MS,
  );
}

/** An incident whole: its timers with their sources, what was done, the draft of the notice. */
export function IncidentDetails({ session, id }: IncidentProps) {
  const say = useText();
  const { language } = usePlace();
  return (
    <Pane answer={useIncident(id)}>
      {(incident) => (
        <div className="stack">
          <p className="acts">
            {mayWork(session) && !incident.closed && (
              <Link path={`security/incidents/${id}/step`}>{say('security.incidents.step')}</Link>
            )}
          </p>
          <IncidentFacts incident={incident} />
          <h3>{say('security.incidents.timers')}</h3>
          <Timers timers={incident.timers} />
          <h3>{say('security.steps')}</h3>
          <StepTable steps={incident.steps} group="incidentStep" />
          <h3>{say('security.incidents.notice')}</h3>
          <p className="meta">{say('security.incidents.draft')}</p>
          <pre className="content">{incident.notice[language]}</pre>
        </div>
      )}
    </Pane>
  );
}

export function IncidentFacts({ incident }: { readonly incident: IncidentAnswer }) {
  const say = useText();
  return (
    <Facts
      items={[
        [say('security.incidents.kind'), say(`security.incidentKind.${incident.kind}`)],
        [say('security.incidents.level'), say(`security.incidentLevel.${incident.level}`)],
        [
          say('security.incidents.drill'),
          say(incident.drill ? 'security.incidents.isDrill' : 'security.incidents.isReal'),
        ],
        [say('security.incidents.summary'), incident.summary],
        [say('security.incidents.found'), <Time key="found" ms={incident.found_at} />],
        [say('security.incidents.persons'), incident.persons_affected],
        [
          say('security.incidents.critical'),
          say(incident.critical ? 'security.yes' : 'security.no'),
        ],
        [say('security.incidents.openedBy'), incident.opened_by],
      ]}
    />
  );
}

function Timers({ timers }: { readonly timers: readonly Timer[] }) {
  const say = useText();
  const { language } = usePlace();
  if (timers.length === 0) return <p className="meta">{say('security.incidents.noTimers')}</p>;
  return (
    <DataTable
      label={say('security.incidents.timers')}
      isCompact
      rows={timers}
      keyOf={({ id }) => id}
      columns={[
        {
          title: say('security.incidents.timer'),
          cell: ({ citation, citation_verified: isVerified, hours, id }) => (
            <>
              {say(`security.timer.${id}`)}{' '}
              {hours === 0 ? say('security.incidents.atOnce') : say('security.hours', { hours })}
              <br />
              <small>
                {citation[language]}
                {!isVerified && ` · ${say('security.incidents.unverified')}`}
              </small>
            </>
          ),
        },
        { title: say('security.incidents.due'), cell: (each) => <Time ms={each.due_at} /> },
        { title: say('security.node.state'), cell: (each) => <TimerState timer={each} /> },
      ]}
    />
  );
}

function TimerState({ timer }: { readonly timer: Timer }) {
  const say = useText();
  const { breached, due_at: dueAt, met_at: met } = timer;
  if (met === null) return <Left dueAt={dueAt} />;
  return (
    <State kind={breached ? 'failed' : 'met'}>
      {say(breached ? 'security.incidents.metLate' : 'security.incidents.met')}
    </State>
  );
}
