import {
  askAgain,
  Field,
  Link,
  shanghaiMinute,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';

/** Drafting an advisory to an operator: it binds nobody, and is signed all the same. */
export function AdvisePage() {
  const say = useText();
  const typed = useTyped({});
  const draft = draftOf(typed.values);
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
      pending={draft === undefined ? say('interventions.missing') : undefined}
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

function draftOf(values: Values): object | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const words = { organisation: said('organisation'), title: said('title'), text: said('text') };
  const replyBy = said('replyBy') === '' ? null : shanghaiMinute(said('replyBy'));
  const isWhole = Object.values(words).every(Boolean) && replyBy !== undefined;
  return isWhole ? { kind: 'advisory', ...words, reply_by: replyBy } : undefined;
}
