import { describe, expect, test } from 'vitest';
import { createHeight, decisionOf, step } from '../src/index.ts';
import {
  certificate,
  configOf,
  enterRound0,
  feed,
  four,
  precommit,
  prevote,
  proposal,
  proposalA,
  run,
  start,
  timeout,
  valueReady,
} from './scenario.ts';

describe('one round', () => {
  test('proposal, two thirds of prevotes, two thirds of precommits: decision', () => {
    const end = run([
      enterRound0,
      proposalA,
      { what: 'a second prevote', input: prevote(0, 0, 'a'), effects: [], state: '0 prevote' },
      {
        what: 'a third prevote is the quorum (line 36); no timeout is needed any more',
        input: prevote(2, 0, 'a'),
        effects: ['precommit 0 a'],
        state: '0 precommit locked a@0 valid a@0',
      },
      {
        what: 'a second precommit',
        input: precommit(0, 0, 'a'),
        effects: [],
        state: '0 precommit locked a@0 valid a@0',
      },
      {
        what: 'a third precommit is the quorum (line 49)',
        input: precommit(3, 0, 'a'),
        effects: ['decide 0 a'],
        state: '0 commit locked a@0 valid a@0',
      },
      {
        what: 'what comes after the decision changes nothing',
        input: precommit(2, 0, 'a'),
        effects: [],
        state: '0 commit locked a@0 valid a@0',
      },
      {
        what: 'a timeout after the decision is ignored',
        input: timeout('precommit', 0),
        effects: [],
        state: '0 commit locked a@0 valid a@0',
      },
      {
        what: 'a later round does not draw a decided height along',
        input: certificate('polka', 3, 'b', [0, 2, 3]),
        effects: [],
        state: '0 commit locked a@0 valid a@0',
      },
    ]);
    expect(decisionOf(end)).toEqual({ round: 0, value: 'a' });
  });

  test('no proposal: three timeouts lead to the next round', () => {
    run([
      enterRound0,
      {
        what: 'the proposal did not come (line 57)',
        input: timeout('propose', 0),
        effects: ['prevote 0 nil'],
        state: '0 prevote',
      },
      { what: 'another nil', input: prevote(2, 0, null), effects: [], state: '0 prevote' },
      {
        what: 'prevotes for different things are two thirds (line 34)',
        input: prevote(3, 0, 'a'),
        effects: ['timeout prevote 0'],
        state: '0 prevote',
      },
      {
        what: 'no agreement in time (line 61)',
        input: timeout('prevote', 0),
        effects: ['precommit 0 nil'],
        state: '0 precommit',
      },
      { what: 'a nil', input: precommit(2, 0, null), effects: [], state: '0 precommit' },
      {
        what: 'any precommits of two thirds (line 47)',
        input: precommit(3, 0, 'a'),
        effects: ['timeout precommit 0'],
        state: '0 precommit',
      },
      {
        what: 'the fourth precommit does not ask for the timeout again',
        input: precommit(0, 0, null),
        effects: [],
        state: '0 precommit',
      },
      {
        what: 'round over (line 65); we are the proposer of round 1',
        input: timeout('precommit', 0),
        effects: ['round 1 of 1', 'request 1', 'timeout propose 1'],
        state: '1 propose',
      },
    ]);
  });

  test('two thirds of nil prevotes give a nil precommit at once (line 44)', () => {
    run([
      enterRound0,
      { what: 'nil of 2', input: prevote(2, 0, null), effects: [], state: '0 propose' },
      { what: 'nil of 3', input: prevote(3, 0, null), effects: [], state: '0 propose' },
      {
        what: 'our own nil prevote completes the quorum',
        input: timeout('propose', 0),
        effects: ['prevote 0 nil', 'precommit 0 nil'],
        state: '0 precommit',
      },
    ]);
  });

  test('two thirds of nil precommits only end the round by its timeout', () => {
    run([
      enterRound0,
      { what: 'nil of 0', input: precommit(0, 0, null), effects: [], state: '0 propose' },
      { what: 'nil of 2', input: precommit(2, 0, null), effects: [], state: '0 propose' },
      {
        what: 'a quorum of nil is a quorum of anything, in any step (line 47)',
        input: precommit(3, 0, null),
        effects: ['timeout precommit 0'],
        state: '0 propose',
      },
    ]);
  });

  test('a polka that comes after the nil precommit becomes the valid value only (line 42)', () => {
    run([
      enterRound0,
      proposalA,
      { what: 'nil of 2', input: prevote(2, 0, null), effects: [], state: '0 prevote' },
      {
        what: 'a of 3',
        input: prevote(3, 0, 'a'),
        effects: ['timeout prevote 0'],
        state: '0 prevote',
      },
      {
        what: 'no agreement in time',
        input: timeout('prevote', 0),
        effects: ['precommit 0 nil'],
        state: '0 precommit',
      },
      {
        what: 'the polka completes late: no lock',
        input: prevote(0, 0, 'a'),
        effects: [],
        state: '0 precommit valid a@0',
      },
    ]);
  });

  test('stale and early timeouts are ignored', () => {
    const rows = [
      timeout('prevote', 0),
      timeout('propose', 1),
      timeout('precommit', 2),
      timeout('prevote', 0),
    ].map((input) => ({ what: 'not of this step', input, effects: [], state: '0 propose' }));
    const begun = run([enterRound0, ...rows]);
    run([proposalA, { ...proposalA, what: 'again', effects: [] }], begun);
    const { state } = feed(begun, [proposal(0, 'a'), timeout('propose', 0)]);
    expect(feed(state, [timeout('propose', 0)]).effects).toEqual([]);
  });

  test('everything that came before the start is acted on at the start', () => {
    run([
      { what: 'early proposal', input: proposal(0, 'a'), effects: [], state: '-1 new' },
      { what: 'early prevote', input: prevote(0, 0, 'a'), effects: [], state: '-1 new' },
      { what: 'early prevote', input: prevote(2, 0, 'a'), effects: [], state: '-1 new' },
      { what: 'early timeout', input: timeout('propose', 0), effects: [], state: '-1 new' },
      { what: 'early value', input: valueReady(0, 'x'), effects: [], state: '-1 new' },
      {
        what: 'the start',
        input: start,
        effects: ['round 0 of 0', 'timeout propose 0', 'prevote 0 a', 'precommit 0 a'],
        state: '0 precommit locked a@0 valid a@0',
      },
      {
        what: 'a second start',
        input: start,
        effects: [],
        state: '0 precommit locked a@0 valid a@0',
      },
    ]);
  });
});

