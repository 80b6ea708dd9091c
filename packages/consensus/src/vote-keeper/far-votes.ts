/**
 * Votes of rounds beyond `MAX_ROUNDS_AHEAD`: of each validator only its highest round is kept, one
 * vote per type. So their number is bounded by the number of validators, whatever is sent.
 */
import type { Equivocation, ValidatorIndex, Vote, VoteType } from '../types.ts';
import { isSkip } from './threshold.ts';

interface FarRound {
  readonly round: number;
  readonly votes: { readonly [T in VoteType]?: Vote };
  readonly reported: boolean;
}

export type FarVotes = ReadonlyMap<ValidatorIndex, FarRound>;

/** Keeps a far vote if it is of the validator's highest round so far. */
export function keepFarVote(
  far: FarVotes,
  vote: Vote,
): { readonly far: FarVotes; readonly evidence: Equivocation<Vote> | undefined } {
  const { validator, round, type } = vote;
  const last = far.get(validator);
  if (last !== undefined && last.round > round) return { far, evidence: undefined };
  const here = last?.round === round ? last : { round, votes: {}, reported: false };
  const first = here.votes[type];
  if (first === undefined) {
    const votes = { ...here.votes, [type]: vote };
    return { far: new Map(far).set(validator, { ...here, votes }), evidence: undefined };
  }
  if (first.value === vote.value || here.reported) return { far, evidence: undefined };
  return {
    far: new Map(far).set(validator, { ...here, reported: true }),
    evidence: { first, second: vote },
  };
}

/**
 * The highest round that validators with more than a third of the power have reached or passed.
 * As only the latest round of each is known, "in or beyond" stands for the paper's "in" (line 55);
 * a correct validator is among them, so the round has been entered or passed by one.
 */
export function farSkipRound(
  far: FarVotes,
  powers: readonly number[],
  totalPower: number,
): number | undefined {
  const descending = [...far].sort(([, a], [, b]) => b.round - a.round);
  let power = 0;
  for (const [validator, { round }] of descending) {
    power += powers[validator] ?? 0;
    if (isSkip(power, totalPower)) return round;
  }
  return undefined;
}

/** Splits off the votes of rounds up to `lastRound`, in the order of the validators. */
export function takeNear(
  far: FarVotes,
  lastRound: number,
): { readonly far: FarVotes; readonly near: readonly Vote[] } {
  const reached = [...far].filter(([, { round }]) => round <= lastRound);
  if (reached.length === 0) return { far, near: [] };
  const near = reached
    .sort(([a], [b]) => a - b)
    .flatMap(([, { votes }]) => [votes.prevote, votes.precommit])
    .filter((vote) => vote !== undefined);
  const rest = new Map([...far].filter(([, { round }]) => round > lastRound));
  return { far: rest, near };
}
