/** The votes of one round: who said what, and with how much power behind it. */
import type {
  Certificate,
  Equivocation,
  ValidatorIndex,
  ValueId,
  Vote,
  VoteType,
} from '../types.ts';

/** Votes of one type in one round. */
export interface TypeTally {
  /** The first vote of each validator, by position. */
  readonly votes: readonly (Vote | undefined)[];
  /** Power of all who voted. */
  readonly power: number;
  readonly powerByValue: ReadonlyMap<ValueId | null, number>;
  /** A verified quorum that came as a whole; it stands whatever an equivocator in it told us. */
  readonly certificate: Certificate | undefined;
  /** Validators whose equivocation here has been reported, so that each is reported once. */
  readonly reported: ReadonlySet<ValidatorIndex>;
}

export interface RoundTally {
  readonly prevote: TypeTally;
  readonly precommit: TypeTally;
  /** Power of all who cast a vote of either type. */
  readonly voterPower: number;
  /** Keys of the thresholds already returned for this round. */
  readonly emitted: ReadonlySet<string>;
}

const emptyType: TypeTally = {
  votes: [],
  power: 0,
  powerByValue: new Map(),
  certificate: undefined,
  reported: new Set(),
};

export const emptyTally: RoundTally = {
  prevote: emptyType,
  precommit: emptyType,
  voterPower: 0,
  emitted: new Set(),
};

/** A tally after a vote; `evidence` at the first contradiction of a validator in round and type. */
export interface TallyResult {
  readonly tally: RoundTally;
  readonly evidence: Equivocation<Vote> | undefined;
}

/**
 * Counts a vote: the first of a validator per type counts, an equal one changes nothing, a
 * different one is evidence and does not count.
 */
export function countVote(tally: RoundTally, vote: Vote, power: number): TallyResult {
  const { type, validator } = vote;
  const kept = tally[type].votes[validator];
  if (kept === undefined) {
    const seen = hasVoted(tally, validator);
    const voterPower = tally.voterPower + (seen ? 0 : power);
    const counted = { ...tally, [type]: withVote(tally[type], vote, power), voterPower };
    return { tally: counted, evidence: undefined };
  }
  if (kept.value === vote.value || tally[type].reported.has(validator)) {
    return { tally, evidence: undefined };
  }
  const reported = new Set(tally[type].reported).add(validator);
  return {
    tally: { ...tally, [type]: { ...tally[type], reported } },
    evidence: { first: kept, second: vote },
  };
}

/** Remembers a quorum that was verified as a whole. The first of a round and type stays. */
export function withCertificate(
  tally: RoundTally,
  type: VoteType,
  certificate: Certificate,
): RoundTally {
  if (tally[type].certificate !== undefined) return tally;
  return { ...tally, [type]: { ...tally[type], certificate } };
}

function hasVoted(tally: RoundTally, validator: ValidatorIndex): boolean {
  return [tally.prevote, tally.precommit].some(({ votes }) => votes[validator] !== undefined);
}

function withVote(tally: TypeTally, vote: Vote, power: number): TypeTally {
  const votes = tally.votes.slice();
  votes[vote.validator] = vote;
  const powerByValue = new Map(tally.powerByValue);
  powerByValue.set(vote.value, (powerByValue.get(vote.value) ?? 0) + power);
  return { ...tally, votes, power: tally.power + power, powerByValue };
}
