import { describe, expect, test } from 'vitest';
import { createHeight } from '../src/index.ts';
import {
  certificate,
  configOf,
  enterRound0,
  feed,
  precommit,
  prevote,
  proposal,
  proposalA,
  run,
  start,
  timeout,
  valueReady,
} from './scenario.ts';

describe('a single validator', () => {
  test('decides as soon as its value is there', () => {
    run(
      [
        {
          what: 'start',
          input: start,
          effects: ['round 0 of 0', 'request 0', 'timeout propose 0'],
          state: '0 propose',
        },
        {
          what: 'all its own messages count at once',
          input: valueReady(0, 'a'),
          effects: ['propose 0 a from -1', 'prevote 0 a', 'precommit 0 a', 'decide 0 a'],
          state: '0 commit locked a@0 valid a@0',
        },
      ],
      configOf([5], 0),
    );
  });

  test('goes through rounds when its value does not come', () => {
    const one = createHeight(configOf([5], 0));
    const round0 = feed(one, [start, timeout('propose', 0)]);
    expect(round0.effects.slice(3)).toEqual([
      'prevote 0 nil',
      'precommit 0 nil',
      'timeout precommit 0',
    ]);
    const round1 = feed(round0.state, [timeout('precommit', 0), valueReady(1, 'b')]);
    expect(round1.effects.at(-1)).toBe('decide 1 b');
  });
});

describe('a node that only follows', () => {
  test('goes through steps and rounds, decides, and never says a thing', () => {
    run(
      [
        enterRound0,
        { ...proposalA, effects: [] },
        { what: '', input: prevote(0, 0, 'a'), effects: [], state: '0 prevote' },
        { what: '', input: prevote(1, 0, 'a'), effects: [], state: '0 prevote' },
        {
          what: 'it follows the polka',
          input: prevote(2, 0, 'a'),
          effects: [],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: 'it follows a commit certificate',
          input: certificate('commit', 0, 'a', [0, 1, 2]),
          effects: ['decide 0 a'],
          state: '0 commit locked a@0 valid a@0',
        },
      ],
      configOf([1, 1, 1, 1], undefined),
    );
  });

  test('never proposes, whatever the round', () => {
    let state = createHeight(configOf([1, 1, 1, 1], undefined));
    const said: string[] = [];
    for (const input of [start, ...rounds(8)]) {
      const result = feed(state, [input]);
      state = result.state;
      said.push(...result.effects);
    }
    expect(said.filter((text) => /^(round|timeout) /.test(text))).toEqual(said);
    expect(said).toContain('round 7 of 3');
  });
});

describe('unequal weights', () => {
  // Total 10: a quorum needs 7, a skip 4.
  const weighted = configOf([4, 1, 2, 3], 1);

  test('power decides, not the number of validators', () => {
    run(
      [
        enterRound0,
        proposalA,
        { what: '1 + 2 = 3', input: prevote(2, 0, 'a'), effects: [], state: '0 prevote' },
        { what: '3 + 3 = 6', input: prevote(3, 0, 'a'), effects: [], state: '0 prevote' },
        {
          what: '6 + 4 = 10',
          input: prevote(0, 0, 'a'),
          effects: ['precommit 0 a'],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: '1 + 4 = 5',
          input: precommit(0, 0, 'a'),
          effects: [],
          state: '0 precommit locked a@0 valid a@0',
        },
        {
          what: '5 + 2 = 7 is the quorum',
          input: precommit(2, 0, 'a'),
          effects: ['decide 0 a'],
          state: '0 commit locked a@0 valid a@0',
        },
      ],
      weighted,
    );
  });

  test('exactly two thirds, and exactly one third, are not enough', () => {
    const thirds = configOf([1, 1, 1], 1);
    const rows = [
      enterRound0,
      { ...proposalA },
      {
        what: 'two of three is not more than two thirds',
        input: prevote(0, 0, 'a'),
        effects: [],
        state: '0 prevote',
      },
      {
        what: 'one of three is not more than one third',
        input: prevote(2, 1, 'a'),
        effects: [],
        state: '0 prevote',
      },
    ];
    run(rows, thirds);
  });

  test('a validator without power counts for nothing', () => {
    const idle = configOf([1, 1, 1, 0], 1);
    const { state } = feed(createHeight(idle), [start, proposal(0, 'a'), prevote(0, 0, 'a')]);
    expect(feed(state, [prevote(3, 0, 'a')]).effects).toEqual([]);
    expect(feed(state, [prevote(2, 0, 'a')]).effects).toEqual(['precommit 0 a']);
  });
});

function rounds(count: number) {
  return Array.from({ length: count }, (_, round) => [
    timeout('propose', round),
    prevote(0, round, null),
    prevote(2, round, null),
    prevote(3, round, null),
    precommit(0, round, null),
    precommit(2, round, null),
    precommit(3, round, null),
    timeout('precommit', round),
  ]).flat();
}
