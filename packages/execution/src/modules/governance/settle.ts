import { type GovernanceProposal, type Officer, ProposalStatus } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import { actionName } from './actions.ts';
import { keep, onAgenda } from './agenda.ts';
import { consentOf } from './consent.ts';
import { type EffectContext, effect } from './effect.ts';
import { electorateOf, type Outcome, outcomeOf, policyOf } from './electorate.ts';
import { isSecondForKey, LOST_KEY_LOCK_MS } from './lost-key.ts';

/**
 * What a block does before its first transaction: proposals whose time is over expire, and what
 * was approved and has waited for its lock is judged again by the registry as it is now, and
 * carried out.
 */
export function settleDue(context: EffectContext): void {
  for (const proposal of onAgenda(context.registry)) {
    const { status, expiresAt, effectAt } = proposal;
    if (status === ProposalStatus.open && expiresAt <= context.time) {
      keep(context.registry, closed(context, proposal, ProposalStatus.expired));
    }
    if (status === ProposalStatus.approved && effectAt <= context.time) settle(context, proposal);
  }
}

/** Draws the consequence of a proposal's ballots, and keeps it. */
export function settle(context: EffectContext, proposal: GovernanceProposal): void {
  keep(context.registry, settled(context, proposal));
}

function settled(context: EffectContext, proposal: GovernanceProposal): GovernanceProposal {
  const { open, approved, rejected, effected, failed } = ProposalStatus;
  const outcome = judged(context.registry, proposal);
  const wasApproved = proposal.status === approved;
  // Approved by members or officers that do not count any more: it is not approved now.
  const isLost = outcome === 'rejected' || (outcome === 'open' && wasApproved);
  if (isLost) return closed(context, proposal, rejected);
  if (outcome === 'open') return { ...proposal, status: open };
  const lock = lockOf(context.registry, proposal);
  if (lock > 0 && !wasApproved) {
    return { ...proposal, status: approved, effectAt: context.time + lock };
  }
  const code = effect(context, proposal.action);
  if (code === ResultCode.done) return closed(context, proposal, effected);
  return { ...closed(context, proposal, failed), failure: code };
}

/** What the ballots come to by the registry as it is: electorate and consent. */
export function judged(registry: RegistryReader, proposal: GovernanceProposal): Outcome {
  const consent = consentOf(registry, proposal);
  if (consent === 'refused') return 'rejected';
  const outcome = ballotsOf(registry, proposal);
  return outcome === 'approved' && consent === 'open' ? 'open' : outcome;
}

function ballotsOf(registry: RegistryReader, proposal: GovernanceProposal): Outcome {
  const { action, ballots, proposer } = proposal;
  if (action.replaceKey) {
    const { officerId } = action.replaceKey;
    const isSecond = (officer: Officer | undefined) =>
      officer !== undefined && isSecondForKey(registry, officer, { officerId, proposer });
    const approving = ballots.filter(({ approve }) => approve);
    const isApproved = approving.some(({ officer }) => isSecond(registry.get('officer', officer)));
    return isApproved ? 'approved' : 'open';
  }
  const name = actionName(action);
  if (name === undefined) return 'rejected';
  return outcomeOf(electorateOf(registry, policyOf(registry, name)), ballots);
}

function lockOf(registry: RegistryReader, { action }: GovernanceProposal): number {
  if (action.replaceKey) return LOST_KEY_LOCK_MS;
  const name = actionName(action);
  return name === undefined ? 0 : policyOf(registry, name).lockMs;
}

function closed({ height }: EffectContext, proposal: GovernanceProposal, status: number) {
  return { ...proposal, status, closedHeight: height };
}
