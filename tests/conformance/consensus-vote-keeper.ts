/** Replays traces of the vote keeper (`itf_votekeeper_*`): a whole life of one keeper. */
import {
  addVote,
  createVoteKeeper,
  type Threshold,
  type Vote,
  type VoteKeeper,
} from '@mingjing/consensus';
import {
  canonical,
  idOrNil,
  idText,
  isEqual,
  type Outcome,
  type Plain,
  plain,
  type Trace,
} from './itf.ts';

interface SpecVote {
  readonly voteType: string;
  readonly height: number;
  readonly round: number;
  readonly valueId: Plain;
  readonly srcAddress: Plain;
}

interface SpecTally {
  readonly votesAddresses: readonly Plain[];
  readonly valuesWeights: readonly [Plain, number][];
}

interface SpecRound {
  readonly prevotes: SpecTally;
  readonly precommits: SpecTally;
  readonly votesAddressesWeights: readonly [Plain, number][];
}

interface TraceState {
  readonly weightedVote: string | { readonly value: readonly [SpecVote, number, number] };
  readonly lastEmitted: string | { readonly tag: string; readonly value: Plain };
  readonly bookkeeper: {
    readonly validatorSet: readonly [Plain, number][];
    readonly rounds: readonly [number, SpecRound][];
    readonly evidence: readonly (readonly SpecVote[])[];
  };
}

/** Replays one trace. */
export function replayVoteKeeper(trace: Trace): Pick<Outcome, 'difference' | 'isDeviation'> {
  const { states } = plain(trace) as unknown as { states: TraceState[] };
  return { difference: firstDifference(states), isDeviation: false };
}

function firstDifference(states: readonly TraceState[]): string | undefined {
  const members = [...(states[0]?.bookkeeper.validatorSet ?? [])];
  const names = members.map(([name]) => idText(name));
  let keeper = createVoteKeeper(members.map(([, power]) => power));
  const accused = new Set<string>();
  for (const [index, spec] of states.entries()) {
    if (typeof spec.weightedVote === 'string') continue;
    const before = states[index - 1];
    if (before !== undefined && isEqual(before, spec)) continue;
    const [vote, , currentRound] = spec.weightedVote.value;
    const result = addVote(keeper, toVote(vote, names), currentRound);
    keeper = result.keeper;
    if (result.evidence !== undefined) accused.add(accusation(vote));
    const emitted = result.threshold === undefined ? null : describe(result.threshold);
    const got = { emitted, rounds: roundsOf(keeper, names), accused: [...accused].sort(byText) };
    const expected = {
      emitted: toThreshold(spec.lastEmitted),
      rounds: specRounds(spec),
      accused: specAccused(spec),
    };
    if (!isEqual(expected, got)) {
      return `step ${index}: expected ${canonical(expected)}, got ${canonical(got)}`;
    }
  }
  return undefined;
}

function toVote(spec: SpecVote, names: readonly string[]): Vote {
  const type = spec.voteType === 'Prevote' ? 'prevote' : 'precommit';
  const validator = names.indexOf(idText(spec.srcAddress));
  const { height, round } = spec;
  return { type, height, round, value: idOrNil(spec.valueId), validator };
}

function toThreshold(spec: TraceState['lastEmitted']): Plain {
  if (typeof spec === 'string') return null;
  const type = spec.tag.replace('VKOutput', '');
  const at = Array.isArray(spec.value) ? [spec.value[0], idOrNil(spec.value[1])] : spec.value;
  return { type: type[0]?.toLowerCase() + type.slice(1), at };
}

function describe(threshold: Threshold): Plain {
  const { type, round } = threshold;
  return { type, at: 'value' in threshold ? [round, threshold.value] : round };
}

/** The specification keeps every contradicting pair; here each validator is reported once. */
function accusation({ srcAddress, round, voteType }: SpecVote): string {
  return `${idText(srcAddress)} ${round} ${voteType}`;
}

function specAccused({ bookkeeper }: TraceState): string[] {
  const keys = bookkeeper.evidence.flatMap((pair) => pair.map(accusation));
  return [...new Set(keys)].sort(byText);
}

function specRounds({ bookkeeper }: TraceState): Plain {
  const rounds = bookkeeper.rounds.map(([round, spec]) => ({
    round,
    prevotes: specTally(spec.prevotes),
    precommits: specTally(spec.precommits),
    voters: spec.votesAddressesWeights.reduce((sum, [, weight]) => sum + weight, 0),
  }));
  return rounds.sort((a, b) => a.round - b.round);
}

function specTally({ votesAddresses, valuesWeights }: SpecTally): Plain {
  return { voters: votesAddresses.map(idText).sort(byText), weights: weightsOf(valuesWeights) };
}

function roundsOf({ rounds }: VoteKeeper, names: readonly string[]): Plain {
  const tallies = [...rounds].map(([round, tally]) => ({
    round,
    prevotes: tallyOf(tally.prevote, names),
    precommits: tallyOf(tally.precommit, names),
    voters: tally.voterPower,
  }));
  return tallies.sort((a, b) => a.round - b.round);
}

function tallyOf(
  tally: { votes: readonly (Vote | undefined)[]; powerByValue: ReadonlyMap<string | null, number> },
  names: readonly string[],
): Plain {
  const voters = names.filter((_, index) => tally.votes[index] !== undefined);
  return { voters: voters.sort(byText), weights: weightsOf([...tally.powerByValue]) };
}

function weightsOf(weights: readonly (readonly [Plain, number])[]): Plain {
  return weights.map(([value, weight]) => `${idOrNil(value)} ${weight}`).sort(byText);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
