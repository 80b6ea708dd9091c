import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundOf, type Vote } from '../src/index.ts';
import { BAD, Network, type Node } from './network.ts';
import { HEIGHT } from './scenario.ts';

type Action =
  | { readonly do: 'deliver' | 'fire'; readonly node: number; readonly at: number }
  | { readonly do: 'crash'; readonly node: number; readonly isRecorded: boolean }
  | { readonly do: 'vote'; readonly node: number; readonly type: Vote['type']; readonly of: Of }
  | { readonly do: 'propose'; readonly node: number; readonly of: Of }
  | {
      readonly do: 'echo';
      readonly node: number;
      readonly type: Vote['type'];
      readonly at: number;
    };

/** Round relative to the receiver's, a value by number, and the valid round of a proposal. */
interface Of {
  readonly ahead: number;
  readonly value: number;
  readonly back: number;
}

const node = fc.nat({ max: 2 });
const at = fc.nat({ max: 60 });
const type = fc.constantFrom('prevote' as const, 'precommit' as const);
const of = fc.record({
  ahead: fc.constantFrom(0, 0, 0, 1, 2, -1, 40),
  value: fc.nat({ max: 5 }),
  back: fc.constantFrom(0, 0, 1, 2),
});
const act = <const T extends string>(what: T) => fc.constant(what);
const ordinary: fc.Arbitrary<Action>[] = [
  fc.record({ do: act('deliver'), node, at }),
  fc.record({ do: act('deliver'), node, at: fc.nat({ max: 3 }) }),
  fc.record({ do: act('fire'), node, at }),
  fc.record({ do: act('vote'), node, type, of }),
  fc.record({ do: act('echo'), node, type, at }),
  fc.record({ do: act('propose'), node, of }),
];
const crash: fc.Arbitrary<Action> = fc.record({ do: act('crash'), node, isRecorded: fc.boolean() });

/** Powers of which the hostile last one is less than a third. */
const powers = fc
  .tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 6 })), fc.integer({ min: 0, max: 6 }))
  .map((drawn) => drawn as number[])
  .filter((drawn) => 3 * (drawn.at(-1) ?? 0) < drawn.reduce((sum, power) => sum + power, 0));

describe('three correct nodes and a hostile one', () => {
  const schedule = (kinds: fc.Arbitrary<Action>[]) =>
    fc.array(fc.oneof(...kinds), { minLength: 20, maxLength: 250 });

  test('never disagree, and decide once delivery is fair', () => {
    fc.assert(
      fc.property(schedule(ordinary), (actions) => play([1, 1, 1, 1], actions)),
      { numRuns: 300 },
    );
  });

  test('so too with unequal weights', () => {
    fc.assert(fc.property(powers, schedule(ordinary), play), { numRuns: 200 });
  });

  test('so too when correct nodes crash at any point, and none signs two things', () => {
    fc.assert(fc.property(powers, schedule([...ordinary, crash]), play), { numRuns: 300 });
  });
});

test('without a hostile act a fair network decides in round 0', () => {
  const network = new Network([1, 1, 1, 1]);
  network.settle(1);
  expect(network.nodes.map(({ decision }) => decision)).toEqual(['v0.0', 'v0.0', 'v0.0']);
});

test('a proposal that comes too late costs one round', () => {
  const network = new Network([1, 1, 1, 1]);
  for (const each of network.nodes) each.fire(0);
  network.settle(3);
  expect(network.nodes.map(({ decision }) => decision)).toEqual(['v1.1', 'v1.1', 'v1.1']);
});

