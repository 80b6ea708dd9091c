/**
 * How much voting power has said what, per round and vote type of one height.
 *
 * Memory: rounds up to the current one plus `MAX_ROUNDS_AHEAD` hold at most one vote per validator
 * and type; rounds beyond hold one round per validator. The current round itself moves only when
 * more than a third of the power, so at least one correct validator, is ahead or we time out.
 */
import { MAX_ROUNDS_AHEAD } from '../limits.ts';
import type { Certificate, Equivocation, ValueId, Vote, VoteType } from '../types.ts';
import { type FarVotes, farSkipRound, keepFarVote, takeNear } from './far-votes.ts';
import { countVote, emptyTally, type RoundTally, withCertificate } from './tally.ts';
import { isQuorum, isSkip, type Threshold } from './threshold.ts';

export interface VoteKeeper {
  readonly powers: readonly number[];
  readonly totalPower: number;
  readonly rounds: ReadonlyMap<number, RoundTally>;
  readonly far: FarVotes;
}

/** The keeper after a vote, the threshold it completed, and the contradiction it revealed. */
export interface KeeperResult {
  readonly keeper: VoteKeeper;
  readonly threshold: Threshold | undefined;
  readonly evidence: Equivocation<Vote> | undefined;
}

/** A keeper without votes for validators of these powers (non-negative integers). */
export function createVoteKeeper(powers: readonly number[]): VoteKeeper {
  const totalPower = powers.reduce((sum, power) => sum + power, 0);
  return { powers, totalPower, rounds: new Map(), far: new Map() };
}

/**
 * Counts one vote of a known validator.
 *
 * A vote of a round above `currentRound` in which voters with more than a third of the power are
 * seen gives `skip`, every time. Otherwise the result is the quorum on this vote's value, else the
 * quorum on anything, each at most once per round. When no threshold is returned, no answer of
 * `hasQuorum`, `hasAnyQuorum` and `skipRound` has changed.
 */
export function addVote(keeper: VoteKeeper, vote: Vote, currentRound: number): KeeperResult {
  if (vote.round > currentRound + MAX_ROUNDS_AHEAD) return addFarVote(keeper, vote);
  const before = keeper.rounds.get(vote.round) ?? emptyTally;
  const { tally, evidence } = countVote(before, vote, keeper.powers[vote.validator] ?? 0);
  const threshold = thresholdOf(tally, vote, currentRound, keeper.totalPower);
  if (threshold === undefined) {
    return { keeper: withTally(keeper, vote.round, tally), threshold, evidence };
  }
  const key = keyOf(threshold);
  const isRepeated = threshold.type !== 'skip' && tally.emitted.has(key);
  const marked = { ...tally, emitted: new Set(tally.emitted).add(key) };
  return {
    keeper: withTally(keeper, vote.round, isRepeated ? tally : marked),
    threshold: isRepeated ? undefined : threshold,
    evidence,
  };
}

/**
 * Counts a certificate that the host has verified. Its votes count one by one; if they are a
 * quorum, they also stand as one, so that an equivocator who told us something else first cannot
 * make us miss it. A quorum needs correct validators, so it is kept for any round.
 */
export function addCertificate(
  keeper: VoteKeeper,
  certificate: Certificate,
  height: number,
  currentRound: number,
): { readonly keeper: VoteKeeper; readonly evidence: readonly Equivocation<Vote>[] } {
  const type: VoteType = certificate.kind === 'polka' ? 'prevote' : 'precommit';
  const { round, value, validators } = certificate;
  const power = validators.reduce((sum, index) => sum + (keeper.powers[index] ?? 0), 0);
  const isWhole = isQuorum(power, keeper.totalPower);
  const horizon = isWhole ? Math.max(currentRound, round) : currentRound;
  const evidence: Equivocation<Vote>[] = [];
  let next = keeper;
  for (const validator of validators) {
    const added = addVote(next, { type, height, round, value, validator }, horizon);
    next = added.keeper;
    if (added.evidence !== undefined) evidence.push(added.evidence);
  }
  if (isWhole) {
    const tally = next.rounds.get(round) ?? emptyTally;
    next = withTally(next, round, withCertificate(tally, type, certificate));
  }
  return { keeper: next, evidence };
}

