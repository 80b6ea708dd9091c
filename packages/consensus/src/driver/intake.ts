/**
 * Taking in what peers said. Each function returns whether the rules must be looked at again;
 * what is not of this height, not of a known validator or not possible is dropped in silence.
 */
import { MAX_ROUND } from '../limits.ts';
import type { Certificate, Proposal, ValidatorIndex, Validity, Vote } from '../types.ts';
import { addCertificate, addVote, hasQuorum } from '../vote-keeper/vote-keeper.ts';
import { recordProposal, recordVote } from './own-record.ts';
import { addProposal } from './proposals.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** Whether a round number can be one at all. */
function isRound(round: number): boolean {
  return Number.isInteger(round) && round >= 0 && round <= MAX_ROUND;
}

export function takeProposal(turn: Turn, proposal: Proposal, validity: Validity): boolean {
  const { state } = turn;
  if (!isAcceptable(state, proposal)) return false;
  const { proposals, evidence } = addProposal(
    state.proposals,
    { proposal, validity },
    state.round.round,
    isBacked(state, proposal),
  );
  const isOwn = proposal.proposer === state.config.self;
  const own = isOwn ? recordProposal(state.own, proposal) : state.own;
  turn.state = { ...state, proposals, own };
  if (evidence !== undefined) turn.effects.push({ type: 'evidence', ...evidence });
  return proposals !== state.proposals;
}

export function takeVote(turn: Turn, vote: Vote): boolean {
  const { config, keeper, round } = turn.state;
  const isVote = vote.type === 'prevote' || vote.type === 'precommit';
  if (!isVote || vote.height !== config.height || !isRound(vote.round)) return false;
  if (!isValidator(turn.state, vote.validator)) return false;
  const added = addVote(keeper, vote, round.round);
  turn.state = { ...turn.state, keeper: added.keeper };
  if (added.evidence !== undefined) turn.effects.push({ type: 'evidence', ...added.evidence });
  rememberOwn(turn, vote);
  return added.threshold !== undefined;
}

export function takeCertificate(turn: Turn, certificate: Certificate): boolean {
  const { config, keeper, round } = turn.state;
  const { kind, value, validators } = certificate;
  const areKnown = validators.every((index) => isValidator(turn.state, index));
  const areDistinct = new Set(validators).size === validators.length;
  if (!isRound(certificate.round) || !areKnown || !areDistinct) return false;
  // Rebuilt field by field: the state must not hold on to what else the caller's object carries.
  const own = { kind, round: certificate.round, value, validators: [...validators] };
  const added = addCertificate(keeper, own, config.height, round.round);
  turn.state = { ...turn.state, keeper: added.keeper };
  for (const evidence of added.evidence) turn.effects.push({ type: 'evidence', ...evidence });
  const type = kind === 'polka' ? 'prevote' : 'precommit';
  for (const validator of validators) {
    rememberOwn(turn, { type, height: config.height, round: own.round, value, validator });
  }
  return true;
}

/** Line 22 and 28 ask for the proposer of the round; a valid round lies before the round. */
function isAcceptable({ config }: State, proposal: Proposal): boolean {
  const { height, round, validRound, proposer } = proposal;
  if (height !== config.height || !isRound(round)) return false;
  const isPossible = Number.isInteger(validRound) && validRound >= -1 && validRound < round;
  return isPossible && proposer === config.proposer(round);
}

/** Whether a quorum has already spoken for the value: prevotes of this round, or a commit. */
function isBacked({ keeper }: State, { round, value }: Proposal): boolean {
  if (hasQuorum(keeper, 'prevote', round, value)) return true;
  return [...keeper.rounds.keys()].some((at) => hasQuorum(keeper, 'precommit', at, value));
}

function isValidator({ config }: State, index: ValidatorIndex): boolean {
  return Number.isInteger(index) && index >= 0 && index < config.validators.powers.length;
}

/**
 * A vote of our own that came from outside is of an earlier life. It binds us: it is not
 * contradicted, and the lock that a precommit stands for (lines 38-43) holds again.
 */
function rememberOwn(turn: Turn, vote: Vote): void {
  const { config, own, round } = turn.state;
  if (vote.validator !== config.self) return;
  const recorded = recordVote(own, vote);
  if (recorded !== own) turn.state = { ...turn.state, own: recorded, round: withLock(round, vote) };
}

function withLock(round: State['round'], { type, value, round: at }: Vote): State['round'] {
  if (type !== 'precommit' || value === null) return round;
  const locked = at > round.lockedRound ? { lockedRound: at, lockedValue: value } : {};
  const valid = at > round.validRound ? { validRound: at, validValue: value } : {};
  return { ...round, ...locked, ...valid };
}
