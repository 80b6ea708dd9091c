import {
  ActPage,
  askAgain,
  Empty,
  Facts,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  Refused,
  Time,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { statementSigningBytes } from '@mingjing/protocol';
import { useState } from 'react';
import { ask, base64url } from '../../api.ts';
import { type ChallengeLine, type OwnChallenge, useOwnChallenge } from './answers.ts';
import { CHALLENGERS } from './roles.ts';

const PATH = '/v1/management/duty/challenges';

/** Calling whoever is on duty, now. */
export function AskChallengePage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  if (!CHALLENGERS.includes(session.role)) return <Refused roles={CHALLENGERS} />;
  return (
    <UnsignedActPage
      title={say('complaints.challenge.open')}
      changes={<p>{say('complaints.challenge.changes')}</p>}
      undo={say('complaints.challenge.undo')}
      expiry={say('complaints.challenge.expiry')}
      label={say('complaints.challenge.ask')}
      carryOut={async () => {
        const made = await ask<ChallengeLine>({ path: PATH, json: {} });
        await askAgain('duty');
        return made;
      }}
      after={({ calls }) => (
        <Waiting
          title={say(
            calls.length === 0 ? 'complaints.challenge.noOne' : 'complaints.challenge.made',
          )}
          names={calls.map(({ officer }) => officer)}
        >
          <BackToDuty />
        </Waiting>
      )}
    />
  );
}

/** Answering with the officer's own signature over what stands on this page. */
export function AnswerChallengePage() {
  const say = useText();
  const [isAnswered, setAnswered] = useState(false);
  const answer = useOwnChallenge();
  if (isAnswered) {
    return (
      <Waiting title={say('complaints.call.done')} names={[]}>
        <BackToDuty />
      </Waiting>
    );
  }
  return (
    <Pane answer={answer}>
      {(challenge) =>
        challenge === null ? (
          <Empty
            what={say('complaints.call.title')}
            why={say('complaints.call.none')}
            next={<BackToDuty />}
          />
        ) : (
          <AnswerChallenge challenge={challenge} onAnswered={() => setAnswered(true)} />
        )
      }
    </Pane>
  );
}

interface AnswerChallengeProps {
  readonly challenge: OwnChallenge;
  readonly onAnswered: () => void;
}

function AnswerChallenge({ challenge, onAnswered }: AnswerChallengeProps) {
  const say = useText();
  const { answer_by: until, id, node_id: nodeId, nonce, officer } = challenge;
  return (
    <ActPage
      title={say('complaints.call.title')}
      changes={
        <>
          <p>{say('complaints.call.changes')}</p>
          <Facts
            items={[
              [say('complaints.officer'), officer],
              [say('complaints.call.node'), nodeId],
              [say('complaints.call.challenge'), <code key="id">{id}</code>],
              [say('complaints.call.nonce'), <code key="nonce">{nonce}</code>],
            ]}
          />
        </>
      }
      undo={say('complaints.call.undo')}
      expiry={<Time ms={until} />}
      signLabel={say('complaints.call.sign')}
      carryOut={async (key) => {
        const signature = await signed(key, challenge);
        await ask({ path: `${PATH}/${id}/answer`, json: { signature } });
        // Said before all is read anew: the challenge no longer waits then.
        onAnswered();
        await askAgain('duty');
      }}
      after={() => null}
    />
  );
}

/** The bytes are made here, from what the page shows. */
async function signed(key: OfficerKey, challenge: OwnChallenge): Promise<string> {
  const { chain_id: chainId, id, node_id: nodeId, nonce, officer } = challenge;
  const facts = [
    ['challenge', id],
    ['nonce', nonce],
  ] as const;
  const bytes = statementSigningBytes(chainId, { kind: 'duty-answer', nodeId, officer, facts });
  return base64url(await key.sign(bytes));
}

function BackToDuty() {
  const say = useText();
  return <Link path="complaints/duty">{say('complaints.backToDuty')}</Link>;
}
