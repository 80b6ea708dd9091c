import type { Genesis, PoolItem } from '@mingjing/protocol';
import type { CatchUpOptions, CommittedBlock, Envelope } from '@mingjing/replica';
import {
  AUTHOR,
  type Faults,
  noFaults,
  type PlantedFault,
  publication,
  SeededRandom,
  type SignatureKind,
  type SimulatedNode,
  simulatedGenesis,
  Trace,
  VALIDATORS,
  World,
  type Writing,
} from '@mingjing/simulator';
import { expect } from 'vitest';

export interface QuietOptions {
  readonly seed?: number;
  readonly faults?: Partial<Faults>;
  readonly signatures?: SignatureKind;
  readonly planted?: PlantedFault;
  readonly catchUp?: (node: string) => CatchUpOptions;
  readonly genesis?: Genesis;
  /** Whether a node may stop by itself. */
  readonly mayFail?: boolean;
  /** Nodes to start; all when left out. */
  readonly nodes?: readonly string[];
}

/** What a test sees of a world in which only happens what it asks for. */
export class QuietWorld {
  readonly world: World;
  readonly committed = new Map<string, CommittedBlock[]>();
  readonly sent: { from: string; to: string; envelope: Envelope }[] = [];
  readonly accusations: string[] = [];
  /** Who signs nothing more at which height. */
  readonly abstentions: string[] = [];
  /** What nodes stopped over, in a test that lets them. */
  readonly failures: unknown[] = [];
  readonly #random: SeededRandom;

  constructor(given: QuietOptions = {}) {
    const { seed = 1, faults, signatures = 'keyed-hash', planted, nodes, catchUp, mayFail } = given;
    this.#random = new SeededRandom(seed);
    const options = {
      genesis: given.genesis ?? simulatedGenesis(),
      faults: { ...noFaults, ...faults },
      signatures,
      planted,
      catchUp,
    };
    this.world = new World(options, this.#random.fork('world'), new Trace(), {
      started: () => undefined,
      left: () => undefined,
      committed: (node, block) => {
        this.committed.set(node.name, [...this.blocks(node.name), block]);
      },
      misbehaviour: (node, peer, reason) => this.accusations.push(`${node.name} ${peer} ${reason}`),
      failed: (_node, error) => {
        if (!mayFail) throw error;
        this.failures.push(error);
      },
      sent: (from, to, envelope) => this.sent.push({ from: from.name, to, envelope }),
      delivered: () => undefined,
      tip: () => undefined,
      order: () => undefined,
      ordersWaiting: () => undefined,
      abstains: ({ name }, height) => this.abstentions.push(`${name} ${height}`),
      fault: () => undefined,
    });
    for (const node of this.world.nodes) {
      if (nodes === undefined || nodes.includes(node.name)) void node.start();
    }
  }

  blocks(name: string): CommittedBlock[] {
    return this.committed.get(name) ?? [];
  }

  /** Runs for some virtual time. */
  async pass(ms: number): Promise<void> {
    await this.world.runUntil(() => false, ms);
  }

  /** Runs until something holds, which it must within the time; answers how long it took, ms. */
  async until(holds: () => boolean, withinMs: number): Promise<number> {
    const before = this.world.elapsedMs;
    expect(await this.world.runUntil(holds, withinMs)).toBe(true);
    return this.world.elapsedMs - before;
  }

  /** Runs until these nodes, the validators when left out, are at a height. */
  async reach(height: number, withinMs = 5000, names: readonly string[] = VALIDATORS) {
    const nodes = names.map((name) => this.world.node(name));
    return this.until(() => nodes.every((node) => this.heightOf(node) >= height), withinMs);
  }

  heightOf(node: SimulatedNode): number {
    return node.replica?.chain.height ?? 0;
  }

  writing(validityMs = 60_000): Writing {
    const { chainId, clock, options } = this.world;
    const validUntil = Math.floor(clock.time) + validityMs;
    return { chainId, random: this.#random, kind: options.signatures, validUntil };
  }

  /** Submits a publication; it must be admitted. Answers its id. */
  async publish(node: string, sizes: readonly number[] = [], validityMs?: number) {
    return this.submit(node, publication(this.writing(validityMs), sizes, AUTHOR));
  }

  async submit(node: string, item: PoolItem): Promise<Uint8Array> {
    const [answer] = (await this.#settled(this.world.node(node).replica?.submit([item]))) ?? [];
    if (!answer?.ok) throw new Error(`not admitted: ${answer?.reason}`);
    return answer.value.transaction.id;
  }

  // What a node answers may need virtual time to pass.
  async #settled<T>(promise: Promise<T> | undefined): Promise<T | undefined> {
    let isSettled = false;
    const settled = promise?.finally(() => {
      isSettled = true;
    });
    await this.world.runUntil(() => isSettled, 1000);
    return settled;
  }
}
