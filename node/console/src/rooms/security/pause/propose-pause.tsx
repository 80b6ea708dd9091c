import {
  Choice,
  type OwnSession,
  Refused,
  usePlace,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import { ProposeAct } from '../../../chain/propose-act.tsx';

const CHOICES = ['pause', 'resume'];

/** Proposing that the whole chain pauses, or goes on: other organisations vote on it. */
export function ProposePause({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const asked = usePlace().params.get('to') ?? '';
  const typed = useTyped({ to: CHOICES.includes(asked) ? asked : '' });
  const chosen = typed.values['to'];
  if (session.role !== 'system-admin') return <Refused roles={['system-admin']} />;
  const paused = chosen === 'pause';
  const name = paused ? 'propose' : 'proposeEnd';
  return (
    <ProposeAct
      title={say(`security.pause.${chosen === '' ? 'what' : name}`)}
      action={chosen === '' ? undefined : { setPause: { paused, sinceHeight: 0 } }}
      pending={say('security.pause.choose')}
    >
      <Choice
        typed={typed}
        name="to"
        label={say('security.pause.which')}
        values={CHOICES}
        textOf={(value) => say(`security.pause.${value}`)}
      />
      {chosen !== '' && (
        <p>{say(paused ? 'security.pause.becomes' : 'security.pause.becomesEnd')}</p>
      )}
    </ProposeAct>
  );
}
