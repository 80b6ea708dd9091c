import { chainIdOf, type Genesis } from '@mingjing/protocol';
import type { CatchUpOptions, Envelope, ReplicaPorts, Request, Response } from '@mingjing/replica';
import { VirtualClock } from '../clock/virtual-clock.ts';
import type { Faults } from '../faults.ts';
import { SimulatedNetwork } from '../network/simulated-network.ts';
import type { SeededRandom } from '../random.ts';
import type { Trace } from '../trace.ts';
import { FOLLOWER, GENESIS_TIME, VALIDATORS } from './genesis.ts';
import type { SignatureKind } from './keys.ts';
import { type NodeEvents, SimulatedNode } from './node.ts';

/** A defect put in on purpose, through ports and the network: production code knows none of it. */
export interface PlantedFault {
  ports?(node: string, ports: ReplicaPorts, world: World): ReplicaPorts;
  /** False: the message is dropped. */
  passes?(from: string, to: string, frame: Uint8Array): boolean;
  answered?(node: string, request: Request, response: Omit<Response, 'id'>): Omit<Response, 'id'>;
}

export interface WorldOptions {
  readonly genesis: Genesis;
  readonly faults: Faults;
  readonly signatures: SignatureKind;
  readonly planted?: PlantedFault | undefined;
  /** How a node catches up; the usual way when left out. */
  readonly catchUp?: ((node: string) => CatchUpOptions) | undefined;
}

export interface WorldEvents extends NodeEvents {
  /** A message leaves a node. */
  sent(from: SimulatedNode, to: string, envelope: Envelope): void;
  /** A message reaches a node. */
  delivered(from: SimulatedNode, to: SimulatedNode, envelope: Envelope): void;
  fault(kind: string): void;
}

/** Four validators and a follower with their clock, network and disks. */
export class World {
  readonly options: WorldOptions;
  readonly events: WorldEvents;
  readonly random: SeededRandom;
  readonly clock: VirtualClock;
  readonly network: SimulatedNetwork;
  readonly nodes: readonly SimulatedNode[];
  readonly #byName = new Map<string, SimulatedNode>();
  readonly chainId: string;
  /** Told of every call that a node makes of its disk or network; may crash the node. */
  atEffect: ((node: SimulatedNode) => void) | undefined;

  constructor(options: WorldOptions, random: SeededRandom, trace: Trace, events: WorldEvents) {
    this.options = options;
    this.events = events;
    this.random = random;
    this.clock = new VirtualClock(GENESIS_TIME, (at, name) => trace.note(at - GENESIS_TIME, name));
    const { planted } = options;
    this.network = new SimulatedNetwork(this.clock, random.fork('network'), options.faults, {
      sent: (from, to, envelope) => events.sent(this.node(from), to, envelope),
      delivered: (from, to, envelope) => events.delivered(this.node(from), this.node(to), envelope),
      passes: (from, to, frame) => planted?.passes?.(from, to, frame) ?? true,
      answered: (node, request, response) =>
        planted?.answered?.(node, request, response) ?? response,
      disguised: (from, to, frame) => this.node(from).disguised(to, frame),
      malformed: (self, peer) => events.misbehaviour(this.node(self), peer, 'frame-malformed'),
      fault: (kind) => events.fault(kind),
    });
    this.chainId = chainIdOf(options.genesis);
    this.nodes = [...VALIDATORS, FOLLOWER].map((name) => new SimulatedNode(this, name));
    for (const node of this.nodes) this.#byName.set(node.name, node);
  }

  /** Virtual time since the begin, ms. */
  get elapsedMs(): number {
    return this.clock.time - GENESIS_TIME;
  }

  /** Those that keep to the rules. */
  get correct(): readonly SimulatedNode[] {
    return this.nodes.filter(({ isTraitor }) => !isTraitor);
  }

  /** The correct nodes that did not stop for good. */
  get living(): readonly SimulatedNode[] {
    return this.correct.filter(({ isLost }) => !isLost);
  }

  get maxHeight(): number {
    return Math.max(...this.correct.map(({ replica }) => replica?.chain.height ?? 0));
  }

  node(name: string): SimulatedNode {
    const found = this.#byName.get(name);
    if (found === undefined) throw new Error(`there is no node ${name}`);
    return found;
  }

  startAll(): void {
    for (const node of this.nodes) void node.start();
  }

  /** Runs until `isReached`; false when `withinMs` of virtual time passed without it. */
  async runUntil(isReached: () => boolean, withinMs: number): Promise<boolean> {
    const deadline = this.clock.time + withinMs;
    let isDone = false;
    this.clock.schedule(withinMs, 'deadline', () => undefined);
    await this.clock.run(() => {
      isDone = isReached();
      return isDone || this.clock.time >= deadline;
    });
    return isDone;
  }
}
