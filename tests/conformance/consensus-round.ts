/** Replays traces of the round machine (`itf_consensus_*`): each step from the state before it. */
import { type RoundInput, type RoundState, stepRound } from '@mingjing/consensus';
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

interface TraceState {
  readonly input: Tagged;
  readonly output: Tagged | string;
  readonly state: SpecState;
}

interface Tagged {
  readonly tag: string;
  readonly value: Plain;
}

interface SpecState {
  readonly height: number;
  readonly round: number;
  readonly step: string;
  readonly lockedRound: number;
  readonly lockedValue: Plain;
  readonly validRound: number;
  readonly validValue: Plain;
}

const stepNames: Readonly<Record<string, RoundState['step']>> = {
  NoStep: 'new',
  UnstartedStep: 'unstarted',
  ProposeStep: 'propose',
  PrevoteStep: 'prevote',
  PrecommitStep: 'precommit',
  CommitStep: 'commit',
};

/** Inputs for which the specification has no guard on the step; refusing them is allowed. */
const unguarded = new Set(['PrecommitAnyCInput', 'ProposalAndPolkaAndInvalidCInput']);

/** Replays one trace. */
export function replayRound(trace: Trace): Pick<Outcome, 'difference' | 'isDeviation'> {
  const { states } = plain(trace) as unknown as { states: TraceState[] };
  return { difference: firstDifference(states), isDeviation: false };
}

function firstDifference(states: readonly TraceState[]): string | undefined {
  for (const [index, after] of states.entries()) {
    const before = states[index - 1];
    if (before === undefined || isEqual(before, after)) continue;
    if (isOfOtherHeight(before, after)) continue;
    const input = toInput(after.input);
    const actual = stepRound(toState(before.state), input);
    const isRefused =
      actual.output === undefined && actual.state.step === toState(before.state).step;
    if (unguarded.has(tagOf(after.input)) && isRefused) continue;
    const expected = { state: toState(after.state), output: toOutput(after.output) };
    const got = { state: { ...actual.state, decision: null }, output: actual.output ?? null };
    if (!isEqual(expected, got)) {
      const both = `expected ${canonical(expected)}, got ${canonical(got)}`;
      return `step ${index}, ${canonical(input)}: ${both}`;
    }
  }
  return undefined;
}

/**
 * The specification's timeouts carry a height, which must be that of the state. Here a machine has
 * one height and the host drops what is not of it, so there is nothing to feed.
 */
function isOfOtherHeight({ state }: TraceState, { input, output }: TraceState): boolean {
  if (!tagOf(input).startsWith('Timeout')) return false;
  const value = contentOf(input);
  const isOther = Array.isArray(value) && value[0] !== state.height;
  if (isOther && tagOf(output) !== 'ErrorOutput') throw new Error('a foreign timeout was taken');
  return isOther;
}

function toState(spec: SpecState): RoundState {
  const { height, round, lockedRound, validRound } = spec;
  const [lockedValue, validValue] = [idOrNil(spec.lockedValue), idOrNil(spec.validValue)];
  const step = stepNames[spec.step];
  if (step === undefined) throw new Error(`unknown step ${spec.step}`);
  return { height, round, step, lockedRound, lockedValue, validRound, validValue, decision: null };
}

function tagOf(input: Tagged | string): string {
  return typeof input === 'string' ? input : input.tag;
}

function contentOf(input: Tagged | string): Plain {
  return typeof input === 'string' ? [] : input.value;
}

function toInput(spec: Tagged | string): RoundInput {
  const value = contentOf(spec);
  const [first, second] = Array.isArray(value) ? value : [value];
  switch (tagOf(spec)) {
    case 'NewRoundCInput':
      return { type: 'newRound', round: Number(first), proposer: false };
    case 'NewRoundProposerCInput':
      return { type: 'newRound', round: Number(first), proposer: true };
    case 'ProposeValueCInput':
      return { type: 'proposeValue', value: idText(value) };
    case 'ProposalCInput':
      return { type: 'proposal', value: idText(second ?? null) };
    case 'ProposalInvalidCInput':
      return { type: 'proposalInvalid' };
    case 'ProposalAndPolkaPreviousAndValidCInput':
      return {
        type: 'proposalAndPolkaPrevious',
        value: idText(first ?? null),
        validRound: Number(second),
      };
    case 'ProposalAndPolkaAndInvalidCInput':
      return { type: 'proposalAndPolkaInvalid' };
    case 'PolkaAnyCInput':
      return { type: 'polkaAny' };
    case 'ProposalAndPolkaAndValidCInput':
      return { type: 'proposalAndPolka', value: idText(value) };
    case 'PolkaNilCInput':
      return { type: 'polkaNil' };
    case 'PrecommitAnyCInput':
      return { type: 'precommitAny' };
    case 'ProposalAndCommitAndValidCInput':
      return { type: 'proposalAndCommit', round: Number(first), value: idText(second ?? null) };
    case 'RoundSkipCInput':
      return { type: 'roundSkip', round: Number(first) };
    case 'TimeoutProposeCInput':
      return { type: 'timeoutPropose', round: Number(second) };
    case 'TimeoutPrevoteCInput':
      return { type: 'timeoutPrevote', round: Number(second) };
    case 'TimeoutPrecommitCInput':
      return { type: 'timeoutPrecommit', round: Number(second) };
    default:
      throw new Error(`unknown input ${canonical(spec)}`);
  }
}

function toOutput(spec: Tagged | string): Plain {
  const value = contentOf(spec);
  const [first, second, third] = Array.isArray(value) ? value : [value];
  const fields = value as Record<string, Plain>;
  switch (tagOf(spec)) {
    case 'ErrorOutput':
    case 'NoConsensusOutput':
      return null;
    case 'TimeoutOutput': {
      const timeout = String(second).replace('Timeout', '').toLowerCase();
      return { type: 'scheduleTimeout', timeout, round: Number(first) };
    }
    case 'GetValueAndScheduleTimeoutOutput':
      return third === 'ProposeTimeout' ? { type: 'requestValue', round: Number(second) } : null;
    case 'ProposalOutput':
      return {
        type: 'propose',
        round: Number(fields.round),
        value: idText(fields.proposal ?? null),
        validRound: Number(fields.validRound),
      };
    case 'VoteOutput':
      return {
        type: 'vote',
        vote: String(fields.voteType).toLowerCase(),
        round: Number(fields.round),
        value: idOrNil(fields.valueId),
      };
    case 'SkipRoundOutput':
      return { type: 'skipRound', round: Number(first) };
    case 'DecidedOutput':
      return { type: 'decide', round: Number(first), value: idText(second ?? null) };
    default:
      throw new Error(`unknown output ${canonical(spec)}`);
  }
}
