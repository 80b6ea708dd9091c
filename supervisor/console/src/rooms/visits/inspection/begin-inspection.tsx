import {
  askAgain,
  Facts,
  Field,
  Link,
  type OwnSession,
  Pane,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { useVisit, type Visit } from '../answers.ts';
import { INSPECTIONS } from './answers.ts';

const PHRASE_CHARS_MAX = 64;

/** The inspection of a visit: a phrase that was said in the room, and this node measures. */
export function BeginInspection({ session, id: visit }: BeginProps) {
  return (
    <Pane answer={useVisit(visit)}>{(found) => <BeginOf session={session} visit={found} />}</Pane>
  );
}

interface BeginProps {
  readonly session: OwnSession;
  /** Of the visit. */
  readonly id: string;
}

function BeginOf({ session, visit }: { readonly session: OwnSession; readonly visit: Visit }) {
  const say = useText();
  const typed = useTyped({});
  const phrase = (typed.values['phrase'] ?? '').trim();
  const isMine = [visit.begun, visit.joined].some((each) => each?.officer === session.officer);
  const begin = async () => {
    const { id } = await ask<{ readonly id: string }>({
      ...{ path: INSPECTIONS, json: { visit: visit.id, phrase } },
    });
    await askAgain('inspections');
    return id;
  };
  const closed = say(visit.state === 'waiting' ? 'visits.oneOfficer' : 'visits.over');
  const refusal = visit.state === 'open' ? say('visits.notYours') : closed;
  return (
    <UnsignedActPage
      title={say('visits.inspect')}
      changes={
        <>
          <p>{say('visits.inspectBecomes')}</p>
          <Facts
            items={[
              [say('visits.notice'), visit.notice_number],
              [say('visits.organisation'), visit.organisation],
            ]}
          />
          <Field
            typed={typed}
            name="phrase"
            label={say('visits.phrase')}
            note={say('visits.phraseNote')}
            maxLength={PHRASE_CHARS_MAX}
          />
        </>
      }
      undo={say('visits.inspectUndo')}
      expiry={say('visits.inspectExpiry')}
      refusal={isMine && visit.state === 'open' ? undefined : refusal}
      pending={phrase === '' ? say('visits.phraseMissing') : undefined}
      label={say('visits.inspectEnter')}
      carryOut={begin}
      after={(id) => (
        <Waiting title={say('visits.inspectBegun')} names={[]}>
          <Link path={`visits/inspections/${id}/form`}>{say('visits.inspectShown')}</Link>
        </Waiting>
      )}
    />
  );
}
