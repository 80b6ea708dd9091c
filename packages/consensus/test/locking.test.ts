import { describe, expect, test } from 'vitest';
import { awaitedCommit, createHeight, decisionOf, lockedOf, type State } from '../src/index.ts';
import {
  certificate,
  feed,
  four,
  precommit,
  prevote,
  proposal,
  run,
  start,
  timeout,
} from './scenario.ts';

/** Locked on `a` in round 0, now in round `round` as a plain validator. */
function lockedOnA(round: number): State {
  const { state } = feed(createHeight(four), [
    start,
    proposal(0, 'a'),
    prevote(0, 0, 'a'),
    prevote(2, 0, 'a'),
    prevote(2, round, null),
    prevote(3, round, null),
  ]);
  expect(lockedOf(state)).toEqual({ round: 0, value: 'a' });
  return state;
}

describe('a lock', () => {
  test('forbids the prevote for another new value (line 22)', () => {
    run(
      [
        {
          what: 'b is valid, and we are locked on a',
          input: proposal(2, 'b'),
          effects: ['prevote 2 nil', 'precommit 2 nil'],
          state: '2 precommit locked a@0 valid a@0',
        },
      ],
      lockedOnA(2),
    );
  });

  test('allows the prevote for the same value proposed as new', () => {
    expect(feed(lockedOnA(2), [proposal(2, 'a')]).effects).toEqual([
      'prevote 2 a',
      'timeout prevote 2',
    ]);
  });

  test('is set aside by a newer polka (line 29)', () => {
    run(
      [
        {
          what: 'b is proposed on the ground of a polka in round 1, which we have not seen',
          input: proposal(2, 'b', 1),
          effects: [],
          state: '2 propose locked a@0 valid a@0',
        },
        {
          what: 'the polka of round 1 is newer than our lock of round 0',
          input: certificate('polka', 1, 'b', [0, 2, 3]),
          effects: ['prevote 2 b', 'timeout prevote 2'],
          state: '2 prevote locked a@0 valid a@0',
        },
        {
          what: 'the polka of round 2 moves the lock (lines 38-39); 2 and 3 contradict themselves',
          input: certificate('polka', 2, 'b', [0, 2, 3]),
          effects: [
            'evidence 2 prevote 2 nil / 2 prevote 2 b',
            'evidence 3 prevote 2 nil / 3 prevote 2 b',
            'precommit 2 b',
          ],
          state: '2 precommit locked b@2 valid b@2',
        },
      ],
      lockedOnA(2),
    );
  });

  test('is set aside by a polka of its own round for its own value only', () => {
    const locked = lockedOnA(3);
    expect(feed(locked, [proposal(3, 'a', 0)]).effects).toContain('prevote 3 a');
  });

  test('is not set aside by an older polka', () => {
    const twoRounds = feed(lockedOnA(2), [
      proposal(2, 'a'),
      certificate('polka', 2, 'a', [0, 1, 2]),
    ]).state;
    expect(lockedOf(twoRounds)).toEqual({ round: 2, value: 'a' });
    const { state } = feed(twoRounds, [prevote(2, 4, null), prevote(3, 4, null)]);
    const { effects } = feed(state, [certificate('polka', 1, 'b', [0, 2, 3]), proposal(4, 'b', 1)]);
    expect(effects).toContain('prevote 4 nil');
    expect(effects).not.toContain('prevote 4 b');
  });

  test('a re-proposal without its polka waits for the propose timeout', () => {
    run(
      [
        {
          what: 'the polka of round 0 for b is not here, and cannot be',
          input: proposal(2, 'b', 0),
          effects: [],
          state: '2 propose locked a@0 valid a@0',
        },
        {
          what: 'the timeout ends the wait',
          input: timeout('propose', 2),
          effects: ['prevote 2 nil', 'precommit 2 nil'],
          state: '2 precommit locked a@0 valid a@0',
        },
      ],
      lockedOnA(2),
    );
  });

  test.each([
    ['its own round', 2],
    ['a later round', 5],
  ])('a proposal with the valid round %s is ignored', (_, validRound) => {
    const { state, effects } = feed(lockedOnA(2), [
      proposal(2, 'b', validRound),
      certificate('polka', validRound === 2 ? 2 : 1, 'b', [0, 2, 3]),
    ]);
    expect(effects).not.toContain('prevote 2 b');
    // The right proposal is then still the first one.
    expect(feed(state, [proposal(2, 'b', 1)]).effects.join()).not.toContain('evidence');
  });
});

