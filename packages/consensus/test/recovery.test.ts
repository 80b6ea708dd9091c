import { describe, expect, test } from 'vitest';
import {
  awaitedCommit,
  createHeight,
  heldVotes,
  type Input,
  InvariantError,
  lockedOf,
  ownVotes,
  polka,
  type Recoverable,
  recoverable,
  restoreHeight,
  roundOf,
  type State,
  stepOf,
  type Vote,
  validOf,
} from '../src/index.ts';
import {
  certificate,
  configOf,
  feed,
  four,
  precommit,
  prevote,
  proposal,
  proposalOf,
  run,
  start,
  stateText,
  timeout,
  valueReady,
} from './scenario.ts';

const polkaAt0 = [proposal(0, 'a'), prevote(0, 0, 'a'), prevote(2, 0, 'a')];

/** Through JSON, as a file would bring it back. */
function crash(state: State): State {
  const record: Recoverable = JSON.parse(JSON.stringify(recoverable(state)));
  return restoreHeight(four, record);
}

function votedBy(input: Input): Vote | undefined {
  return input.type === 'vote' ? input.vote : undefined;
}

describe('a restored height', () => {
  test('has said what it said, and goes on where it was', () => {
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const restored = crash(state);
    expect(recoverable(restored)).toEqual(recoverable(state));
    run(
      [
        {
          what: 'no vote again, no timeout of a step that is over',
          input: start,
          effects: ['round 0 of 0'],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: 'a commit certificate alone does not decide',
          input: certificate('commit', 0, 'a', [0, 2, 3]),
          effects: ['timeout precommit 0'],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: 'when the proposal is here again',
          input: proposal(0, 'a'),
          effects: ['decide 0 a'],
          state: '0 commit locked a@0 valid a@0',
        },
      ],
      restored,
    );
  });

  test('keeps its lock in the next rounds', () => {
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const { effects } = feed(crash(state), [
      start,
      prevote(2, 2, null),
      prevote(3, 2, null),
      proposal(2, 'b'),
    ]);
    expect(effects).toContain('prevote 2 nil');
  });

  test('does not prevote again in the round of its prevote', () => {
    const { state } = feed(createHeight(four), [start, proposal(0, 'a')]);
    const restored = feed(crash(state), [start]);
    expect(restored.effects).toEqual(['round 0 of 0']);
    expect(stateText(restored.state)).toBe('0 prevote');
    // Another proposal of the round, or its timeout, cannot bring out a second prevote.
    const { effects } = feed(restored.state, [proposal(0, 'b'), timeout('propose', 0)]);
    expect(effects).toEqual([]);
    expect(feed(restored.state, polkaAt0).effects).toEqual(['precommit 0 a']);
  });

  test('does not propose a second value', () => {
    const ours = configOf([1, 1, 1, 1], 0);
    const { state } = feed(createHeight(ours), [start, valueReady(0, 'a')]);
    const record = recoverable(state);
    expect(record.ownProposal).toEqual(proposalOf(0, 'a'));
    // As if the crash had come between the proposal and the prevote.
    const restored = restoreHeight(ours, { ...record, step: 'propose', ownVotes: [] });
    const begun = feed(restored, [start]);
    expect(begun.effects).toEqual(['round 0 of 0', 'timeout propose 0']);
    expect(feed(begun.state, [valueReady(0, 'b')]).effects).toEqual([]);
    expect(feed(begun.state, [proposal(0, 'a')]).effects).toEqual(['prevote 0 a']);
  });

  test.each([
    [
      'the precommits before it',
      [0, 2, 3].map((of) => precommit(of, 0, null)),
      timeout('precommit', 0),
    ],
    ['votes of it', [0, 2].map((of) => prevote(of, 3, 'b')), undefined],
  ])('shows others the way to the round it signed in: %s', (_name, votes, last) => {
    const inputs = [start, ...votes, ...(last === undefined ? [] : [last])];
    const entered = feed(createHeight(four), inputs).state;
    const { state } = feed(entered, [timeout('propose', roundOf(entered))]);
    expect(ownVotes(state)).not.toEqual([]);
    const restored = feed(crash(state), [start]).state;
    expect(roundOf(restored)).toBe(roundOf(state));
    expect(heldVotes(restored)).toEqual(expect.arrayContaining(votes.map(votedBy)));
  });

  test('proposes its valid value again, with the polka it rests on', () => {
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const restored = crash(state);
    expect(polka(restored, 0)?.validators).toEqual([0, 1, 2]);
    const { effects } = feed(restored, [start, prevote(2, 1, null), prevote(3, 1, null)]);
    expect(effects.slice(1)).toEqual([
      'round 1 of 1',
      'propose 1 a from 0',
      'timeout propose 1',
      'prevote 1 a',
      'timeout prevote 1',
    ]);
  });

  test('that knows its valid value from own votes only, waits for the polka', () => {
    const begun = feed(createHeight(four), [
      precommit(1, 0, 'a'),
      start,
      prevote(2, 1, null),
      prevote(3, 1, null),
    ]);
    expect(begun.effects.slice(1)).toEqual([
      'round 1 of 1',
      'propose 1 a from 0',
      'timeout propose 1',
    ]);
    expect(feed(begun.state, [certificate('polka', 0, 'a', [0, 2, 3])]).effects).toEqual([
      'prevote 1 a',
      'timeout prevote 1',
    ]);
  });

  test('asks for a value again when it had not proposed', () => {
    const ours = configOf([1, 1, 1, 1], 0);
    const { state } = feed(createHeight(ours), [start]);
    const { effects } = feed(restoreHeight(ours, recoverable(state)), [start, valueReady(0, 'a')]);
    expect(effects.slice(1)).toEqual([
      'request 0',
      'timeout propose 0',
      'propose 0 a from -1',
      'prevote 0 a',
    ]);
  });

  test('that had decided, decides again from the certificate', () => {
    const decided = feed(createHeight(four), [start, ...polkaAt0, precommit(0, 0, 'a')]);
    const { state } = feed(decided.state, [precommit(2, 0, 'a')]);
    expect(stepOf(state)).toBe('commit');
    const { effects } = feed(crash(state), [
      certificate('commit', 0, 'a', [0, 1, 2]),
      proposal(0, 'a'),
      start,
    ]);
    expect(effects).toEqual(['round 0 of 0', 'decide 0 a']);
  });

  test('decides a commit of a block that it holds, which nobody proposes again', () => {
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const record = recoverable(state);
    const commitAt0 = [precommit(0, 0, 'a'), precommit(2, 0, 'a')];
    for (const held of [[], ['b']]) {
      const lacking = feed(restoreHeight(four, record, held), [start, ...commitAt0]);
      expect(lacking.effects).not.toContain('decide 0 a');
      expect(awaitedCommit(lacking.state)?.value).toBe('a');
    }
    const holding = feed(restoreHeight(four, record, ['a']), [start, ...commitAt0]);
    expect(holding.effects.at(-1)).toBe('decide 0 a');
    expect(awaitedCommit(holding.state)).toBeUndefined();
  });

  test('that had decided before its votes of a round still gives them', () => {
    const split = [precommit(2, 0, 'a'), precommit(3, 0, null), timeout('precommit', 0)];
    const { state } = feed(crash(feed(createHeight(four), [start, ...polkaAt0]).state), [
      precommit(0, 0, 'a'),
      start,
      ...split,
    ]);
    // Its own re-proposal shows the committed value to be valid: decided in round 1, unheard there.
    expect(stateText(state)).toBe('1 commit locked a@0 valid a@0');
    run(
      [
        {
          what: 'enters the round as one that has proposed in it',
          input: start,
          effects: ['round 1 of 1', 'timeout propose 1'],
          state: '1 propose locked a@0 valid a@0',
        },
        {
          what: 'prevotes',
          input: timeout('propose', 1),
          effects: ['prevote 1 nil'],
          state: '1 prevote locked a@0 valid a@0',
        },
      ],
      crash(state),
    );
    const voted = feed(crash(state), [start, timeout('propose', 1)]);
    const decided = { ...recoverable(voted.state), step: 'commit' } as const;
    const { effects } = feed(restoreHeight(four, decided), [
      start,
      prevote(0, 1, null),
      prevote(2, 1, null),
    ]);
    expect(effects).toEqual(['round 1 of 1', 'precommit 1 nil']);
  });

  test('that had only just been made starts like a new one', () => {
    expect(feed(crash(createHeight(four)), [start]).effects).toEqual([
      'round 0 of 0',
      'timeout propose 0',
    ]);
  });

  test('of another height stops the node', () => {
    const record = recoverable(createHeight(four));
    expect(() => restoreHeight({ ...four, height: 8 }, record)).toThrow(InvariantError);
  });

  test('is plain JSON', () => {
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const record = recoverable(state);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });
});

