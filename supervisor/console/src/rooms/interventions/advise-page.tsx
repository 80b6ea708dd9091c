import {
  askAgain,
  Field,
  Link,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { advisoryIn } from './draft-form.ts';

/** Drafting an advisory to an operator: it binds nobody, and is signed all the same. */
export function AdvisePage() {
  const say = useText();
  const typed = useTyped({});
  const draft = advisoryIn(typed.values, Date.now());
  const enter = async () => {
    await ask({ path: '/v1/desk/interventions', json: draft as object });
    await askAgain('interventions');
  };
  return (
    <UnsignedActPage
      title={say('interventions.advise')}
      changes={
        <>
          <p>{say('interventions.adviseBecomes')}</p>
          <Field typed={typed} name="organisation" label={say('interventions.organisation')} />
          <Field typed={typed} name="title" label={say('interventions.title')} />
          <Field
            typed={typed}
            name="text"
            label={say('interventions.text')}
            rows={5}
            maxLength={1300}
          />
          <Field
            typed={typed}
            name="replyBy"
            label={say('interventions.replyBy')}
            note={say('interventions.replyNote')}
          />
        </>
      }
      undo={say('interventions.draftUndo')}
      expiry={say('interventions.draftExpiry')}
      pending={typeof draft === 'string' ? say(`interventions.fault.${draft}`) : undefined}
      label={say('interventions.enter')}
      carryOut={enter}
      after={() => (
        <Waiting title={say('interventions.drafted')} names={[say('interventions.anyOfficer')]}>
          <Link path="interventions">{say('interventions.back')}</Link>
        </Waiting>
      )}
    />
  );
}
