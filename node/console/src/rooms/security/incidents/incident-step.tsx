import {
  askAgain,
  Choice,
  Field,
  Link,
  Pane,
  Refused,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { IncidentAnswer } from '../answers.ts';
import { IncidentFacts, type IncidentProps, useIncident } from './incident-details.tsx';
import { mayWork, WORKERS } from './incident-roles.ts';
import { LEVELS } from './open-incident.tsx';

const STEPS = ['reported', 'classified', 'noted', 'closed'];

/** Saying what was done about an incident. */
export function IncidentStep({ session, id }: IncidentProps) {
  const say = useText();
  const answer = useIncident(id);
  const typed = useTyped({ what: '' });
  if (!mayWork(session)) return <Refused roles={WORKERS} />;
  const step = stepOf(typed.values);
  const take = async () => {
    await ask({ path: `/v1/management/incidents/${id}/steps`, json: step });
    await askAgain('incidents');
  };
  return (
    <Pane answer={answer}>
      {(incident) => (
        <UnsignedActPage
          title={say('security.incidents.step')}
          changes={
            <>
              <StepFields typed={typed} incident={incident} />
              <h3>{say('security.incidents.now')}</h3>
              <IncidentFacts incident={incident} />
            </>
          }
          undo={say('security.stepUndo')}
          expiry={say('security.incidents.untilClosed')}
          refusal={refusalOf(incident)}
          pending={step === undefined ? say('security.stepMissing') : undefined}
          label={say('security.enterStep')}
          carryOut={take}
          after={() => (
            <Waiting title={say('security.stepTaken')} names={[]}>
              <Link path="security/incidents" params={{ open: id }}>
                {say('security.incidents.shown')}
              </Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf({ closed, timers }: IncidentAnswer): string | undefined {
    if (closed) return say('security.incidents.alreadyClosed');
    const isOwed = timers.some(({ met_at: met }) => met === null);
    const isEnd = typed.values['what'] === 'closed';
    return isEnd && isOwed ? say('security.incidents.timersOpen') : undefined;
  }
}

interface StepFieldsProps {
  readonly typed: Typed;
  readonly incident: IncidentAnswer;
}

function StepFields({ typed, incident }: StepFieldsProps) {
  const say = useText();
  const what = typed.values['what'];
  const open = incident.timers.filter(({ met_at: met }) => met === null).map(({ id }) => id);
  return (
    <>
      <Choice
        typed={typed}
        name="what"
        label={say('security.step')}
        values={STEPS}
        textOf={(value) => say(`security.incidentStep.${value}`)}
      />
      {what === 'reported' && (
        <>
          <Choice
            typed={typed}
            name="timer"
            label={say('security.incidents.timer')}
            values={open}
            textOf={(value) => say(`security.timer.${value}`)}
          />
          <Field typed={typed} name="to" label={say('security.incidents.to')} />
          <Field typed={typed} name="receipt" label={say('security.incidents.receipt')} />
        </>
      )}
      {what === 'classified' && (
        <Choice
          typed={typed}
          name="level"
          label={say('security.incidents.level')}
          values={LEVELS}
          textOf={(value) => say(`security.incidentLevel.${value}`)}
        />
      )}
      {what !== 'reported' && what !== '' && (
        <Field
          typed={typed}
          name="text"
          label={say(what === 'classified' ? 'kit.act.reason' : 'security.said')}
          maxLength={4000}
          rows={2}
        />
      )}
    </>
  );
}

/** The step as the node takes it; undefined while something is missing. */
function stepOf(values: Values): object | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const text = said('text');
  switch (said('what')) {
    case 'reported': {
      const [timer, to, receipt] = [said('timer'), said('to'), said('receipt')];
      return timer === '' || to === '' ? undefined : { what: 'reported', timer, to, receipt };
    }
    case 'classified': {
      const level = said('level');
      return level === '' || text === '' ? undefined : { what: 'classified', level, reason: text };
    }
    case 'noted':
    case 'closed':
      return text === '' ? undefined : { what: said('what'), text };
    default:
      return undefined;
  }
}
