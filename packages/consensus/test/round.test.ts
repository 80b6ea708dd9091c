import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRoundState,
  type RoundInput,
  type RoundOutput,
  type RoundState,
  type RoundStep,
  stepRound,
} from '../src/index.ts';

const fresh = createRoundState(7);

function at(step: RoundStep, changes: Partial<RoundState> = {}): RoundState {
  return { ...fresh, round: 3, step, ...changes };
}

const lockedA = { lockedRound: 1, lockedValue: 'a', validRound: 1, validValue: 'a' };

interface Case {
  readonly what: string;
  readonly from: RoundState;
  readonly input: RoundInput;
  readonly to: Partial<RoundState>;
  readonly output: RoundOutput | undefined;
}

function prevoteOf(value: string | null): RoundOutput {
  return { type: 'vote', vote: 'prevote', round: 3, value };
}

function precommitOf(value: string | null): RoundOutput {
  return { type: 'vote', vote: 'precommit', round: 3, value };
}

const cases: readonly Case[] = [
  {
    what: 'line 21: others wait for the proposal',
    from: fresh,
    input: { type: 'newRound', round: 0, proposer: false },
    to: { round: 0, step: 'propose' },
    output: { type: 'scheduleTimeout', timeout: 'propose', round: 0 },
  },
  {
    what: 'line 18: the proposer without a valid value asks for one',
    from: fresh,
    input: { type: 'newRound', round: 0, proposer: true },
    to: { round: 0, step: 'propose' },
    output: { type: 'requestValue', round: 0 },
  },
  {
    what: 'line 16: the proposer with a valid value proposes it',
    from: at('unstarted', lockedA),
    input: { type: 'newRound', round: 4, proposer: true },
    to: { round: 4, step: 'propose' },
    output: { type: 'propose', round: 4, value: 'a', validRound: 1 },
  },
  {
    what: 'line 19: the value asked for is proposed',
    from: at('propose'),
    input: { type: 'proposeValue', value: 'b' },
    to: {},
    output: { type: 'propose', round: 3, value: 'b', validRound: -1 },
  },
  {
    what: 'line 24: not locked',
    from: at('propose'),
    input: { type: 'proposal', value: 'b' },
    to: { step: 'prevote' },
    output: prevoteOf('b'),
  },
  {
    what: 'line 24: locked on the same value',
    from: at('propose', lockedA),
    input: { type: 'proposal', value: 'a' },
    to: { step: 'prevote' },
    output: prevoteOf('a'),
  },
  {
    what: 'line 26: locked on another value',
    from: at('propose', lockedA),
    input: { type: 'proposal', value: 'b' },
    to: { step: 'prevote' },
    output: prevoteOf(null),
  },
  {
    what: 'line 26: invalid',
    from: at('propose'),
    input: { type: 'proposalInvalid' },
    to: { step: 'prevote' },
    output: prevoteOf(null),
  },
  {
    what: 'line 30: the polka is newer than the lock',
    from: at('propose', lockedA),
    input: { type: 'proposalAndPolkaPrevious', value: 'b', validRound: 2 },
    to: { step: 'prevote' },
    output: prevoteOf('b'),
  },
  {
    what: 'line 30: the polka is of the round of the lock',
    from: at('propose', lockedA),
    input: { type: 'proposalAndPolkaPrevious', value: 'b', validRound: 1 },
    to: { step: 'prevote' },
    output: prevoteOf('b'),
  },
  {
    what: 'line 30: the polka is older, the value the locked one',
    from: at('propose', lockedA),
    input: { type: 'proposalAndPolkaPrevious', value: 'a', validRound: 0 },
    to: { step: 'prevote' },
    output: prevoteOf('a'),
  },
  {
    what: 'line 32: the polka is older than the lock',
    from: at('propose', lockedA),
    input: { type: 'proposalAndPolkaPrevious', value: 'b', validRound: 0 },
    to: { step: 'prevote' },
    output: prevoteOf(null),
  },
  {
    what: 'line 32: invalid, with its polka',
    from: at('propose'),
    input: { type: 'proposalAndPolkaInvalid' },
    to: { step: 'prevote' },
    output: prevoteOf(null),
  },
  {
    what: 'line 35',
    from: at('prevote'),
    input: { type: 'polkaAny' },
    to: {},
    output: { type: 'scheduleTimeout', timeout: 'prevote', round: 3 },
  },
  {
    what: 'lines 37-43: in the prevote step the polka is locked and precommitted',
    from: at('prevote', lockedA),
    input: { type: 'proposalAndPolka', value: 'b' },
    to: { step: 'precommit', lockedRound: 3, lockedValue: 'b', validRound: 3, validValue: 'b' },
    output: precommitOf('b'),
  },
  {
    what: 'lines 42-43: in the precommit step it only becomes valid',
    from: at('precommit', lockedA),
    input: { type: 'proposalAndPolka', value: 'b' },
    to: { validRound: 3, validValue: 'b' },
    output: undefined,
  },
  {
    what: 'a lock of a later round, from an earlier life, does not go back',
    from: at('prevote', { lockedRound: 5, lockedValue: 'a', validRound: 5, validValue: 'a' }),
    input: { type: 'proposalAndPolka', value: 'b' },
    to: { step: 'precommit' },
    output: precommitOf('b'),
  },
  {
    what: 'line 45',
    from: at('prevote', lockedA),
    input: { type: 'polkaNil' },
    to: { step: 'precommit' },
    output: precommitOf(null),
  },
  {
    what: 'line 48',
    from: at('propose'),
    input: { type: 'precommitAny' },
    to: {},
    output: { type: 'scheduleTimeout', timeout: 'precommit', round: 3 },
  },
  {
    what: 'line 49: of an earlier round',
    from: at('precommit'),
    input: { type: 'proposalAndCommit', round: 1, value: 'b' },
    to: { step: 'commit', decision: { round: 1, value: 'b' } },
    output: { type: 'decide', round: 1, value: 'b' },
  },
  {
    what: 'line 56',
    from: at('propose'),
    input: { type: 'roundSkip', round: 9 },
    to: { step: 'unstarted' },
    output: { type: 'skipRound', round: 9 },
  },
  {
    what: 'line 59',
    from: at('propose', lockedA),
    input: { type: 'timeoutPropose', round: 3 },
    to: { step: 'prevote' },
    output: prevoteOf(null),
  },
  {
    what: 'line 63',
    from: at('prevote'),
    input: { type: 'timeoutPrevote', round: 3 },
    to: { step: 'precommit' },
    output: precommitOf(null),
  },
  {
    what: 'line 67',
    from: at('precommit'),
    input: { type: 'timeoutPrecommit', round: 3 },
    to: { step: 'unstarted' },
    output: { type: 'skipRound', round: 4 },
  },
];