describe('proposing', () => {
  const ours = configOf([1, 1, 1, 1], 0);

  test('a new value is asked for, proposed and prevoted', () => {
    run(
      [
        {
          what: 'we propose round 0',
          input: start,
          effects: ['round 0 of 0', 'request 0', 'timeout propose 0'],
          state: '0 propose',
        },
        {
          what: 'a value for another round is ignored',
          input: valueReady(1, 'x'),
          effects: [],
          state: '0 propose',
        },
        {
          what: 'the value is here (line 18); our own proposal counts at once',
          input: valueReady(0, 'a'),
          effects: ['propose 0 a from -1', 'prevote 0 a'],
          state: '0 prevote',
        },
        {
          what: 'a second value for the same round is ignored',
          input: valueReady(0, 'b'),
          effects: [],
          state: '0 prevote',
        },
      ],
      ours,
    );
  });

  test('a value that comes after the propose timeout is ignored', () => {
    const begun = feed(createHeight(ours), [start, timeout('propose', 0)]);
    expect(begun.effects).toContain('prevote 0 nil');
    expect(feed(begun.state, [valueReady(0, 'a')]).effects).toEqual([]);
  });

  test('a value nobody asked us for is ignored', () => {
    const begun = feed(createHeight(four), [start]);
    expect(feed(begun.state, [valueReady(0, 'a')]).effects).toEqual([]);
  });

  test('a valid value is proposed again with its round (lines 15-16)', () => {
    const polkaAt0 = [proposal(0, 'a'), prevote(0, 0, 'a'), prevote(2, 0, 'a')];
    const { state } = feed(createHeight(four), [start, ...polkaAt0]);
    const nils = [precommit(0, 0, null), precommit(2, 0, null)];
    expect(feed(state, [...nils, timeout('precommit', 0)]).effects).toEqual([
      'timeout precommit 0',
      'round 1 of 1',
      'propose 1 a from 0',
      'timeout propose 1',
      'prevote 1 a',
    ]);
  });
});

test('a state that was stepped from can be stepped from again', () => {
  const { state } = feed(createHeight(four), [start, proposal(0, 'a'), prevote(0, 0, 'a')]);
  const before = JSON.stringify(state, replacer);
  const first = step(state, prevote(2, 0, 'a'));
  const other = step(state, prevote(2, 0, null));
  expect(JSON.stringify(state, replacer)).toBe(before);
  expect(step(state, prevote(2, 0, 'a'))).toEqual(first);
  expect(other.effects).not.toEqual(first.effects);
});

function replacer(_: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return value instanceof Set ? [...value] : value;
}
