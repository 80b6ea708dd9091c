/**
 * One round of Tendermint as a guarded table: given this input in this state, what next?
 *
 * Line numbers are those of Algorithm 1 in arXiv 1807.04938. The table has one row for each `upon`
 * rule; a row whose guard fails leaves the state alone and asks for nothing.
 */
import type { ValueId, VoteType } from '../types.ts';
import type { RoundInput } from './input.ts';
import type { RoundOutput } from './output.ts';
import type { RoundState } from './state.ts';

/** The next state and what to do about it; `output` is absent when nothing is to be done. */
export interface RoundResult {
  readonly state: RoundState;
  readonly output: RoundOutput | undefined;
}

type InputOf<T extends RoundInput['type']> = Extract<RoundInput, { type: T }>;

interface Rule<I> {
  readonly when: (state: RoundState, input: I) => boolean;
  readonly act: (state: RoundState, input: I) => RoundResult;
}

type Table = { readonly [T in RoundInput['type']]: Rule<InputOf<T>> };

const table: Table = {
  // Lines 11-21. A proposer proposes its valid value if it has one, else asks for a new one.
  newRound: {
    when: (s, i) => (s.step === 'new' || s.step === 'unstarted') && i.round > s.round,
    act: (s, i) => startRound({ ...s, round: i.round, step: 'propose' }, i.proposer),
  },
  // Lines 18-19.
  proposeValue: {
    when: (s) => s.step === 'propose',
    act: (s, i) => ({
      state: s,
      output: { type: 'propose', round: s.round, value: i.value, validRound: s.validRound },
    }),
  },
  // Lines 22-25: a lock on another value forbids the prevote.
  proposal: {
    when: (s) => s.step === 'propose',
    act: (s, i) => prevote(s, s.lockedRound === -1 || s.lockedValue === i.value ? i.value : null),
  },
  // Lines 22, 26.
  proposalInvalid: {
    when: (s) => s.step === 'propose',
    act: (s) => prevote(s, null),
  },
  // Lines 28-31: a polka at or after our lock (line 29) sets the lock aside.
  proposalAndPolkaPrevious: {
    when: (s, i) => s.step === 'propose' && i.validRound >= 0 && i.validRound < s.round,
    act: (s, i) => {
      const free = s.lockedRound <= i.validRound || s.lockedValue === i.value;
      return prevote(s, free ? i.value : null);
    },
  },
  // Lines 28, 32.
  proposalAndPolkaInvalid: {
    when: (s) => s.step === 'propose',
    act: (s) => prevote(s, null),
  },
  // Lines 34-35; that it happens once a round is the driver's concern.
  polkaAny: {
    when: (s) => s.step === 'prevote',
    act: (s) => ({
      state: s,
      output: { type: 'scheduleTimeout', timeout: 'prevote', round: s.round },
    }),
  },
  // Lines 36-43.
  proposalAndPolka: {
    when: (s) => s.step === 'prevote' || s.step === 'precommit',
    act: (s, i) => followPolka(s, i.value),
  },
  // Lines 44-46.
  polkaNil: {
    when: (s) => s.step === 'prevote',
    act: (s) => precommit(s, null),
  },
  // Lines 47-48, in any step of a running round; once a round, as above.
  precommitAny: {
    when: (s) => isRunning(s),
    act: (s) => ({
      state: s,
      output: { type: 'scheduleTimeout', timeout: 'precommit', round: s.round },
    }),
  },
  // Lines 49-54, for any round; it is the end of the height, after which the driver asks no more.
  proposalAndCommit: {
    when: (s) => s.step !== 'commit',
    act: (s, i) => ({
      state: { ...s, step: 'commit', decision: { round: i.round, value: i.value } },
      output: { type: 'decide', round: i.round, value: i.value },
    }),
  },
  // Lines 55-56.
  roundSkip: {
    when: (s, i) => i.round > s.round,
    act: (s, i) => leaveRound(s, i.round),
  },
  // Lines 57-60.
  timeoutPropose: {
    when: (s, i) => s.step === 'propose' && i.round === s.round,
    act: (s) => prevote(s, null),
  },
  // Lines 61-64.
  timeoutPrevote: {
    when: (s, i) => s.step === 'prevote' && i.round === s.round,
    act: (s) => precommit(s, null),
  },
  // Lines 65-67.
  timeoutPrecommit: {
    when: (s, i) => i.round === s.round,
    act: (s) => leaveRound(s, s.round + 1),
  },
};

/**
 * Applies one input to one round. A function of its arguments alone: nothing is mutated, nothing
 * thrown. An input that does not apply returns the same state object and no output.
 *
 * Source: arXiv 1807.04938, Algorithm 1.
 */
export function stepRound(state: RoundState, input: RoundInput): RoundResult {
  // The compiler cannot pair the row with its input type through an index, so it is told here.
  const rule = table[input.type] as Rule<RoundInput>;
  return rule.when(state, input) ? rule.act(state, input) : { state, output: undefined };
}

function isRunning(state: RoundState): boolean {
  return state.step === 'propose' || state.step === 'prevote' || state.step === 'precommit';
}

function startRound(state: RoundState, proposer: boolean): RoundResult {
  const { round, validValue, validRound } = state;
  if (!proposer) {
    return { state, output: { type: 'scheduleTimeout', timeout: 'propose', round } };
  }
  if (validValue === null) return { state, output: { type: 'requestValue', round } };
  return { state, output: { type: 'propose', round, value: validValue, validRound } };
}

function leaveRound(state: RoundState, round: number): RoundResult {
  return { state: { ...state, step: 'unstarted' }, output: { type: 'skipRound', round } };
}

function prevote(state: RoundState, value: ValueId | null): RoundResult {
  return { state: { ...state, step: 'prevote' }, output: voteOf('prevote', state.round, value) };
}

function precommit(state: RoundState, value: ValueId | null): RoundResult {
  return {
    state: { ...state, step: 'precommit' },
    output: voteOf('precommit', state.round, value),
  };
}

function voteOf(vote: VoteType, round: number, value: ValueId | null): RoundOutput {
  return { type: 'vote', vote, round, value };
}

function followPolka(state: RoundState, value: ValueId): RoundResult {
  // Lines 42-43 hold in both steps, lines 38-41 only in the prevote step. Without a crash neither
  // round can be above the current one; a vote signed in an earlier life may have put it there, and
  // a lock never goes back.
  const valid =
    state.round >= state.validRound ? { validValue: value, validRound: state.round } : {};
  if (state.step === 'precommit') return { state: { ...state, ...valid }, output: undefined };
  const locked =
    state.round >= state.lockedRound ? { lockedValue: value, lockedRound: state.round } : {};
  return precommit({ ...state, ...valid, ...locked }, value);
}