describe('a rule that applies', () => {
  test.each(cases)('$what', ({ from, input, to, output }) => {
    expect(stepRound(from, input)).toEqual({ state: { ...from, ...to }, output });
  });
});

const refused: readonly (readonly [string, RoundState, RoundInput])[] = [
  ['a round is entered from a running one', at('propose'), newRound(4)],
  ['an earlier round is entered', at('unstarted'), newRound(2)],
  ['the same round is entered again', at('unstarted'), newRound(3)],
  ['a value comes after the propose step', at('prevote'), { type: 'proposeValue', value: 'a' }],
  ['a proposal comes after the propose step', at('prevote'), { type: 'proposal', value: 'a' }],
  ['an invalid one comes after it', at('precommit'), { type: 'proposalInvalid' }],
  ['a re-proposal comes after it', at('prevote'), previous(1)],
  ['a re-proposal names its own round', at('propose'), previous(3)],
  ['a re-proposal names a later round', at('propose'), previous(4)],
  ['a re-proposal names no round', at('propose'), previous(-1)],
  ['an invalid re-proposal comes late', at('prevote'), { type: 'proposalAndPolkaInvalid' }],
  ['any prevotes before the prevote', at('propose'), { type: 'polkaAny' }],
  ['any prevotes after the precommit', at('precommit'), { type: 'polkaAny' }],
  ['a polka before the prevote', at('propose'), { type: 'proposalAndPolka', value: 'a' }],
  ['a nil polka before the prevote', at('propose'), { type: 'polkaNil' }],
  ['a nil polka after the precommit', at('precommit'), { type: 'polkaNil' }],
  ['any precommits between rounds', at('unstarted'), { type: 'precommitAny' }],
  ['any precommits after the decision', at('commit'), { type: 'precommitAny' }],
  ['a second decision', at('commit'), { type: 'proposalAndCommit', round: 3, value: 'b' }],
  ['a skip to the current round', at('propose'), { type: 'roundSkip', round: 3 }],
  ['a skip backwards', at('propose'), { type: 'roundSkip', round: 1 }],
  ['the propose timeout in the prevote step', at('prevote'), { type: 'timeoutPropose', round: 3 }],
  ['the propose timeout of another round', at('propose'), { type: 'timeoutPropose', round: 2 }],
  ['the prevote timeout in the propose step', at('propose'), { type: 'timeoutPrevote', round: 3 }],
  ['the prevote timeout of another round', at('prevote'), { type: 'timeoutPrevote', round: 4 }],
  ['the precommit timeout of another round', at('prevote'), { type: 'timeoutPrecommit', round: 2 }],
];

describe('a rule that does not apply leaves the state alone:', () => {
  test.each(refused)('%s', (_, from, input) => {
    const result = stepRound(from, input);
    expect(result.output).toBeUndefined();
    expect(result.state).toBe(from);
  });
});

describe('whatever the inputs', () => {
  const value = fc.constantFrom('a', 'b');
  const round = fc.integer({ min: -1, max: 5 });
  const input: fc.Arbitrary<RoundInput> = fc.oneof(
    fc.record({ type: fc.constant('newRound' as const), round, proposer: fc.boolean() }),
    fc.record({ type: fc.constantFrom('proposal' as const, 'proposalAndPolka' as const), value }),
    fc.record({
      type: fc.constant('proposalAndPolkaPrevious' as const),
      value,
      validRound: round,
    }),
    fc.record({ type: fc.constantFrom('polkaAny' as const, 'polkaNil' as const) }),
    fc.record({ type: fc.constantFrom('roundSkip' as const, 'timeoutPropose' as const), round }),
    fc.record({
      type: fc.constantFrom('timeoutPrevote' as const, 'timeoutPrecommit' as const),
      round,
    }),
  );

  test('rounds never go back, and of each round there is one vote per type', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let state = fresh;
        const said = new Set<string>();
        for (const next of inputs) {
          const result = stepRound(state, next);
          expect(result.state.round).toBeGreaterThanOrEqual(state.round);
          expect(result.state.lockedRound).toBeGreaterThanOrEqual(state.lockedRound);
          expect(result.state.validRound).toBeGreaterThanOrEqual(result.state.lockedRound);
          if (result.output?.type === 'vote') {
            const key = `${result.output.vote} ${result.output.round}`;
            expect(said.has(key), key).toBe(false);
            said.add(key);
          }
          state = result.state;
        }
      }),
      { numRuns: 500 },
    );
  });
});

function newRound(round: number): RoundInput {
  return { type: 'newRound', round, proposer: false };
}

function previous(validRound: number): RoundInput {
  return { type: 'proposalAndPolkaPrevious', value: 'a', validRound };
}