/** Counts in full the far votes that a new current round has brought within reach. */
export function advanceRound(keeper: VoteKeeper, currentRound: number): VoteKeeper {
  const { far, near } = takeNear(keeper.far, currentRound + MAX_ROUNDS_AHEAD);
  let next: VoteKeeper = far === keeper.far ? keeper : { ...keeper, far };
  // That a far vote contradicts one counted meanwhile stays unreported: the first counts.
  for (const vote of near) next = addVote(next, vote, currentRound).keeper;
  return next;
}

/** Whether votes of this round and type for exactly this value (`null`: nil) are a quorum. */
export function hasQuorum(
  keeper: VoteKeeper,
  type: VoteType,
  round: number,
  value: ValueId | null,
): boolean {
  const tally = keeper.rounds.get(round)?.[type];
  if (tally === undefined) return false;
  if (value !== null && tally.certificate?.value === value) return true;
  return isQuorum(tally.powerByValue.get(value) ?? 0, keeper.totalPower);
}

/** Whether votes of this round and type, whatever they say, are a quorum. */
export function hasAnyQuorum(keeper: VoteKeeper, type: VoteType, round: number): boolean {
  return isQuorum(keeper.rounds.get(round)?.[type].power ?? 0, keeper.totalPower);
}

/** The quorum for a value in this round and type, with the validators behind it, ascending. */
export function quorumOf(
  keeper: VoteKeeper,
  type: VoteType,
  round: number,
): Certificate | undefined {
  const tally = keeper.rounds.get(round)?.[type];
  if (tally === undefined) return undefined;
  for (const [value, power] of tally.powerByValue) {
    if (value === null || !isQuorum(power, keeper.totalPower)) continue;
    const validators = tally.votes.flatMap((vote) => (vote?.value === value ? vote.validator : []));
    return { kind: type === 'prevote' ? 'polka' : 'commit', round, value, validators };
  }
  return tally.certificate;
}

/** The highest round above `currentRound` with votes of more than a third (line 55). */
export function skipRound(keeper: VoteKeeper, currentRound: number): number | undefined {
  let highest = farSkipRound(keeper.far, keeper.powers, keeper.totalPower) ?? currentRound;
  for (const [round, { voterPower }] of keeper.rounds) {
    if (round > highest && isSkip(voterPower, keeper.totalPower)) highest = round;
  }
  return highest > currentRound ? highest : undefined;
}

function addFarVote(keeper: VoteKeeper, vote: Vote): KeeperResult {
  const { far, evidence } = keepFarVote(keeper.far, vote);
  const round = farSkipRound(far, keeper.powers, keeper.totalPower);
  return {
    keeper: far === keeper.far ? keeper : { ...keeper, far },
    threshold: round === undefined ? undefined : { type: 'skip', round },
    evidence,
  };
}

function withTally(keeper: VoteKeeper, round: number, tally: RoundTally): VoteKeeper {
  if (keeper.rounds.get(round) === tally) return keeper;
  return { ...keeper, rounds: new Map(keeper.rounds).set(round, tally) };
}

function thresholdOf(
  tally: RoundTally,
  vote: Vote,
  currentRound: number,
  totalPower: number,
): Threshold | undefined {
  const { type, round, value } = vote;
  if (round > currentRound && isSkip(tally.voterPower, totalPower)) return { type: 'skip', round };
  const isOnValue = isQuorum(tally[type].powerByValue.get(value) ?? 0, totalPower);
  if (isOnValue && value !== null) {
    return { type: type === 'prevote' ? 'polkaValue' : 'precommitValue', round, value };
  }
  if (isOnValue && type === 'prevote') return { type: 'polkaNil', round };
  if (!isQuorum(tally[type].power, totalPower)) return undefined;
  return { type: type === 'prevote' ? 'polkaAny' : 'precommitAny', round };
}

function keyOf(threshold: Threshold): string {
  return 'value' in threshold ? `${threshold.type}:${threshold.value}` : threshold.type;
}