test('a hostile vote that let one node alone go on takes the others along', () => {
  const network = new Network([5, 2, 2, 4]);
  for (const each of network.nodes) each.fire(0);
  // 5 + 4 of 13: node 0 precommits nil, and then node 1 leaves the round without a precommit.
  network.whisper(0, voteOf('prevote', 0, null));
  deliverAll(network, (to, vote) => to === 0 && vote?.validator === 3);
  network.whisper(1, voteOf('precommit', 0, null));
  deliverAll(network, (to, vote) => to === 1 && vote?.type === 'precommit');
  network.nodes[1]?.fire(0);
  expect(network.nodes.map(({ state }) => roundOf(state))).toEqual([0, 1, 0]);
  network.settle(12);
  network.checkAgreement();
  expect(network.nodes.every(({ decision }) => decision !== undefined)).toBe(true);
});

test('a hidden lock is found again', () => {
  const network = new Network([1, 1, 1, 1]);
  const value = 'v0.0';
  deliverAll(network, (_, vote) => vote === undefined);
  // The hostile validator helps node 0 alone to a polka of round 0.
  network.whisper(0, voteOf('prevote', 0, value));
  deliverAll(network, (to, vote) => to === 0 && vote?.type === 'prevote');
  expect(network.nodes[0]?.state.round.lockedValue).toBe(value);
  network.settle(12);
  expect(network.nodes.map(({ decision }) => decision)).toEqual([value, value, value]);
});

function play(weights: readonly number[], actions: readonly Action[]): void {
  const network = new Network(weights);
  for (const action of actions) {
    perform(network, action);
    network.checkAgreement();
  }
  network.settle(40);
  network.checkAgreement();
  for (const { decision } of network.nodes) expect(decision).toBeDefined();
}

function perform(network: Network, action: Action): void {
  const receiver = network.nodes[action.node];
  if (receiver === undefined) return;
  const { node: to } = action;
  switch (action.do) {
    case 'deliver':
      network.deliver(action.at);
      break;
    case 'fire':
      receiver.fire(action.at);
      break;
    case 'crash':
      network.crash(to, action.isRecorded ? 'after the record' : 'before the record');
      break;
    case 'vote': {
      const round = Math.max(0, roundOf(receiver.state) + action.of.ahead);
      network.whisper(to, voteOf(action.type, round, valueFor(network, action.of)));
      break;
    }
    case 'echo': {
      // A vote for something that others voted for: what makes half a quorum into one.
      const votes = network.pending.flatMap(({ input }) =>
        input.type === 'vote' ? input.vote : [],
      );
      const like = votes[action.at % Math.max(1, votes.length)];
      if (like !== undefined) network.whisper(to, voteOf(action.type, like.round, like.value));
      break;
    }
    case 'propose':
      propose(network, receiver, action);
      break;
  }
}

function propose(
  network: Network,
  receiver: Node,
  action: Extract<Action, { do: 'propose' }>,
): void {
  const { hostile } = network;
  const round = roundOf(receiver.state);
  const own = round - (round % (hostile + 1)) + hostile;
  const value = valueFor(network, action.of) ?? BAD;
  const validRound = action.of.back === 0 ? -1 : Math.max(-1, own - action.of.back);
  network.whisper(action.node, {
    type: 'proposal',
    proposal: { height: HEIGHT, round: own, value, validRound, proposer: hostile },
    validity: value === BAD ? 'invalid' : 'valid',
  });
}

function valueFor(network: Network, { value }: Of): string | null {
  const first = network.nodes[value % 3]?.state.round.validValue ?? 'v0.0';
  return [null, BAD, 'x', 'y', 'v0.0', first][value] ?? null;
}

function voteOf(kind: Vote['type'], round: number, value: string | null) {
  const vote: Vote = { type: kind, height: HEIGHT, round, value, validator: 3 };
  return { type: 'vote', vote } as const;
}

/** Delivers what fits, also what comes of it; `vote` is undefined for other messages. */
function deliverAll(network: Network, fits: (to: number, vote: Vote | undefined) => boolean): void {
  const next = () =>
    network.pending.findIndex(({ to, input }) =>
      fits(to, input.type === 'vote' ? input.vote : undefined),
    );
  for (let index = next(); index >= 0; index = next()) network.deliver(index);
}