describe('an invalid proposal', () => {
  const begun = feed(createHeight(four), [start]).state;

  test('of a new value gets a nil prevote (line 26)', () => {
    expect(feed(begun, [proposal(0, 'x', -1, 'invalid')]).effects).toEqual(['prevote 0 nil']);
  });

  test.each([
    ['with the polka it names (line 32)', [certificate('polka', 1, 'x', [0, 2, 3])]],
    ['without the polka it names, at once', []],
  ])('proposed again %s gets a nil prevote', (_, before) => {
    const { state } = feed(begun, [prevote(2, 2, null), prevote(3, 2, null), ...before]);
    expect(feed(state, [proposal(2, 'x', 1, 'invalid')]).effects).toContain('prevote 2 nil');
  });

  test('is neither locked nor decided, whatever the others say', () => {
    const { state, effects } = feed(begun, [
      proposal(0, 'x', -1, 'invalid'),
      certificate('polka', 0, 'x', [0, 2, 3]),
      certificate('commit', 0, 'x', [0, 2, 3]),
    ]);
    expect(effects).not.toContain('precommit 0 x');
    expect(lockedOf(state)).toBeUndefined();
    expect(decisionOf(state)).toBeNull();
    expect(awaitedCommit(state)?.value).toBe('x');
  });
});

describe('an untimely proposal', () => {
  const begun = feed(createHeight(four), [start]).state;

  test('gets a nil prevote, and is followed when the others carry it', () => {
    run(
      [
        {
          what: 'its time is outside the clock bound',
          input: proposal(0, 'a', -1, 'untimely'),
          effects: ['prevote 0 nil'],
          state: '0 prevote',
        },
        {
          what: 'two thirds found it in time',
          input: certificate('polka', 0, 'a', [0, 2, 3]),
          effects: ['precommit 0 a'],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: 'and commit it',
          input: certificate('commit', 0, 'a', [0, 2, 3]),
          effects: ['decide 0 a'],
          state: '0 commit locked a@0 valid a@0',
        },
      ],
      begun,
    );
  });

  test('proposed again is judged by its polka alone', () => {
    const { state } = feed(begun, [
      certificate('polka', 1, 'a', [0, 2, 3]),
      prevote(2, 2, null),
      prevote(3, 2, null),
    ]);
    expect(feed(state, [proposal(2, 'a', 1, 'untimely')]).effects).toContain('prevote 2 a');
  });
});

describe('a decision (line 49)', () => {
  const begun = feed(createHeight(four), [start]).state;
  const commitOf = (round: number) => [0, 2, 3].map((index) => precommit(index, round, 'a'));

  test('of a past round', () => {
    const { state } = feed(begun, [proposal(0, 'a'), prevote(2, 2, null), prevote(3, 2, null)]);
    expect(feed(state, commitOf(0)).effects).toEqual(['decide 0 a']);
  });

  test('of a future round, by single votes: the skip comes first', () => {
    const { state } = feed(begun, [proposal(3, 'a')]);
    const { effects } = feed(state, commitOf(3));
    expect(effects).toEqual(['round 3 of 3', 'timeout propose 3', 'prevote 3 a', 'decide 3 a']);
  });

  test('of a future round, by certificate: without a skip', () => {
    const { state } = feed(begun, [proposal(3, 'a')]);
    const { effects } = feed(state, [certificate('commit', 3, 'a', [0, 2, 3])]);
    expect(effects).toEqual(['decide 3 a']);
  });

  test('of a round far ahead, by certificate, once the proposal is here', () => {
    const far = 4_000;
    const first = feed(begun, [certificate('commit', far, 'a', [0, 2, 3])]);
    expect(first.effects).toEqual([
      `round ${far} of 0`,
      `timeout propose ${far}`,
      `timeout precommit ${far}`,
    ]);
    expect(awaitedCommit(first.state)).toEqual({
      kind: 'commit',
      round: far,
      value: 'a',
      validators: [0, 2, 3],
    });
    expect(feed(first.state, [proposal(far, 'a')]).effects).toEqual([`decide ${far} a`]);
  });

  test('waits for the proposal when the certificate comes first', () => {
    const first = feed(begun, [certificate('commit', 0, 'a', [0, 2, 3])]);
    expect(first.effects).toEqual(['timeout precommit 0']);
    expect(feed(first.state, [proposal(0, 'a')]).effects).toEqual(['decide 0 a']);
  });

  test('needs any valid proposal of the value, not that of its round', () => {
    const { state } = feed(begun, [proposal(0, 'a'), prevote(2, 2, null), prevote(3, 2, null)]);
    expect(feed(state, commitOf(2)).effects).toContain('decide 2 a');
  });

  test('is found through an equivocator that told us something else first', () => {
    const { state, effects } = feed(begun, [
      proposal(0, 'a'),
      precommit(3, 0, null),
      precommit(0, 0, 'a'),
      precommit(2, 0, 'a'),
    ]);
    expect(effects).not.toContain('decide 0 a');
    expect(feed(state, [certificate('commit', 0, 'a', [0, 2, 3])]).effects).toEqual([
      'evidence 3 precommit 0 nil / 3 precommit 0 a',
      'decide 0 a',
    ]);
  });

  test('is not made from a certificate that is no quorum', () => {
    const { effects } = feed(begun, [proposal(0, 'a'), certificate('commit', 0, 'a', [0, 2])]);
    expect(effects).toEqual(['prevote 0 a']);
  });
});
