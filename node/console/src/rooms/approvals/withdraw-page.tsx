import { ActPage, askAgain, Link, type OfficerKey, Pane, useText } from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { carryOut } from '../../chain/act.ts';
import { Done } from '../../chain/done.tsx';
import { type ProposalProps, useProposal } from './proposal-details.tsx';

/** Taking one's own proposal back, before it is carried out. */
export function WithdrawPage({ session, id }: ProposalProps) {
  const say = useText();
  const withdraw = async (key: OfficerKey) => {
    const value = { proposalId: hexToBytes(id) as Uint8Array };
    const done = await carryOut(key, { type: 'governanceWithdraw', value });
    await askAgain('proposals');
    return done;
  };
  return (
    <Pane answer={useProposal(id)}>
      {({ proposal }) => {
        const action = say(`chain.action.${proposal.action}`);
        const isOwn = proposal.proposer === session.officer;
        return (
          <ActPage
            title={say('approvals.withdraw.title', { action })}
            changes={<p>{say('approvals.withdraw.changes', { action })}</p>}
            undo={say('approvals.withdraw.undo')}
            expiry={say('approvals.withdraw.expiry')}
            refusal={isOwn ? undefined : say('approvals.withdraw.notYours')}
            signLabel={say('approvals.withdraw.sign')}
            carryOut={withdraw}
            after={(done) => (
              <Done title={say('approvals.withdraw.done')} done={done} names={[]}>
                <Link path="approvals">{say('approvals.back')}</Link>
              </Done>
            )}
          />
        );
      }}
    </Pane>
  );
}
