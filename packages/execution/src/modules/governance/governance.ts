import {
  type Ballot,
  type GovernanceBallot,
  type GovernanceProposal,
  type GovernancePropose,
  type GovernanceWithdraw,
  type Officer,
  OfficerRole,
  ProposalStatus,
  RegistryKind,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { actionName } from './actions.ts';
import { AGENDA_MAX, keep, onAgenda } from './agenda.ts';
import { canConsent, consentsNeeded } from './consent.ts';
import { trial } from './effect.ts';
import { electorateOf, isPossible, policyOf } from './electorate.ts';
import { isSecondForKey, mayAskForKey } from './lost-key.ts';
import { settle } from './settle.ts';

// A system administrator proposes; the officers that the action's policy names vote, one ballot for
// each organisation. What shortens a period of retention needs supervision officers besides, and a
// lost key has a rule of its own. Whoever proposes never approves.

/** Opens a proposal named by the id of its transaction. */
export function propose(context: Context, message: GovernancePropose): ResultCode {
  const { registry, time } = context;
  const officer = signingOfficer(context);
  const name = actionName(message.action);
  if (officer === undefined || !mayPropose(context, officer, message)) {
    return ResultCode.signerNotPermitted;
  }
  if (name === undefined) return ResultCode.badAction;
  if (onAgenda(registry).length >= AGENDA_MAX) return ResultCode.tooMany;
  const assessment = message.action.declareRelease?.assessment;
  if (assessment && context.recordAuthor(assessment) === undefined) return ResultCode.unknownRecord;
  const proposal = opened(context, message, officer);
  if (proposal === undefined) return ResultCode.badField;
  if (!canBeApproved(context, proposal)) return ResultCode.electorateImpossible;
  // A dry run now: an act that cannot be carried out is refused before anybody votes on it.
  const code = trial(context, message.action);
  if (code !== ResultCode.done) return code;
  keep(registry, { ...proposal, submittedAt: time });
  return ResultCode.done;
}

/** Casts a ballot; the one that is enough carries the action out, or starts its time lock. */
export function vote(context: Context, message: GovernanceBallot): ResultCode {
  const officer = signingOfficer(context);
  const proposal = context.registry.get('proposal', message.proposalId);
  if (officer === undefined || !isVoter(officer)) return ResultCode.signerNotPermitted;
  if (proposal === undefined) return ResultCode.unknownProposal;
  if (!mayVote(context, officer, proposal)) return ResultCode.signerNotPermitted;
  if (proposal.status !== ProposalStatus.open) return ResultCode.proposalClosed;
  if (proposal.expiresAt <= context.time) return ResultCode.proposalClosed;
  if (proposal.ballots.some((ballot) => isSameVoice(officer, ballot))) {
    return ResultCode.alreadyVoted;
  }
  const ballot: Ballot = {
    ...{ organisation: officer.organisation, officer: officer.id, approve: message.approve },
    ...{ height: context.height, transactionId: context.transactionId },
  };
  settle(context, { ...proposal, ballots: [...proposal.ballots, ballot] });
  return ResultCode.done;
}

/**
 * Takes a proposal back before it is carried out: who made it may, and the officer whose key it
 * would replace, so that a key that is not lost cannot be taken.
 */
export function withdrawProposal(context: Context, message: GovernanceWithdraw): ResultCode {
  const officer = signingOfficer(context);
  const proposal = context.registry.get('proposal', message.proposalId);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  if (proposal === undefined) return ResultCode.unknownProposal;
  const mayWithdraw = [proposal.proposer, proposal.action.replaceKey?.officerId];
  if (!mayWithdraw.includes(officer.id)) return ResultCode.signerNotPermitted;
  const { open, approved, withdrawn } = ProposalStatus;
  const isPending = proposal.status === open || proposal.status === approved;
  if (!isPending) return ResultCode.proposalClosed;
  keep(context.registry, { ...proposal, status: withdrawn, closedHeight: context.height });
  return ResultCode.done;
}

function opened(
  context: Context,
  { action, expiresAt }: GovernancePropose,
  { id, organisation }: Officer,
): GovernanceProposal | undefined {
  const { registry, time, height, transactionId } = context;
  if (expiresAt !== 0 && expiresAt <= time) return undefined;
  const name = actionName(action);
  const own = name === undefined ? 0 : policyOf(registry, name).periodMs;
  const period = own === 0 ? (registry.get('parameters', '')?.proposalPeriodMs ?? 0) : own;
  return {
    ...{ id: transactionId, proposer: id, organisation, action },
    ...{ submittedHeight: height, submittedAt: time, effectAt: 0 },
    expiresAt: expiresAt === 0 ? time + period : Math.min(expiresAt, time + period),
    ...{ ballots: [], status: ProposalStatus.open, closedHeight: 0, failure: 0 },
  };
}

function mayPropose({ registry }: Context, officer: Officer, { action }: GovernancePropose) {
  return action?.replaceKey
    ? mayAskForKey(registry, officer, action.replaceKey.officerId)
    : officer.role === OfficerRole.systemAdmin;
}

function canBeApproved({ registry }: Context, { action, proposer }: GovernanceProposal): boolean {
  if (!canConsent(registry, action)) return false;
  if (action.replaceKey) {
    const { officerId } = action.replaceKey;
    const isSecond = (each: Officer) => isSecondForKey(registry, each, { officerId, proposer });
    return registry.all('officer').some(isSecond);
  }
  const name = actionName(action);
  return name !== undefined && isPossible(electorateOf(registry, policyOf(registry, name)));
}

// Roles that no rule gives a voice, before anything is looked up.
function isVoter({ role }: Officer): boolean {
  return role <= OfficerRole.auditAdmin || role === OfficerRole.supervisionOfficer;
}

function mayVote({ registry }: Context, officer: Officer, proposal: GovernanceProposal): boolean {
  const { action, proposer } = proposal;
  if (officer.id === proposer) return false;
  if (officer.role === OfficerRole.supervisionOfficer) return consentsNeeded(registry, action) > 0;
  if (action.replaceKey) {
    return isSecondForKey(registry, officer, { officerId: action.replaceKey.officerId, proposer });
  }
  const name = actionName(action);
  if (name === undefined) return false;
  const { officers } = electorateOf(registry, policyOf(registry, name));
  return officers.get(officer.organisation)?.some(({ id }) => id === officer.id) ?? false;
}

// Supervision officers speak for themselves, all others for their organisation.
function isSameVoice({ role, id, organisation }: Officer, ballot: Ballot): boolean {
  return role === OfficerRole.supervisionOfficer
    ? ballot.officer === id
    : ballot.organisation === organisation;
}

function signingOfficer({ registry, signer }: Context): Officer | undefined {
  if (signer.holderKind !== RegistryKind.officer) return undefined;
  const officer = registry.get('officer', signer.holder);
  return officer?.revokedHeight === 0 ? officer : undefined;
}
