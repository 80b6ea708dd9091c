import {
  ActPage,
  askAgain,
  Link,
  type OfficerKey,
  Pane,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { Radio } from 'antd';
import { node } from '../../api.ts';
import { carryOut, readAfter } from '../../chain/act.ts';
import { Difference } from '../../chain/difference.tsx';
import { Done } from '../../chain/done.tsx';
import { stillToVote } from '../../chain/proposals.ts';
import { type Proposal, type ProposalProps, useProposal } from './proposal-details.tsx';

/** Casting an organisation's ballot. Nothing is chosen beforehand. */
export function VotePage({ session, id }: ProposalProps) {
  return (
    <Pane answer={useProposal(id)}>
      {(found) => <Ballot officer={session.officer} found={found} />}
    </Pane>
  );
}

type Choice = 'approve' | 'refuse';

interface BallotProps {
  readonly officer: string;
  readonly found: Proposal;
}

function Ballot({ officer, found: { proposal, members } }: BallotProps) {
  const say = useText();
  const { params } = usePlace();
  const choice = params.get('ballot') as Choice | null;
  const action = say(`chain.action.${proposal.action}`);
  const mayVote = proposal.proposer !== officer && stillToVote(proposal, members).includes(officer);
  const hasChosen = choice === 'approve' || choice === 'refuse';
  const cast = async (key: OfficerKey) => {
    const proposalId = hexToBytes(proposal.id) as Uint8Array;
    const value = { proposalId, approve: choice === 'approve' };
    const done = await carryOut(key, { type: 'governanceBallot', value });
    await askAgain('proposals');
    const after = await readAfter(node().proposal(proposal.id));
    return { done, status: after?.status, names: after && stillToVote(after, members) };
  };
  return (
    <ActPage
      title={say('approvals.vote.title', { action })}
      changes={
        <>
          <Difference answer={proposal.dry_run} />
          <h3>{say('approvals.ballot')}</h3>
          <Radio.Group
            value={choice}
            aria-label={say('approvals.ballot')}
            onChange={({ target }) => setParams({ ballot: String(target.value) })}
            options={(['approve', 'refuse'] as const).map((value) => ({
              value,
              label: say(`chain.ballot.${value}`),
            }))}
          />
        </>
      }
      undo={say('approvals.vote.undo', { proposer: proposal.proposer })}
      expiry={<Time ms={proposal.expires_at} />}
      refusal={mayVote ? undefined : say('approvals.vote.notYours')}
      pending={hasChosen ? undefined : say('approvals.vote.choose')}
      signLabel={say(`approvals.vote.sign.${choice ?? 'refuse'}`)}
      carryOut={cast}
      after={({ done, status, names }) => (
        <Done
          title={
            status === undefined
              ? say('approvals.vote.cast')
              : say('approvals.vote.done', { status: say(`chain.status.${status}`) })
          }
          done={done}
          names={names}
        >
          <Link path={`approvals/${proposal.id}`}>{say('approvals.back')}</Link>
        </Done>
      )}
    />
  );
}
