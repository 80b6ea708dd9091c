import type { SeededRandom } from './random.ts';
import { VALIDATORS } from './world/genesis.ts';
import type { SimulatedNode } from './world/node.ts';
import type { World } from './world/world.ts';

/** Validators down or cut off at once, unless all of them fall: with two gone nothing moves. */
const AWAY_MAX = 2;

/** Crashes nodes and cuts them off, by the draw of the seed, between any two events. */
export class FaultInjector {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #away = new Set<string>();
  #isStopped = false;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork('injector');
  }

  /** To be called after every event. */
  afterEvent(): void {
    if (this.#isStopped) return;
    const { crash, crashOfAll, partition } = this.#world.options.faults;
    const random = this.#random;
    if (random.chance(crashOfAll)) {
      this.#world.events.fault('crash-of-all');
      for (const name of VALIDATORS) this.#crash(this.#world.node(name));
    }
    if (random.chance(crash)) this.#one((node) => this.#crash(node), 'crash');
    if (random.chance(partition)) this.#one((node) => this.#cutOff(node), 'partition');
  }

  /** No further fault: everyone is up and connected again, and the network is quick. */
  stop(): void {
    this.#isStopped = true;
    const { network, nodes } = this.#world;
    const { delayMsMin } = network.faults;
    network.faults = {
      ...network.faults,
      delayMsMax: delayMsMin + 20,
      loss: 0,
      duplication: 0,
      reordering: 0,
    };
    for (const node of nodes) {
      network.links.rejoin(node.name);
      if (!node.isUp) void node.start();
    }
  }

  #one(harm: (node: SimulatedNode) => void, kind: string): void {
    const node = this.#random.pick(this.#world.nodes);
    if (!node.isUp || this.#away.has(node.name) || this.#away.size >= AWAY_MAX) return;
    this.#world.events.fault(kind);
    harm(node);
  }

  #crash(node: SimulatedNode): void {
    if (!node.isUp) return;
    node.crash();
    this.#away.add(node.name);
    const downMs = this.#random.fraction() ** 2 * this.#world.options.faults.downMsMax;
    this.#world.clock.schedule(downMs, `${node.name} restarts`, () => {
      this.#away.delete(node.name);
      void node.start();
    });
  }

  #cutOff(node: SimulatedNode): void {
    const { clock, network, options } = this.#world;
    this.#away.add(node.name);
    network.links.cutOff(node.name);
    const awayMs = this.#random.fraction() * options.faults.partitionMsMax;
    clock.schedule(awayMs, `${node.name} is back`, () => {
      this.#away.delete(node.name);
      network.links.rejoin(node.name);
    });
  }
}
