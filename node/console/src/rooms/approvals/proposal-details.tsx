import type { BallotAnswer, MembersAnswer, ProposalDetailAnswer } from '@mingjing/client';
import {
  DataTable,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../api.ts';
import { Difference } from '../../chain/difference.tsx';
import { ProposalStatus } from '../../chain/proposal-status.tsx';
import { stillToVote } from '../../chain/proposals.ts';

const DETAILS_MS = 5000;
const PENDING = ['open', 'approved'];

export interface ProposalProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** A proposal with the members of the chain, by whose names its ballots are read. */
export interface Proposal {
  readonly proposal: ProposalDetailAnswer;
  readonly members: MembersAnswer;
}

/** A proposal, read anew while it is looked at. */
export function useProposal(id: string) {
  return useAnswer<Proposal>(
    ['proposals', 'one', id],
    async () => {
      const [proposal, members] = await Promise.all([node().proposal(id), node().members()]);
      return { proposal, members };
    },
    DETAILS_MS,
  );
}

/** A proposal whole: what it says, who voted in which transaction, what it would change now. */
export function ProposalDetails({ session, id }: ProposalProps) {
  const say = useText();
  return (
    <Pane answer={useProposal(id)}>
      {({ proposal, members }) => (
        <div className="stack">
          <Acts session={session} proposal={proposal} members={members} />
          <ProposalFacts proposal={proposal} members={members} />
          <h3>{say('approvals.ballotList')}</h3>
          <Ballots ballots={proposal.ballots} />
          <h3>{say('approvals.difference')}</h3>
          {PENDING.includes(proposal.status) ? (
            <Difference answer={proposal.dry_run} />
          ) : (
            <p className="meta">{say('approvals.closed')}</p>
          )}
          <h3>{say('approvals.content')}</h3>
          <pre className="content">{JSON.stringify(proposal.content, null, 2)}</pre>
        </div>
      )}
    </Pane>
  );
}

interface ActsProps extends Proposal {
  readonly session: OwnSession;
}

function Acts({ session, proposal, members }: ActsProps) {
  const say = useText();
  const { id, proposer, status } = proposal;
  const mayVote =
    proposer !== session.officer && stillToVote(proposal, members).includes(session.officer);
  const mayWithdraw = proposer === session.officer && PENDING.includes(status);
  if (!mayVote && !mayWithdraw) return null;
  return (
    <p className="acts">
      {mayVote && <Link path={`approvals/${id}/vote`}>{say('approvals.vote.open')}</Link>}
      {mayWithdraw && (
        <Link path={`approvals/${id}/withdraw`}>{say('approvals.withdraw.open')}</Link>
      )}
    </p>
  );
}

function ProposalFacts({ proposal, members }: Proposal) {
  const say = useText();
  const waiting = stillToVote(proposal, members);
  const effect = proposal.effect_at;
  return (
    <Facts
      items={[
        [say('approvals.proposal'), <Hash key="id" value={proposal.id} />],
        [say('approvals.action'), say(`chain.action.${proposal.action}`)],
        [say('approvals.by'), `${proposal.proposer} (${proposal.organisation})`],
        [say('approvals.status'), <ProposalStatus key="status" proposal={proposal} />],
        [say('approvals.required'), proposal.policy?.required ?? 1],
        [say('approvals.submitted'), <Time key="submitted" ms={proposal.submitted_at} />],
        [say('approvals.expires'), <Time key="expires" ms={proposal.expires_at} />],
        ...(effect === null
          ? []
          : [[say('approvals.effect'), <Time key="effect" ms={effect} />] as const]),
        ...(waiting.length === 0
          ? []
          : [[say('approvals.waiting'), waiting.join(say('kit.comma'))] as const]),
      ]}
    />
  );
}

function Ballots({ ballots }: { readonly ballots: readonly BallotAnswer[] }) {
  const say = useText();
  if (ballots.length === 0) return <p className="meta">{say('approvals.noBallots')}</p>;
  return (
    <DataTable
      label={say('approvals.ballotList')}
      isCompact
      rows={ballots}
      keyOf={({ transaction_id: id }) => id}
      columns={[
        { title: say('approvals.officer'), cell: ({ officer }) => officer },
        {
          title: say('approvals.ballot'),
          cell: ({ approve }) => say(`chain.ballot.${approve ? 'approve' : 'refuse'}`),
        },
        { title: say('approvals.height'), isNumber: true, cell: ({ height }) => height },
        {
          title: say('chain.transaction'),
          cell: ({ transaction_id: id }) => <Hash value={id} />,
        },
      ]}
    />
  );
}
