import {
  ActPage,
  askAgain,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { stated } from '../../desk/stated.ts';
import { handInSignature, type Intervention, useIntervention } from './answers.ts';
import { DraftFacts } from './draft-facts.tsx';
import { signedOrder } from './order-message.ts';

export interface SignPageProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Signing another officer's draft in the browser; then it is posted to the organisations. */
export function SignPage({ session, id }: SignPageProps) {
  const say = useText();
  const sign = async (key: OfficerKey, { draft, facts }: Intervention) => {
    const json =
      draft.kind === 'advisory'
        ? { signature: await stated(key, session.officer, 'advisory', facts ?? []) }
        : { transaction: await signedOrder(key, draft) };
    await handInSignature(id, json);
    await askAgain('interventions');
  };
  return (
    <Pane answer={useIntervention(id)}>
      {(found) => (
        <ActPage
          title={say('interventions.sign')}
          changes={
            <>
              <p>{say(`interventions.signBecomes.${found.draft.kind}`)}</p>
              <DraftFacts of={found} />
              <p className="meta">
                {say('interventions.postedTo', {
                  nodes: found.posted_to.map(({ node_id: node }) => node).join(say('kit.comma')),
                })}
              </p>
            </>
          }
          undo={say(`interventions.signUndo.${found.draft.kind}`)}
          expiry={say('interventions.signExpiry')}
          refusal={refusalOf(found)}
          signLabel={say('interventions.sign')}
          carryOut={(key) => sign(key, found)}
          after={() => (
            <Waiting title={say('interventions.signed')} names={[]}>
              <Link path={`interventions/list/${id}/follow`}>{say('interventions.follow')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf({ drafted_by: by, state }: Intervention): string | undefined {
    if (state !== 'drafted') return say('interventions.decided');
    return by === session.officer ? say('interventions.samePerson') : undefined;
  }
}
