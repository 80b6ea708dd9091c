import {
  type Action,
  type Ballot,
  type GovernanceBallot,
  type GovernanceProposal,
  type GovernancePropose,
  type Officer,
  OfficerRole,
  ProposalStatus,
  RegistryKind,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { shortens } from '../retention/periods.ts';
import { actionName, applyAction } from './actions.ts';

// First level of governance: a system administrator proposes, security administrators vote, one
// ballot for each organisation, and a MAJORITY of organisations carries the action out in the same
// block. The roles exclude one another, so whoever proposes never approves. What shortens a period
// of retention needs the ballots of two supervision officers besides.

/** Opens a proposal named by the id of its transaction. */
export function propose(context: Context, message: GovernancePropose): ResultCode {
  const officer = officerOf(context, OfficerRole.systemAdmin);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  if (actionName(message.action) === undefined) return ResultCode.badAction;
  if (!canReachMajority(context.registry)) return ResultCode.electorateImpossible;
  if (needsConsent(context, message.action) && !canConsent(context.registry)) {
    return ResultCode.electorateImpossible;
  }
  // A dry run now: an act that cannot be carried out is refused before anybody votes on it.
  const trial = carryOut(context, context.registry.fork(), message.action);
  if (trial !== ResultCode.done) return trial;
  const period = context.registry.get('parameters', '')?.proposalPeriodMs ?? 0;
  const latest = context.time + period;
  if (message.expiresAt !== 0 && message.expiresAt <= context.time) return ResultCode.badField;
  context.registry.set('proposal', context.transactionId, {
    id: context.transactionId,
    proposer: officer.id,
    organisation: officer.organisation,
    action: message.action,
    submittedHeight: context.height,
    expiresAt: message.expiresAt === 0 ? latest : Math.min(message.expiresAt, latest),
    ballots: [],
    status: ProposalStatus.open,
    closedHeight: 0,
    failure: 0,
  });
  return ResultCode.done;
}

/** Casts an organisation's ballot; the one that makes a majority carries the action out. */
export function vote(context: Context, message: GovernanceBallot): ResultCode {
  const supervision = officerOf(context, OfficerRole.supervisionOfficer);
  const officer = supervision ?? officerOf(context, OfficerRole.securityAdmin);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const proposal = context.registry.get('proposal', message.proposalId);
  if (proposal === undefined) return ResultCode.unknownProposal;
  if (supervision !== undefined && !needsConsent(context, proposal.action)) {
    return ResultCode.signerNotPermitted;
  }
  if (proposal.status !== ProposalStatus.open) return ResultCode.proposalClosed;
  if (proposal.expiresAt <= context.time) return ResultCode.proposalClosed;
  const { organisation } = officer;
  const hasVoted = (ballot: Ballot) =>
    supervision === undefined
      ? ballot.organisation === organisation
      : ballot.officer === officer.id;
  if (proposal.ballots.some(hasVoted)) return ResultCode.alreadyVoted;
  const { approve } = message;
  const ballot = { organisation, officer: officer.id, approve, height: context.height };
  resolve(context, { ...proposal, ballots: [...proposal.ballots, ballot] });
  return ResultCode.done;
}

// The registry is read again at each ballot: members that left no longer count.
function resolve(context: Context, proposal: GovernanceProposal): void {
  const members = new Set(context.registry.all('organisation').map(({ id }) => id));
  const counted = proposal.ballots.filter(({ organisation }) => members.has(organisation));
  const approvals = counted.filter(({ approve }) => approve).length;
  const refusals = counted.length - approvals;
  const isRefused = refusals * 2 >= members.size || isRefusedByAuthority(context, proposal);
  if (approvals * 2 > members.size && hasConsent(context, proposal)) effect(context, proposal);
  else if (isRefused) close(context, proposal, ProposalStatus.rejected);
  else context.registry.set('proposal', proposal.id, proposal);
}

/** Supervision officers that must approve what shortens a period of retention. */
const CONSENTS = 2;

function needsConsent({ registry }: Context, { setRetention }: Action): boolean {
  return setRetention ? shortens(registry, setRetention) : false;
}

function hasConsent(context: Context, proposal: GovernanceProposal): boolean {
  if (!needsConsent(context, proposal.action)) return true;
  return authorityBallots(context, proposal, true).length >= CONSENTS;
}

function isRefusedByAuthority(context: Context, proposal: GovernanceProposal): boolean {
  return (
    needsConsent(context, proposal.action) && authorityBallots(context, proposal, false).length > 0
  );
}

// An officer whose appointment ended since no longer counts.
function authorityBallots(
  { registry }: Context,
  { ballots }: GovernanceProposal,
  approve: boolean,
): Ballot[] {
  return ballots.filter(({ officer, ...ballot }) => {
    const holder = registry.get('officer', officer);
    return (
      ballot.approve === approve &&
      holder?.role === OfficerRole.supervisionOfficer &&
      holder.revokedHeight === 0
    );
  });
}

function canConsent(registry: RegistryReader): boolean {
  const officers = registry
    .all('officer')
    .filter(
      ({ role, revokedHeight }) => role === OfficerRole.supervisionOfficer && revokedHeight === 0,
    );
  return officers.length >= CONSENTS;
}

function effect(context: Context, proposal: GovernanceProposal): void {
  const fork = context.registry.fork();
  const code = carryOut(context, fork, proposal.action);
  if (code === ResultCode.done) {
    context.registry.adopt(fork);
    close(context, proposal, ProposalStatus.effected);
  } else {
    close(context, { ...proposal, failure: code }, ProposalStatus.failed);
  }
}

// No act may leave an electorate behind that could not undo it.
function carryOut(context: Context, fork: RegistryDraft, action: Action): ResultCode {
  const code = applyAction({ ...context, registry: fork }, action);
  if (code !== ResultCode.done || canReachMajority(fork)) return code;
  return ResultCode.electorateImpossible;
}

function close(context: Context, proposal: GovernanceProposal, status: number): void {
  context.registry.set('proposal', proposal.id, {
    ...proposal,
    status,
    closedHeight: context.height,
  });
}

function officerOf(context: Context, role: number): Officer | undefined {
  if (context.signer.holderKind !== RegistryKind.officer) return undefined;
  const officer = context.registry.get('officer', context.signer.holder);
  return officer?.role === role && officer.revokedHeight === 0 ? officer : undefined;
}

function canReachMajority(registry: RegistryReader): boolean {
  const voters = new Set(
    registry
      .all('officer')
      .filter(
        ({ role, revokedHeight }) => role === OfficerRole.securityAdmin && revokedHeight === 0,
      )
      .map(({ organisation }) => organisation),
  );
  return voters.size * 2 > registry.all('organisation').length;
}
