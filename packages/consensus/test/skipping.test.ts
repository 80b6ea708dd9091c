import { describe, expect, test } from 'vitest';
import { createHeight, MAX_ROUND, MAX_ROUNDS_AHEAD, roundOf } from '../src/index.ts';
import { certificate, feed, four, precommit, prevote, proposal, run, start } from './scenario.ts';

const begun = feed(createHeight(four), [start]).state;

describe('skipping rounds (line 55)', () => {
  test('needs more than a third of the power in one later round', () => {
    run(
      [
        {
          what: 'one of four',
          input: prevote(2, 2, null),
          effects: [],
          state: '0 propose',
        },
        {
          what: 'another one, in another round',
          input: prevote(3, 3, null),
          effects: [],
          state: '0 propose',
        },
        {
          what: 'a second vote of the same validator is still one voter',
          input: precommit(2, 2, null),
          effects: [],
          state: '0 propose',
        },
        {
          what: 'two of four in round 2, by votes of either type',
          input: precommit(0, 2, 'b'),
          effects: ['round 2 of 2', 'timeout propose 2'],
          state: '2 propose',
        },
        {
          what: 'and on to round 3',
          input: prevote(0, 3, null),
          effects: ['round 3 of 3', 'timeout propose 3'],
          state: '3 propose',
        },
        {
          what: 'never back',
          input: prevote(0, 1, null),
          effects: [],
          state: '3 propose',
        },
      ],
      begun,
    );
  });

  test('goes to the highest round at once', () => {
    const early = feed(createHeight(four), [
      prevote(0, 1, null),
      prevote(2, 1, null),
      prevote(0, 4, null),
      prevote(3, 4, null),
    ]).state;
    expect(feed(early, [start]).effects).toEqual([
      'round 0 of 0',
      'timeout propose 0',
      'round 4 of 0',
      'timeout propose 4',
    ]);
  });

  test('a polka certificate of a later round is reason enough', () => {
    expect(feed(begun, [certificate('polka', 5, 'a', [0, 2, 3])]).effects).toEqual([
      'round 5 of 1',
      'request 5',
      'timeout propose 5',
    ]);
  });

  test('votes and proposals that waited are acted on in the new round', () => {
    const { effects } = feed(begun, [proposal(2, 'a'), prevote(0, 2, 'a'), prevote(3, 2, 'a')]);
    expect(effects).toEqual(['round 2 of 2', 'timeout propose 2', 'prevote 2 a', 'precommit 2 a']);
  });
});

describe('rounds beyond reach', () => {
  const far = 4_000;

  test('draw us along when more than a third of the power is there', () => {
    const { state, effects } = feed(begun, [prevote(2, far, 'a'), prevote(3, far, 'a')]);
    expect(effects).toEqual([`round ${far} of 0`, `timeout propose ${far}`]);
    expect(feed(state, [proposal(far, 'a')]).effects).toEqual([
      `prevote ${far} a`,
      `precommit ${far} a`,
    ]);
  });

  test('keep the last proposal of each proposer', () => {
    const { effects } = feed(begun, [
      proposal(far - 4, 'old'),
      proposal(far, 'a'),
      proposal(far - 8, 'older'),
      proposal(far, 'contradicts'),
      prevote(2, far, 'a'),
      prevote(3, far, 'a'),
    ]);
    expect(effects.slice(-2)).toEqual([`prevote ${far} a`, `precommit ${far} a`]);
  });

  test('are not entered on the word of one validator, however far it goes', () => {
    const flood = Array.from({ length: 2_000 }, (_, index) => [
      prevote(3, index * 1_000, `v${index}`),
      precommit(3, index * 1_000, null),
      proposal(3 + index * 4, `p${index}`),
    ]).flat();
    const { state } = feed(begun, flood);
    expect(roundOf(state)).toBe(0);
    expect(state.keeper.rounds.size).toBeLessThanOrEqual(MAX_ROUNDS_AHEAD + 1);
    expect(state.keeper.far.size).toBe(1);
    expect(state.proposals.byRound.size).toBeLessThanOrEqual(MAX_ROUNDS_AHEAD + 1);
    expect(state.proposals.far.size).toBe(1);
  });

  test('the last round there can be is entered like any other', () => {
    const { effects } = feed(begun, [prevote(2, MAX_ROUND, null), prevote(3, MAX_ROUND, null)]);
    expect(effects[0]).toBe(`round ${MAX_ROUND} of ${MAX_ROUND % 4}`);
  });

  test('far votes of different rounds join near ones after the skip', () => {
    const { effects } = feed(begun, [
      prevote(2, 20, null),
      prevote(3, 22, null),
      prevote(0, 22, null),
    ]);
    expect(effects.filter((text) => text.startsWith('round'))).toEqual([
      'round 20 of 0',
      'round 22 of 2',
    ]);
  });
});
