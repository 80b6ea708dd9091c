import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Refused,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import { BEGINNING } from '../roles.ts';

const PHRASE_CHARS_MAX = 64;

/** A self-check of the whole form, or of one item again: bound to a phrase from the room. */
export function BeginRun({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const item = usePlace().params.get('item');
  const typed = useTyped({});
  const phrase = (typed.values['phrase'] ?? '').trim();
  if (!BEGINNING.includes(session.role as RoleName)) return <Refused roles={BEGINNING} />;
  const begin = async () => {
    const only = item === null ? {} : { only: [item] };
    await ask({ path: '/v1/inspection/runs', json: { phrase, ...only } });
    await askAgain('inspection');
  };
  return (
    <UnsignedActPage
      title={say('inspection.run.begin')}
      changes={
        <>
          <p>{say(item === null ? 'inspection.run.becomes' : 'inspection.run.becomesOne')}</p>
          <Field
            typed={typed}
            name="phrase"
            label={say('inspection.run.phrase')}
            note={say('inspection.run.phraseNote')}
            maxLength={PHRASE_CHARS_MAX}
          />
        </>
      }
      undo={say('inspection.run.undo')}
      expiry={say('inspection.run.expiry')}
      pending={phrase === '' ? say('inspection.run.missing') : undefined}
      label={say('inspection.run.enter')}
      carryOut={begin}
      after={() => (
        <Waiting title={say('inspection.run.begun')} names={[]}>
          <Link path="inspection/form">{say('inspection.run.shown')}</Link>
        </Waiting>
      )}
    />
  );
}
