import {
  ActPage,
  askAgain,
  Facts,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  Time,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { stated } from '../../desk/stated.ts';
import { useVisit, type Visit } from './answers.ts';

export interface VisitActProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Joining a visit as its second officer, with an own session and an own key. */
export function JoinVisit({ session, id }: VisitActProps) {
  const say = useText();
  const join = async (key: OfficerKey, visit: Visit) => {
    const facts = [
      ['visit', id],
      ['notice', visit.notice_number],
      ['organisation', visit.organisation],
      ['ends_at', String(visit.ends_at)],
    ] as const;
    const signature = await stated(key, session.officer, 'visit-join', facts);
    await ask({ path: `/v1/desk/visits/${id}/join`, json: { signature } });
    await askAgain('visits');
  };
  return (
    <Pane answer={useVisit(id)}>
      {(visit) => (
        <ActPage
          title={say('visits.join')}
          changes={
            <>
              <p>{say('visits.joinBecomes')}</p>
              <VisitFacts visit={visit} />
            </>
          }
          undo={say('visits.joinUndo')}
          expiry={<Time ms={visit.ends_at} />}
          refusal={refusalOf(visit, session)}
          signLabel={say('visits.sign')}
          carryOut={(key) => join(key, visit)}
          after={() => (
            <Waiting title={say('visits.joined')} names={[]}>
              <Link path="visits">{say('visits.back')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf({ begun, state }: Visit, { officer }: OwnSession): string | undefined {
    if (state !== 'waiting') return say('visits.notWaiting');
    return begun.officer === officer ? say('visits.sameOfficer') : undefined;
  }
}

export function VisitFacts({ visit }: { readonly visit: Visit }) {
  const say = useText();
  return (
    <Facts
      items={[
        [say('visits.notice'), visit.notice_number],
        [say('visits.organisation'), visit.organisation],
        [say('visits.first'), visit.begun.officer],
        [say('visits.endsAt'), <Time key="end" ms={visit.ends_at} />],
      ]}
    />
  );
}