describe('own votes fed again as inputs', () => {
  test('resume the round, the step and the lock they stand for', () => {
    const { state, effects } = feed(createHeight(four), [
      prevote(1, 0, 'a'),
      precommit(1, 0, 'a'),
      prevote(1, 2, null),
      start,
    ]);
    expect(effects).toEqual(['round 2 of 2']);
    expect(stateText(state)).toBe('2 prevote locked a@0 valid a@0');
    expect(ownVotes(state)).toHaveLength(3);
    // Line 22 would now ask for a prevote of c, which was already given to nil.
    expect(feed(state, [proposal(2, 'c')]).effects).toEqual([]);
  });

  test('count like any vote', () => {
    const { effects } = feed(createHeight(four), [
      prevote(1, 0, 'a'),
      start,
      proposal(0, 'a'),
      prevote(0, 0, 'a'),
      prevote(2, 0, 'a'),
    ]);
    expect(effects).toEqual(['round 0 of 0', 'precommit 0 a']);
  });

  test('that come only after the start bind all the same', () => {
    const begun = feed(createHeight(four), [start]).state;
    const { state } = feed(begun, [precommit(1, 3, 'a')]);
    expect(lockedOf(state)).toEqual({ round: 3, value: 'a' });
    expect(validOf(state)).toEqual({ round: 3, value: 'a' });
    // Nothing below what was signed is signed any more.
    const below = feed(state, [proposal(0, 'b'), ...[0, 2, 3].map((v) => prevote(v, 0, 'b'))]);
    expect(below.effects.filter((text) => /^(prevote|precommit|propose)/.test(text))).toEqual([]);
    expect(lockedOf(below.state)).toEqual({ round: 3, value: 'a' });
    // Above it, life goes on under the lock.
    const above = feed(state, [prevote(2, 5, null), prevote(3, 5, null)]);
    expect(above.effects).toEqual(['round 5 of 1', 'propose 5 a from 3', 'timeout propose 5']);
  });

  test('inside a certificate bind too', () => {
    const { state } = feed(createHeight(four), [certificate('commit', 0, 'a', [0, 1, 2]), start]);
    expect(ownVotes(state)).toHaveLength(1);
    expect(lockedOf(state)).toEqual({ round: 0, value: 'a' });
    expect(feed(state, [timeout('propose', 0)]).effects).toEqual([]);
  });

  test('that contradict each other: the first binds, both are evidence', () => {
    const { state, effects } = feed(createHeight(four), [
      precommit(1, 0, 'a'),
      precommit(1, 0, 'b'),
    ]);
    expect(effects).toEqual(['evidence 1 precommit 0 a / 1 precommit 0 b']);
    expect(lockedOf(state)?.value).toBe('a');
  });

  test('do not bind a node that only follows', () => {
    const { state } = feed(createHeight(configOf([1, 1, 1, 1], undefined)), [precommit(1, 2, 'a')]);
    expect(ownVotes(state)).toEqual([]);
    expect(lockedOf(state)).toBeUndefined();
  });
});
