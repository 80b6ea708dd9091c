import type { SeededRandom } from './random.ts';
import { VALIDATORS } from './world/genesis.ts';
import type { SimulatedNode } from './world/node.ts';
import type { World } from './world/world.ts';

/** Validators down or cut off at once, unless all of them fall: with two gone nothing moves. */
const AWAY_MAX = 2;

/**
 * Crashes nodes, cuts them off, turns their clocks, fills and damages their disks, by the draw of
 * the seed: between any two events, and crashes in the middle of any call of the world, too.
 */
export class FaultInjector {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #atRest: SeededRandom;
  readonly #away = new Set<string>();
  #isStopped = false;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork('injector');
    this.#atRest = world.random.fork('at rest');
    const effects = world.random.fork('effects');
    const { crashAtEffect } = world.options.faults;
    world.atEffect = (node) => {
      if (!this.#isStopped && effects.chance(crashAtEffect)) {
        this.#harm(node, (hit) => this.#crash(hit), 'crash-at-effect');
      }
    };
  }

  /** To be called after every event. */
  afterEvent(): void {
    if (this.#isStopped) return;
    const { faults } = this.#world.options;
    const random = this.#random;
    if (random.chance(faults.crashOfAll)) {
      this.#world.events.fault('crash-of-all');
      for (const name of VALIDATORS) this.#crash(this.#world.node(name));
    }
    if (random.chance(faults.crash)) this.#one((node) => this.#crash(node), 'crash');
    if (random.chance(faults.partition)) this.#one((node) => this.#cutOff(node), 'partition');
    if (random.chance(faults.deafness)) this.#one((node) => this.#deafen(node), 'deafness');
    if (random.chance(faults.fullDisk)) this.#one((node) => this.#fillDisk(node), 'full-disk');
    if (random.chance(faults.clockJump)) this.#jump(random.pick(this.#world.nodes));
    if (random.chance(faults.bitRot)) this.#rot(random.pick(this.#world.nodes));
  }

  /** A node stopped by itself: the operator starts it again, once there is room on its disk. */
  failed(node: SimulatedNode): void {
    if (!node.hadFullDisk || node.isLost) return;
    node.crash();
    // A failure may surface only after there is room again.
    if (!node.isDiskFull) this.#after(0, node, 'restarts', () => void node.start());
  }

  /** No further fault: everyone is up and connected again, the network quick, the clocks right. */
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
      slowNode: 0,
    };
    for (const node of nodes) {
      network.links.rejoin(node.name);
      network.links.hearAll(node.name);
      node.setClock();
      node.isDiskFull = false;
      if (!node.isUp) void node.start();
    }
  }

  #one(harm: (node: SimulatedNode) => void, kind: string): void {
    this.#harm(this.#random.pick(this.#world.nodes), harm, kind);
  }

  #harm(node: SimulatedNode, harm: (node: SimulatedNode) => void, kind: string): void {
    if (!node.isUp || this.#away.has(node.name) || this.#away.size >= AWAY_MAX) return;
    this.#world.events.fault(kind);
    harm(node);
  }

  #crash(node: SimulatedNode): void {
    if (!node.isUp) return;
    node.crash();
    if (this.#atRest.chance(this.#world.options.faults.bitRotAtRest)) this.#rot(node);
    this.#away.add(node.name);
    const downMs = this.#random.fraction() ** 2 * this.#world.options.faults.downMsMax;
    this.#after(downMs, node, 'restarts', () => void node.start());
  }

  #cutOff(node: SimulatedNode): void {
    const { network, options } = this.#world;
    network.links.cutOff(node.name);
    this.#away.add(node.name);
    const awayMs = this.#random.fraction() * options.faults.partitionMsMax;
    this.#after(awayMs, node, 'is back', () => network.links.rejoin(node.name));
  }

  // It hears some of the others no more, perhaps none; they go on hearing it.
  #deafen(node: SimulatedNode): void {
    const { network, nodes, options } = this.#world;
    for (const { name } of nodes) {
      if (name !== node.name && this.#random.chance(0.6)) network.links.deafen(name, node.name);
    }
    this.#away.add(node.name);
    const deafMs = this.#random.fraction() * options.faults.partitionMsMax;
    this.#after(deafMs, node, 'hears again', () => network.links.hearAll(node.name));
  }

  #fillDisk(node: SimulatedNode): void {
    node.isDiskFull = true;
    this.#away.add(node.name);
    const fullMs = this.#random.fraction() * this.#world.options.faults.fullDiskMsMax;
    this.#after(fullMs, node, 'has room again', () => {
      node.isDiskFull = false;
      void node.start();
    });
  }

  #jump(node: SimulatedNode): void {
    const { clockJumpMsMax } = this.#world.options.faults;
    this.#world.events.fault('clock-jump');
    node.clockOffsetMs = Math.round(this.#random.between(-clockJumpMsMax, clockJumpMsMax));
    node.hasJumped = true;
  }

  // One node at most, and none beside a Byzantine one: it may be lost for good.
  #rot(node: SimulatedNode): void {
    const { nodes, events, correct } = this.#world;
    if (nodes.some(({ hasRotten }) => hasRotten) || correct.length < nodes.length) return;
    events.fault(node.isUp ? 'bit-rot' : 'bit-rot-at-rest');
    node.rot();
  }

  #after(delayMs: number, node: SimulatedNode, name: string, then: () => void): void {
    this.#world.clock.schedule(delayMs, `${node.name} ${name}`, () => {
      this.#away.delete(node.name);
      then();
    });
  }
}
