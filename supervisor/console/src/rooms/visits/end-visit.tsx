import { askAgain, Link, Pane, UnsignedActPage, useText, Waiting } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { useVisit } from './answers.ts';
import { type VisitActProps, VisitFacts } from './join-visit.tsx';

/** Ending a visit before its time. */
export function EndVisit({ session, id }: VisitActProps) {
  const say = useText();
  const end = async () => {
    await ask({ path: `/v1/desk/visits/${id}/end`, json: {} });
    await askAgain('visits');
  };
  return (
    <Pane answer={useVisit(id)}>
      {(visit) => {
        const { begun, joined, state } = visit;
        const isMine = [begun, joined].some((each) => each?.officer === session.officer);
        const refusal = state === 'ended' ? say('visits.over') : say('visits.notYours');
        return (
          <UnsignedActPage
            title={say('visits.end')}
            changes={
              <>
                <p>{say('visits.endBecomes')}</p>
                <VisitFacts visit={visit} />
              </>
            }
            undo={say('visits.endUndo')}
            expiry={say('visits.endExpiry')}
            refusal={isMine && state !== 'ended' ? undefined : refusal}
            label={say('visits.end')}
            carryOut={end}
            after={() => (
              <Waiting title={say('visits.ended')} names={[]}>
                <Link path="visits">{say('visits.back')}</Link>
              </Waiting>
            )}
          />
        );
      }}
    </Pane>
  );
}
