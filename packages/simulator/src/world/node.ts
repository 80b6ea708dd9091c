import type { ParsedTransaction, SignedTip } from '@mingjing/protocol';
import {
  type CommittedBlock,
  type JournalEvent,
  type Network,
  Replica,
  type ReplicaEvents,
  type ReplicaPorts,
  type Store,
} from '@mingjing/replica';
import {
  MemoryDisk,
  openMemorySignState,
  openMemoryStore,
  openMemoryWriteAheadLog,
} from '@mingjing/storage';
import { type BehaviourName, byzantine, type Disguise } from '../byzantine/index.ts';
import { Life } from '../clock/life.ts';
import { treasons } from '../faults.ts';
import type { SeededRandom } from '../random.ts';
import { VALIDATORS } from './genesis.ts';
import { worldKey, worldVerifier } from './keys.ts';
import { guardedSigner } from './signer.ts';
import type { World } from './world.ts';

/** What a run hears from its nodes. */
export interface NodeEvents {
  started(node: SimulatedNode): void;
  committed(node: SimulatedNode, block: CommittedBlock): void;
  misbehaviour(node: SimulatedNode, peer: string, reason: string): void;
  tip(node: SimulatedNode, peer: string, tip: SignedTip): void;
  order(node: SimulatedNode, peer: string, order: ParsedTransaction): void;
  left(node: SimulatedNode, peer: string): void;
  ordersWaiting(node: SimulatedNode, height: number, orders: readonly ParsedTransaction[]): void;
  /** What it signed is not all known to it. */
  abstains(node: SimulatedNode, height: string | undefined): void;
  failed(node: SimulatedNode, error: unknown): void;
}

