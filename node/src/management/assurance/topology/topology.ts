import type { ValidatorSet } from '@mingjing/protocol';
import { totalPower } from '@mingjing/protocol';
import type { SeenNode } from '../centre/seen-node.ts';

/** A line between two nodes, and which of the two said that it is there. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly toldBy: readonly string[];
}

export interface TopologyFacts {
  readonly height: number;
  readonly validators: ValidatorSet;
  readonly nodes: readonly SeenNode[];
}

/** Numbers that a page explains the network by. */
export interface NetworkNumbers {
  readonly organisations: number;
  readonly nodes: number;
  readonly validators: number;
  readonly supervision: number;
  readonly height: number;
  readonly power: number;
  /** Power that must agree to a block: more than two thirds. */
  readonly quorum: number;
  /** Validators that may fail together, whichever they are, while blocks go on. */
  readonly tolerated: number;
  readonly connected: number;
}

/** The links that nodes tell of, each once, its ends in order. */
export function linksOf(nodes: readonly SeenNode[]): readonly Link[] {
  const known = new Set(nodes.map(({ id }) => id));
  const links = new Map<string, Link>();
  for (const { id, isConnected, answer } of nodes) {
    // What a node said before it left is no line that is there now.
    for (const peer of isConnected ? (answer?.report.peers ?? []) : []) {
      if (!known.has(peer)) continue;
      const [from = '', to = ''] = [id, peer].sort((a, b) => (a < b ? -1 : 1));
      const before = links.get(`${from} ${to}`)?.toldBy ?? [];
      links.set(`${from} ${to}`, { from, to, toldBy: [...before, id] });
    }
  }
  return [...links.values()];
}

export function networkNumbers({ height, validators, nodes }: TopologyFacts): NetworkNumbers {
  const members = nodes.filter(({ role }) => role !== 'supervision');
  const power = totalPower(validators);
  const quorum = Math.floor((2 * power) / 3) + 1;
  return {
    // An authority that supervises is no member.
    organisations: new Set(members.map(({ organisation }) => organisation)).size,
    nodes: nodes.length,
    validators: validators.validators.length,
    supervision: nodes.length - members.length,
    ...{ height, power, quorum },
    tolerated: toleratedFailures(
      validators.validators.map((each) => each.power),
      power - quorum,
    ),
    connected: nodes.filter(({ isConnected }) => isConnected).length,
  };
}

// However unluckily they are chosen: the strongest fail first.
function toleratedFailures(powers: readonly number[], spare: number): number {
  let left = spare;
  let count = 0;
  for (const power of powers.toSorted((a, b) => b - a)) {
    left -= power;
    if (left < 0) return count;
    count += 1;
  }
  return count;
}
