/**
 * A stronger adversary than random delivery: rounds pass in step, and in each stage it chooses who
 * is not heard and what the hostile validator says to whom. So locks and decisions of one round
 * meet the hostile proposals of the next.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Input, roundOf, type TimeoutType, type Vote } from '../src/index.ts';
import { BAD, Network, type Node } from './network.ts';
import { HEIGHT } from './scenario.ts';

/** `mute`: not heard by the others; `deaf`: hears nothing. */
interface Stage {
  readonly pattern: 'all' | 'mute' | 'deaf';
  readonly node: number;
  /** The hostile validator votes as the receiver would like, for nil, or says nothing. */
  readonly hostile: readonly ('agree' | 'nil' | 'silent')[];
}

interface RoundPlan {
  readonly stages: Readonly<Record<TimeoutType, Stage>>;
  /** What the hostile validator proposes if it is its turn. */
  readonly value: string;
  readonly validRound: number;
}

const stage: fc.Arbitrary<Stage> = fc.record({
  pattern: fc.constantFrom('all', 'all', 'all', 'all', 'mute', 'mute', 'deaf'),
  node: fc.nat({ max: 2 }),
  hostile: fc.oneof(
    fc.constantFrom('agree' as const, 'nil' as const).map((same) => [same, same, same]),
    fc.array(fc.constantFrom('agree', 'nil', 'silent'), { minLength: 3, maxLength: 3 }),
  ),
});
const plan: fc.Arbitrary<RoundPlan> = fc.record({
  stages: fc.record({ propose: stage, prevote: stage, precommit: stage }),
  value: fc.constantFrom('x', 'x', 'y', 'v2.0', BAD),
  validRound: fc.constantFrom(-1, -1, 0, 1),
});
const proposerOfRound0 = fc.constantFrom(2, 2, 2, 1, 0, 3);

test('whoever is not heard when, no two correct nodes disagree, and all decide in the end', () => {
  fc.assert(fc.property(fc.array(plan, { minLength: 1, maxLength: 6 }), proposerOfRound0, play), {
    numRuns: 2_500,
  });
});

function play(plans: readonly RoundPlan[], offset: number): void {
  const network = new Network([1, 1, 1, 1], offset);
  for (const [round, each] of plans.entries()) {
    if ((round + offset) % 4 === network.hostile) propose(network, round, each);
    for (const type of ['propose', 'prevote', 'precommit'] as const) {
      pass(network, round, type, each.stages[type]);
      network.checkAgreement();
    }
  }
  network.settle(40);
  network.checkAgreement();
  expect(network.nodes.every(({ decision }) => decision !== undefined)).toBe(true);
}

/** One stage: what is heard is delivered, what is not waits; then the timers of the stage fire. */
function pass(
  network: Network,
  round: number,
  type: TimeoutType,
  { pattern, node, hostile }: Stage,
) {
  if (type !== 'propose') {
    for (const [to, receiver] of network.nodes.entries()) {
      const value = hostile[to] === 'agree' ? liked(receiver) : null;
      if (hostile[to] !== 'silent') network.whisper(to, hostileVote(type, round, value));
    }
  }
  const isHeard = (to: number, from: number | undefined) =>
    to === from || pattern === 'all' || (pattern === 'mute' ? from !== node : to !== node);
  for (let index = 0; index < network.pending.length; ) {
    const message = network.pending[index];
    const fits = message !== undefined && isOf(message.input, round, type);
    if (fits && isHeard(message.to, senderOf(message.input))) network.deliver(index);
    else index += 1;
  }
  for (const each of network.nodes) fireAll(each, type, round);
}

function isOf(input: Input, round: number, type: TimeoutType): boolean {
  switch (input.type) {
    case 'vote':
      return input.vote.type === type && input.vote.round === round;
    case 'proposal':
      return type === 'propose' && input.proposal.round === round;
    case 'certificate':
      return type === 'propose' && input.kind === 'polka';
    default:
      return true;
  }
}

function senderOf(input: Input): number | undefined {
  if (input.type === 'vote') return input.vote.validator;
  return input.type === 'proposal' ? input.proposal.proposer : undefined;
}

function fireAll(node: Node, type: TimeoutType, round: number): void {
  for (let index = 0; index < node.timers.length; ) {
    const timer = node.timers[index];
    if (timer?.timeout === type && timer.round === round) node.fire(index);
    else index += 1;
  }
}

/** The value that a node has a proposal for in its round. */
function liked({ state }: Node): string | null {
  return state.proposals.byRound.get(roundOf(state))?.[0]?.proposal.value ?? null;
}

function hostileVote(type: Vote['type'], round: number, value: string | null): Input {
  return { type: 'vote', vote: { type, height: HEIGHT, round, value, validator: 3 } };
}

function propose(network: Network, round: number, { value, validRound }: RoundPlan): void {
  const proposal = { height: HEIGHT, round, value, validRound, proposer: network.hostile };
  const validity = value === BAD ? 'invalid' : 'valid';
  for (const to of network.nodes.keys()) {
    network.whisper(to, { type: 'proposal', proposal, validity });
  }
}