/** A node of the simulated world: its disk outlasts its lives. */
export class SimulatedNode {
  readonly name: string;
  readonly disk: MemoryDisk;
  /** What it does against the rules; nothing for a correct node. */
  readonly treasons: readonly BehaviourName[];
  replica: Replica | undefined;
  readonly #world: World;
  readonly #random: SeededRandom;
  /** What its clock shows more than the time, ms, unless it jumped. */
  readonly #steadyOffsetMs: number;
  clockOffsetMs: number;
  /** Whether its disk takes nothing more, and whether that happened in this life. */
  #isDiskFull = false;
  hadFullDisk = false;
  /** A bit of its disk turned: it may stop for good, and must not act on what it reads. */
  hasRotten = false;
  /** Its clock was set once, so the times that it states may fall. */
  hasJumped = false;
  /** It stopped over that bit. */
  isLost = false;
  /** What it stored, as this life reads it. */
  store: Store | undefined;
  #life: Life | undefined;
  #disguise: Required<Disguise> | undefined;
  #lives = 0;

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
    this.#random = world.random.fork(name);
    const { clockOffsetMs, traitor } = world.options.faults;
    this.treasons = VALIDATORS[traitor - 1] === name ? treasons(world.options.faults) : [];
    this.#steadyOffsetMs = Math.round(this.#random.between(-clockOffsetMs, clockOffsetMs));
    this.clockOffsetMs = this.#steadyOffsetMs;
    this.disk = new MemoryDisk({
      beforeSync: async (file) => {
        const forceMs = this.#random.between(0.02, world.network.faults.forceMsMax);
        await world.clock.delay(forceMs, `${name} forces ${file}`);
        if (this.isDiskFull) throw new DiskFullError();
      },
    });
  }

  get isTraitor(): boolean {
    return this.treasons.length > 0;
  }

  /** A frame as it leaves this node. */
  disguised(to: string, frame: Uint8Array): Uint8Array {
    return this.#disguise?.frame(to, frame) ?? frame;
  }

  get isUp(): boolean {
    return this.#life !== undefined;
  }

  /** Opens what the disk holds and joins the others, as the program does. */
  async start(): Promise<void> {
    if (this.#life !== undefined) return;
    const life = new Life(() => this.#world.atEffect?.(this));
    this.#life = life;
    this.#lives += 1;
    this.hadFullDisk = this.#isDiskFull;
    try {
      await this.#open(life);
    } catch (error) {
      if (!life.isOver) this.#failed(error);
    }
  }

  get isDiskFull(): boolean {
    return this.#isDiskFull;
  }

  set isDiskFull(isFull: boolean) {
    this.#isDiskFull = isFull;
    this.hadFullDisk ||= isFull;
  }

  /** Time from its clock, whole ms. */
  now(): number {
    return Math.floor(this.#world.clock.time) + this.clockOffsetMs;
  }

  /** Ends a jump of its clock. */
  setClock(): void {
    this.clockOffsetMs = this.#steadyOffsetMs;
  }

  /** Turns one bit of what lies on its disk, written and forced. */
  rot(): void {
    this.hasRotten = true;
    this.disk.rot((count) => this.#random.below(count));
  }

  /** Ends the life at once: what was not forced is lost, by the draw of the seed. */
  crash(): void {
    if (this.#life === undefined) return;
    this.#life.end();
    this.#life = undefined;
    this.replica?.stop();
    this.replica = undefined;
    this.#world.network.links.leave(this.name);
    const { unforcedSurvival } = this.#world.options.faults;
    this.disk.crash((_name, pending) => {
      let whole = 0;
      while (whole < pending.length && this.#random.chance(unforcedSurvival)) whole += 1;
      return { whole, tornBytes: this.#random.below((pending[whole] ?? 0) + 1) };
    });
  }

  #failed(error: unknown): void {
    this.#world.events.failed(this, error);
  }

  async #open(life: Life): Promise<void> {
    const { world, ports } = { world: this.#world, ports: await this.#ports(life) };
    if (life.isOver) return;
    const { genesis, catchUp } = world.options;
    const options = { ...catchUp?.(this.name), genesis, nodeId: this.name };
    const opened = await Replica.open(options, ports, this.#events(life));
    if (life.isOver) return;
    if (!opened.ok) throw new Error(`${this.name} does not open: ${opened.reason}`);
    const replica = opened.value;
    this.replica = replica;
    await replica.start();
    if (life.isOver) return;
    const handler = this.#disguise?.handler(replica.handler) ?? replica.handler;
    world.network.links.join(this.name, handler);
    world.events.started(this);
  }

  #events(life: Life): ReplicaEvents {
    const { events } = this.#world;
    const alive =
      <A extends unknown[]>(tell: (...args: A) => void) =>
      (...args: A) => {
        if (!life.isOver) tell(...args);
      };
    return {
      committed: alive((block) => events.committed(this, block)),
      misbehaviour: alive((peer, reason) => events.misbehaviour(this, peer, reason)),
      tip: alive((peer, tip) => events.tip(this, peer, tip)),
      order: alive((peer, order) => events.order(this, peer, order)),
      left: alive((peer) => events.left(this, peer)),
      ordersWaiting: alive((height, orders) => events.ordersWaiting(this, height, orders)),
      failed: alive((error) => this.#failed(error)),
    };
  }

  async #ports(life: Life): Promise<ReplicaPorts> {
    const { clock, network, options } = this.#world;
    const store = life.bind(await openMemoryStore(this.disk));
    this.store = store;
    const { longLogBytes } = options.faults;
    const wal = life.bind(
      await openMemoryWriteAheadLog(this.disk, 'wal', { longBytes: longLogBytes }),
    );
    const guard = life.bind(await openMemorySignState(this.disk));
    const ports: ReplicaPorts = {
      clock: {
        now: () => this.now(),
        schedule: (delayMs, fire) =>
          clock.schedule(delayMs, `${this.name} timer ${delayMs}`, () => {
            if (!life.isOver) fire();
          }),
        yield: () => clock.delay(0, `${this.name} yields`),
      },
      random: this.#random.fork(`life ${this.#lives}`),
      verifier: worldVerifier(options.signatures),
      signer: guardedSigner(this.name, guard, options.signatures),
      store,
      wal,
      network: mortal(life, network.endpoint(this.name)),
      journal: { append: async (event) => this.#journalled(life, event) },
    };
    const planted = options.planted?.ports?.(this.name, ports, this.#world) ?? ports;
    this.#disguise = this.#newDisguise();
    const disguised = this.#disguise?.ports(planted) ?? planted;
    return { ...disguised, clock: life.bind(disguised.clock) };
  }

  #journalled(life: Life, { event, object }: JournalEvent): void {
    if (life.isOver || !event.startsWith('sign-record-')) return;
    this.#world.events.abstains(this, object);
  }

  #newDisguise(): Required<Disguise> | undefined {
    if (!this.isTraitor) return undefined;
    const { chainId, options } = this.#world;
    const { sign } = worldKey(this.name, 'vote', options.signatures);
    const random = this.#random.fork(`treason ${this.#lives}`);
    return byzantine(this.treasons, { nodeId: this.name, chainId, random, sign });
  }
}

// Who is connected is asked and answered in one call: the life that ends in it sees nobody.
function mortal(life: Life, endpoint: Network): Network {
  const bound = life.bind(endpoint);
  return {
    request: (peer, request) => bound.request(peer, request),
    send: (peer, envelope) => bound.send(peer, envelope),
    peers: () => {
      const peers = bound.peers();
      return life.isOver ? [] : peers;
    },
  };
}

/** What a write on a full disk ends with. */
class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  readonly code = 'ENOSPC';

  constructor() {
    super('no space left on the simulated disk');
  }
}
