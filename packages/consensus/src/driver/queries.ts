/** What the host may ask of a height, above all what to send again. */
import type { RoundState, RoundStep } from '../round/state.ts';
import type { Certificate, ValidatorIndex, ValueId, Vote } from '../types.ts';
import { emptyTally } from '../vote-keeper/tally.ts';
import { hasAnyQuorum, quorumOf } from '../vote-keeper/vote-keeper.ts';
import { isKnownValid, type State } from './state.ts';

/** A value with the round it was locked or found valid in. */
export interface ValueAtRound {
  readonly round: number;
  readonly value: ValueId;
}

/** The current round; -1 before the start. */
export function roundOf(state: State): number {
  return state.round.round;
}

/** The step within the current round. */
export function stepOf(state: State): RoundStep {
  return state.round.step;
}

/** What we are locked on, if anything. */
export function lockedOf(state: State): ValueAtRound | undefined {
  return valueAt(state.round.lockedRound, state.round.lockedValue);
}

/** The value of the newest polka that we saw with its proposal, if any. */
export function validOf(state: State): ValueAtRound | undefined {
  return valueAt(state.round.validRound, state.round.validValue);
}

/** What was decided, if anything. */
export function decisionOf(state: State): RoundState['decision'] {
  return state.round.decision;
}

/** The prevotes of a round that are a quorum for a value, if there are. */
export function polka(state: State, round: number): Certificate | undefined {
  return quorumOf(state.keeper, 'prevote', round);
}

/** The precommits of a round that are a quorum for a value, if there are; late ones join them. */
export function commit(state: State, round: number): Certificate | undefined {
  return quorumOf(state.keeper, 'precommit', round);
}

/**
 * Validators whose prevote of a round, as it counts here, is for another value than this one: they
 * heard another proposal, or lie. Who prevoted nil or not at all is not among them.
 */
export function prevotedOtherwise(
  { keeper }: State,
  round: number,
  value: ValueId,
): readonly ValidatorIndex[] {
  const votes = keeper.rounds.get(round)?.prevote.votes ?? [];
  return votes.flatMap((vote) => {
    const isOther = vote !== undefined && vote.value !== null && vote.value !== value;
    return isOther ? vote.validator : [];
  });
}

/** A commit whose value is not known to be valid yet: the block to fetch. */
export function awaitedCommit(state: State): Certificate | undefined {
  if (state.round.decision !== null) return undefined;
  return bestQuorum(state, 'precommit', (value) => !isKnownValid(state, value));
}

/** Our own votes of this height, also those of an earlier life. */
export function ownVotes(state: State): readonly Vote[] {
  return state.own.votes;
}

/**
 * The votes to send again at a timeout, to a peer that reconnects, and from time to time while
 * nothing moves (a round may have no timer running). Without repetition; the host holds the
 * signatures. Own votes of this height, the polka of the highest round, a commit, and what shows
 * others the way to our round: the precommits of the round before it and all votes of it. For if
 * a hostile vote that was sent to us alone let us go on, the others may need it to follow.
 */
export function heldVotes(state: State): readonly Vote[] {
  const { round } = state.round;
  const { rounds } = state.keeper;
  const held = [
    ...state.own.votes,
    ...votesOf(state, bestQuorum(state, 'prevote')),
    ...votesOf(state, bestQuorum(state, 'precommit')),
    ...(rounds.get(round - 1)?.precommit.votes ?? []),
    ...(rounds.get(round)?.prevote.votes ?? []),
    ...(rounds.get(round)?.precommit.votes ?? []),
  ];
  const votes = held.filter((vote) => vote !== undefined);
  return [...new Map(votes.map((vote) => [keyOf(vote), vote])).values()];
}

/**
 * Votes that let a node into the current round: the precommits of the round before, where they are
 * a quorum (line 65), else those of this round itself (line 55). None for round 0.
 */
export function wayToRound({ keeper, round: { round } }: State): readonly Vote[] {
  if (round < 1) return [];
  const { prevote, precommit } = keeper.rounds.get(round) ?? emptyTally;
  const shown = hasAnyQuorum(keeper, 'precommit', round - 1)
    ? (keeper.rounds.get(round - 1)?.precommit.votes ?? [])
    : [...prevote.votes, ...precommit.votes];
  return shown.filter((vote) => vote !== undefined);
}

function valueAt(round: number, value: ValueId | null): ValueAtRound | undefined {
  return value === null ? undefined : { round, value };
}

function bestQuorum(
  { keeper }: State,
  type: Vote['type'],
  accepts: (value: ValueId) => boolean = () => true,
): Certificate | undefined {
  let best: Certificate | undefined;
  for (const round of keeper.rounds.keys()) {
    if (best !== undefined && best.round > round) continue;
    const found = quorumOf(keeper, type, round);
    if (found !== undefined && accepts(found.value)) best = found;
  }
  return best;
}

function votesOf({ config }: State, certificate: Certificate | undefined): Vote[] {
  if (certificate === undefined) return [];
  const { kind, round, value, validators } = certificate;
  const type = kind === 'polka' ? 'prevote' : 'precommit';
  return validators.map((validator) => ({ type, height: config.height, round, value, validator }));
}

function keyOf({ type, round, value, validator }: Vote): string {
  return `${type} ${round} ${validator} ${value === null ? 'nil' : `value ${value}`}`;
}
