import {
  askAgain,
  Choice,
  Field,
  Link,
  type OwnSession,
  Pane,
  Refused,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import type { RequestAnswer } from '../answers.ts';
import { RequestFacts, type RequestProps, useRequest } from './request-details.tsx';

const STEPPING: readonly RoleName[] = ['security-admin', 'audit-admin', 'disclosure'];
/** Steps by the state in which they may be taken; those that only the disclosure officer takes. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  intake: ['verified', 'refused'],
  verified: ['approved', 'refused'],
  approved: ['answered'],
  answered: ['received'],
};
const OF_DISCLOSURE = ['verified', 'answered', 'received'];

/** Taking the next step of a request: two of different roles approve, one answers. */
export function RequestStep({ session, id }: RequestProps) {
  const say = useText();
  const answer = useRequest(id);
  const typed = useTyped({ what: '' });
  if (!STEPPING.includes(session.role)) return <Refused roles={STEPPING} />;
  const step = stepOf(typed.values);
  const take = async () => {
    const path = `/v1/management/requests/${id}/steps`;
    const after = await ask<RequestAnswer>({ path, json: step });
    await askAgain('requests');
    return after;
  };
  return (
    <Pane answer={answer}>
      {(request) => (
        <UnsignedActPage
          title={say('security.requests.step')}
          changes={
            <>
              <StepFields typed={typed} steps={stepsFor(session, request)} />
              <h3>{say('security.requests.now')}</h3>
              <RequestFacts request={request} />
            </>
          }
          undo={say('security.stepUndo')}
          expiry={say('security.requests.until')}
          refusal={refusalOf(session, request)}
          pending={step === undefined ? say('security.stepMissing') : undefined}
          label={say('security.enterStep')}
          carryOut={take}
          after={({ state }) => (
            <Waiting
              title={say('security.requests.taken', {
                state: say(`security.requestState.${state}`),
              })}
              names={[]}
            >
              <Link path="security/requests" params={{ open: id }}>
                {say('security.requests.shown')}
              </Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf(own: OwnSession, request: RequestAnswer): string | undefined {
    if (stepsFor(own, request).length === 0) return say('security.requests.notNow');
    if (typed.values['what'] !== 'approved') return undefined;
    if (request.taken_by === own.officer) return say('security.requests.ownRequest');
    const given = request.steps.filter(({ step: taken }) => taken['what'] === 'approved');
    const isGiven = given.some(({ by }) => by === own.officer);
    return isGiven ? say('security.requests.anotherRole') : undefined;
  }
}

function stepsFor({ role }: OwnSession, { state }: RequestAnswer): readonly string[] {
  const steps = STEPS[state] ?? [];
  return role === 'disclosure' ? steps : steps.filter((each) => !OF_DISCLOSURE.includes(each));
}

interface StepFieldsProps {
  readonly typed: Typed;
  readonly steps: readonly string[];
}

function StepFields({ typed, steps }: StepFieldsProps) {
  const say = useText();
  const what = typed.values['what'] ?? '';
  return (
    <>
      <Choice
        typed={typed}
        name="what"
        label={say('security.step')}
        values={steps}
        textOf={(value) => say(`security.requestStep.${value}`)}
      />
      {what !== '' && (
        <Field
          typed={typed}
          name="text"
          label={say(`security.requestSaid.${what}`)}
          maxLength={what === 'received' ? 200 : 4000}
          rows={2}
        />
      )}
      {what === 'received' && (
        <Field typed={typed} name="by" label={say('security.requests.receivedBy')} />
      )}
    </>
  );
}

/** The step as the node takes it; undefined while something is missing. */
function stepOf(values: Values): object | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const [what, text] = [said('what'), said('text')];
  if (text === '') return undefined;
  switch (what) {
    case 'verified':
      return { what, how: text };
    case 'approved':
    case 'refused':
      return { what, reason: text };
    case 'answered':
      return { what, answer: text, file: null };
    case 'received':
      return said('by') === '' ? undefined : { what, by: said('by'), receipt: text };
    default:
      return undefined;
  }
}
