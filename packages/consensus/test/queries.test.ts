import { describe, expect, test } from 'vitest';
import {
  commit,
  createHeight,
  decisionOf,
  heldVotes,
  lockedOf,
  ownVotes,
  polka,
  prevotedOtherwise,
  roundOf,
  type State,
  stepOf,
  type Vote,
  validOf,
} from '../src/index.ts';
import {
  certificate,
  feed,
  four,
  precommit,
  prevote,
  proposal,
  start,
  timeout,
} from './scenario.ts';

const fresh = createHeight(four);
const decided = feed(fresh, [
  start,
  proposal(0, 'a'),
  prevote(0, 0, 'a'),
  prevote(2, 0, 'a'),
  precommit(0, 0, 'a'),
  precommit(2, 0, 'a'),
]).state;

function texts(votes: readonly Vote[]): string[] {
  return votes.map(
    ({ type, round, value, validator }) => `${validator} ${type} ${round} ${value ?? 'nil'}`,
  );
}

describe('a new height', () => {
  test('is before its first round and holds nothing', () => {
    expect(roundOf(fresh)).toBe(-1);
    expect(stepOf(fresh)).toBe('new');
    expect(lockedOf(fresh)).toBeUndefined();
    expect(validOf(fresh)).toBeUndefined();
    expect(decisionOf(fresh)).toBeNull();
    expect(ownVotes(fresh)).toEqual([]);
    expect(heldVotes(fresh)).toEqual([]);
    expect(polka(fresh, 0)).toBeUndefined();
    expect(commit(fresh, 0)).toBeUndefined();
  });
});

describe('who prevoted another value', () => {
  const split = feed(fresh, [
    start,
    prevote(0, 0, 'a'),
    prevote(2, 0, 'b'),
    prevote(3, 0, null),
    prevote(2, 1, 'c'),
    prevote(0, 0, 'b'),
  ]).state;

  test.each([
    ['one for another block, by the vote that counted', 0, 'a', [2]],
    ['all that named a block, against one that nobody named', 0, 'x', [0, 2]],
    ['those of that round alone', 1, 'a', [2]],
    ['nobody in a round without votes', 5, 'a', []],
  ])('%s', (_, round, value, expected) => {
    expect(prevotedOtherwise(split, round, value)).toEqual(expected);
  });
});

describe('certificates', () => {
  test('of a decided round', () => {
    expect(polka(decided, 0)).toEqual({
      kind: 'polka',
      round: 0,
      value: 'a',
      validators: [0, 1, 2],
    });
    expect(commit(decided, 0)).toEqual({
      kind: 'commit',
      round: 0,
      value: 'a',
      validators: [0, 1, 2],
    });
  });

  test('a precommit after the decision joins the commit', () => {
    const later = feed(decided, [precommit(3, 0, 'a')]).state;
    expect(commit(later, 0)?.validators).toEqual([0, 1, 2, 3]);
  });

  test('nil is never one', () => {
    const { state } = feed(fresh, [start, ...[0, 2, 3].map((index) => prevote(index, 0, null))]);
    expect(polka(state, 0)).toBeUndefined();
  });

  test('one certificate feeds another node, which then holds the same', () => {
    const given = commit(decided, 0);
    if (given === undefined) throw new Error('there is a commit');
    const { state } = feed(fresh, [{ type: 'certificate', ...given }]);
    expect(commit(state, 0)).toEqual(given);
  });
});

describe('what is sent again', () => {
  test('own votes, the polka and the commit, each once', () => {
    expect(texts(heldVotes(decided))).toEqual([
      '1 prevote 0 a',
      '1 precommit 0 a',
      '0 prevote 0 a',
      '2 prevote 0 a',
      '0 precommit 0 a',
      '2 precommit 0 a',
    ]);
  });

  test('the polka of the highest round, whatever came later below it', () => {
    const { state } = feed(fresh, [
      start,
      certificate('polka', 2, 'b', [0, 2, 3]),
      certificate('polka', 1, 'a', [0, 2, 3]),
    ]);
    const again = texts(heldVotes(state));
    expect(again).toContain('3 prevote 2 b');
    expect(again).not.toContain('3 prevote 1 a');
  });

  test('what let us leave the round before, and all that is held of the current one', () => {
    const { state } = feed(fresh, [
      start,
      timeout('propose', 0),
      precommit(0, 0, null),
      precommit(2, 0, null),
      precommit(3, 0, 'a'),
      prevote(3, 0, 'x'),
      timeout('precommit', 0),
      prevote(3, 1, 'b'),
      precommit(2, 1, null),
      precommit(2, 2, null),
    ]);
    expect(roundOf(state)).toBe(1);
    expect(texts(heldVotes(state))).toEqual([
      '1 prevote 0 nil',
      '0 precommit 0 nil',
      '2 precommit 0 nil',
      '3 precommit 0 a',
      '3 prevote 1 b',
      '2 precommit 1 nil',
    ]);
  });

  test('brings a node that heard nothing to the same decision', () => {
    const votes = heldVotes(decided).map((vote) => ({ type: 'vote', vote }) as const);
    const behind: State = createHeight({ ...four, self: 3 });
    const { effects } = feed(behind, [start, proposal(0, 'a'), ...votes]);
    expect(effects.at(-1)).toBe('decide 0 a');
  });
});
