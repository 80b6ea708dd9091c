import { describe, expect, test } from 'vitest';
import {
  createHeight,
  decisionOf,
  type HeightConfig,
  type Input,
  lockedOf,
  type State,
  step,
  type TimeoutType,
  validOf,
} from '../src/index.ts';
import {
  certificate,
  effectText,
  feed,
  four,
  HEIGHT,
  precommit,
  prevote,
  proposal,
  start,
  stateText,
  timeout,
} from './scenario.ts';

// A host makes one `State` per height, from the set that the block before has decided on.

/** A set in force at one height, the validator we are, and whose turn its round 0 is. */
interface Reign {
  readonly what: string;
  readonly height: number;
  readonly powers: readonly number[];
  readonly self: number | undefined;
  /** In order of arrival, by position; the last one of each list is what makes the quorum. */
  readonly prevotes: readonly number[];
  readonly precommits: readonly number[];
}

const reigns: readonly Reign[] = [
  {
    ...{ what: 'four of equal power', height: 7, powers: [1, 1, 1, 1], self: 1 },
    ...{ prevotes: [0, 2], precommits: [3, 0] },
  },
  {
    ...{ what: 'a fifth joins: a quorum is four', height: 8, powers: [1, 1, 1, 1, 1], self: 1 },
    ...{ prevotes: [0, 2, 4], precommits: [0, 4, 3] },
  },
  {
    ...{ what: 'we move up one place: positions are of the set', height: 9, powers: [1, 1, 1, 1] },
    ...{ self: 0, prevotes: [1, 2], precommits: [3, 2] },
  },
  {
    ...{ what: 'power is shifted: total 10, a quorum is 7', height: 10, powers: [3, 3, 3, 1] },
    ...{ self: 0, prevotes: [3, 1], precommits: [3, 2] },
  },
  {
    ...{ what: 'a silent seat: a quorum of five without it', height: 11, powers: [1, 1, 1, 1, 1] },
    ...{ self: 0, prevotes: [1, 2, 3], precommits: [1, 2, 3] },
  },
  {
    ...{ what: 'we left the set, and follow', height: 12, powers: [1, 1, 1, 1], self: undefined },
    ...{ prevotes: [0, 1, 2], precommits: [0, 1, 2] },
  },
];

function configAt({ height, powers, self }: Reign): HeightConfig {
  // Somebody else proposes, so that every height goes the same way.
  const proposer = (round: number) => (round + 3) % powers.length;
  return { height, validators: { powers }, self, proposer };
}

function votesOf(reign: Reign, type: 'prevote' | 'precommit', value: string): Input[] {
  const from = type === 'prevote' ? reign.prevotes : reign.precommits;
  return from.map((validator) => ({
    type: 'vote',
    vote: { type, height: reign.height, round: 0, value, validator },
  }));
}

function proposalAt(reign: Reign, value: string): Input {
  const { height } = reign;
  const proposer = configAt(reign).proposer(0);
  const said = { height, round: 0, value, validRound: -1, proposer };
  return { type: 'proposal', proposal: said, validity: 'valid' };
}

describe('several heights under changing sets', () => {
  test.each(reigns)('$height: $what', (reign) => {
    const value = `block ${reign.height}`;
    const { state: proposed } = feed(createHeight(configAt(reign)), [
      start,
      proposalAt(reign, value),
    ]);
    const own = reign.self !== undefined;
    const steps = [
      [votesOf(reign, 'prevote', value), own ? [`precommit 0 ${value}`] : []],
      [votesOf(reign, 'precommit', value), [`decide 0 ${value}`]],
    ] as const;
    let state = proposed;
    for (const [votes, expected] of steps) {
      const early = feed(state, votes.slice(0, -1));
      expect(early.effects.filter(isSaid), 'one vote fewer is no quorum').toEqual([]);
      const whole = feed(early.state, votes.slice(-1));
      expect(whole.effects.filter(isSaid)).toEqual(expected);
      state = whole.state;
    }
    expect(decisionOf(state)).toEqual({ round: 0, value });
  });

  test('nothing of the height before is in the next one', () => {
    const [before, after] = [reigns[0], reigns[1]] as [Reign, Reign];
    const old = votesOf(before, 'prevote', 'block 7');
    const { state } = feed(createHeight(configAt(before)), [
      start,
      proposalAt(before, 'block 7'),
      ...old,
    ]);
    expect(lockedOf(state)).toEqual({ round: 0, value: 'block 7' });
    const next = feed(createHeight(configAt(after)), [start]).state;
    expect([lockedOf(next), validOf(next)]).toEqual([undefined, undefined]);
    const stale = [...old, proposalAt(before, 'block 7'), ...votesOf(before, 'precommit', 'x')];
    expect(feed(next, stale)).toEqual({ state: next, effects: [] });
  });
});

function isSaid(text: string): boolean {
  return /^(precommit|decide|propose) /.test(text);
}

// Every step of round 2 with every timeout of rounds 0 to 4: one of them is of that step.
const inRoundTwo = feed(createHeight({ ...four, height: HEIGHT }), [
  start,
  prevote(2, 2, null),
  prevote(3, 2, null),
]).state;
const steps: readonly [name: TimeoutType | 'commit', state: State, taken: string | undefined][] = [
  ['propose', inRoundTwo, '2 precommit'],
  ['prevote', feed(inRoundTwo, [proposal(2, 'a')]).state, '2 precommit'],
  ['precommit', feed(inRoundTwo, [timeout('propose', 2)]).state, '3 propose'],
  [
    'commit',
    feed(inRoundTwo, [proposal(2, 'a'), certificate('commit', 2, 'a', [0, 1, 2])]).state,
    undefined,
  ],
];
const timeouts = (['propose', 'prevote', 'precommit'] as const).flatMap((type) =>
  [0, 1, 2, 3, 4].map((round) => [type, round] as const),
);

describe('of all timeouts only the one of this round and step counts', () => {
  test.each(steps)('in the step %s', (name, state, taken) => {
    expect(stateText(state)).toContain(`2 ${name}`);
    const moved = timeouts.filter(([type, round]) => {
      const result = step(state, timeout(type, round));
      if (stateText(result.state) === stateText(state)) {
        expect(result.effects.map(effectText)).toEqual([]);
        return false;
      }
      expect(stateText(result.state)).toBe(type === 'precommit' ? '3 propose' : taken);
      return true;
    });
    const own = timeouts.filter(([type, round]) => type === name && round === 2);
    // The precommit timeout has no guard on the step (line 65): it ends its round from any.
    const precommitOfRound = name === 'commit' ? [] : [['precommit', 2]];
    expect(new Set(moved.map(String))).toEqual(new Set([...own, ...precommitOfRound].map(String)));
  });

  test('a timeout of a round that was skipped meanwhile changes nothing', () => {
    const { state } = feed(inRoundTwo, [precommit(0, 4, null), precommit(2, 4, null)]);
    expect(stateText(state)).toBe('4 propose');
    const stale = timeouts.filter(([, round]) => round < 4);
    expect(
      feed(
        state,
        stale.map(([type, round]) => timeout(type, round)),
      ),
    ).toEqual({
      state,
      effects: [],
    });
  });
});
