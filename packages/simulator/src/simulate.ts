import type { Genesis } from '@mingjing/protocol';
import { AccessChecker } from './checkers/access.ts';
import { chainChecker } from './checkers/chain.ts';
import type { Checker, CheckerName, Violation } from './checkers/checker.ts';
import { conductChecker } from './checkers/conduct.ts';
import { History } from './checkers/history.ts';
import { KeptChecker } from './checkers/kept.ts';
import { OrdersChecker } from './checkers/orders.ts';
import { SupervisionChecker } from './checkers/supervision.ts';
import { VoteChecker } from './checkers/votes.ts';
import { FaultInjector } from './fault-injector.ts';
import { drawFaults, type Faults } from './faults.ts';
import { AccessLoad } from './load/access.ts';
import { LimitsLoad } from './load/limits.ts';
import { Load } from './load/load.ts';
import { OrderLoad } from './load/orders.ts';
import { SeededRandom } from './random.ts';
import { Trace } from './trace.ts';
import { simulatedGenesis } from './world/genesis.ts';
import { type SignatureKind, worldVerifier } from './world/keys.ts';
import type { SimulatedNode } from './world/node.ts';
import { type PlantedFault, World, type WorldEvents } from './world/world.ts';

/** Faults last until this height or time, whichever comes first. */
const FAULTY_HEIGHTS = 16;
const FAULTY_MS = 60_000;
/**
 * Heights that everyone must commit once the faults have stopped, and within which time. A lock of
 * one validator alone, beside a silent one, is shared in a round that its holder proposes: up to
 * four rounds on. Round r waits for at most 3.1 s + 1.5 s * r, so faults of a minute end in round 7
 * at the latest, and the rest of it with rounds 8 to 10 takes 57 s.
 */
const QUIET_HEIGHTS = 4;
const QUIET_MS = 70_000;
/** Acts of who orders and is ordered about, to the rest of the load. */
const ORDERS_SELDOM = 2;
/** Acts of who seals, copies and looks through, to the rest of the load. */
const ACCESS_SELDOM = 2;
/** Votes on the limits of a transaction, to the rest of the load. */
const LIMITS_SELDOM = 2;
/** By then a heartbeat has told everyone of the last block. */
const SETTLE_MS = 15_000;

export interface SimulateOptions {
  readonly seed: number;
  readonly signatures?: SignatureKind;
  /** Instead of those drawn from the seed. */
  readonly faults?: Partial<Faults>;
  readonly planted?: PlantedFault;
  /** Checkers whose findings do not count, where a planted fault breaks their rule by itself. */
  readonly without?: readonly CheckerName[];
  readonly onLine?: (line: string) => void;
}

export interface SimulationResult {
  readonly seed: number;
  /** Hash of the order of all events. */
  readonly trace: string;
  readonly violation: Violation | undefined;
  readonly height: number;
  readonly virtualMs: number;
  readonly events: number;
  readonly acknowledged: number;
  readonly faults: Readonly<Record<string, number>>;
}

/** Faults of single messages: too many for a line each. */
const ON_MESSAGES = new Set(['loss', 'duplication', 'reordering']);

let genesis: Genesis | undefined;

/** Runs one seed to its end or to the first violation. */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  genesis ??= simulatedGenesis();
  return new Run(options, genesis).run();
}

class Run {
  readonly #options: SimulateOptions;
  readonly #trace: Trace;
  readonly #world: World;
  readonly #kept: KeptChecker;
  readonly #supervision: SupervisionChecker;
  readonly #checkers: readonly Checker[];
  readonly #faults: Record<string, number> = {};
  #injector: FaultInjector | undefined;
  #violation: Violation | undefined;

  constructor(options: SimulateOptions, genesis: Genesis) {
    this.#options = options;
    this.#trace = new Trace(options.onLine);
    const random = new SeededRandom(options.seed);
    const { signatures = 'keyed-hash', planted } = options;
    const faults = { ...drawFaults(random.fork('faults')), ...options.faults };
    const history = new History(genesis);
    const violate = this.#violate.bind(this);
    const world = { genesis, faults, signatures, planted };
    this.#world = new World(world, random, this.#trace, this.#events());
    const traitors = this.#world.nodes.filter(({ isTraitor }) => isTraitor);
    for (const { name, treasons } of traitors) this.#treason(name, treasons);
    this.#kept = new KeptChecker(violate);
    const names = new Set(traitors.map(({ name }) => name));
    this.#supervision = new SupervisionChecker(history, signatures, names, violate);
    this.#supervision.watch(this.#world);
    this.#checkers = [
      chainChecker(history, signatures, violate),
      new VoteChecker(history, worldVerifier(signatures), violate),
      conductChecker(names, violate),
      this.#kept,
      this.#supervision,
      new OrdersChecker(names, violate),
      new AccessChecker(violate),
    ];
  }

  async run(): Promise<SimulationResult> {
    const world = this.#world;
    const meanMs = world.random.fork('rate').between(150, 3000);
    const load = new Load(world, this.#kept, meanMs);
    const orders = new OrderLoad(world, this.#kept, meanMs * ORDERS_SELDOM);
    const access = new AccessLoad(world, this.#kept, meanMs * ACCESS_SELDOM);
    const limits = new LimitsLoad(world, this.#kept, meanMs * LIMITS_SELDOM);
    const injector = new FaultInjector(world);
    this.#injector = injector;
    world.startAll();
    load.start();
    orders.start();
    access.start();
    limits.start();
    await this.#until(
      () => world.maxHeight >= FAULTY_HEIGHTS,
      FAULTY_MS,
      () => injector.afterEvent(),
    );
    injector.stop();
    this.#note('faults end');
    const goal = world.maxHeight + QUIET_HEIGHTS;
    const areAt = (height: number) =>
      world.living.every(({ replica }) => (replica?.chain.height ?? 0) >= height);
    if (!(await this.#until(() => areAt(goal), QUIET_MS))) this.#stuck(goal);
    load.stop();
    orders.stop();
    access.stop();
    limits.stop();
    // What is taken down last is still being deleted.
    const isClear = () => world.living.every(({ replica }) => replica?.contents.isClear ?? true);
    const isSettled = () => areAt(world.maxHeight) && isClear();
    if (!(await this.#until(isSettled, SETTLE_MS))) this.#stuck(world.maxHeight);
    // The first violation counts, and in the middle of a run disks are half written.
    if (this.#violation !== undefined) return this.#result();
    for (const checker of this.#checkers) await checker.atEnd?.(world);
    return this.#result();
  }

  #until(isReached: () => boolean, withinMs: number, after?: () => void): Promise<boolean> {
    return this.#world.runUntil(() => {
      after?.();
      this.#supervision.passed(this.#world);
      return this.#violation !== undefined || isReached();
    }, withinMs);
  }

  #stuck(goal: number): void {
    const heights = this.#world.living.map(
      ({ name, replica }) => `${name} at ${replica?.chain.height ?? 'nothing'}`,
    );
    this.#violate('liveness', 'all', `no way to ${goal}: ${heights.join(', ')}`);
  }

  #violate(checker: CheckerName, node: string, detail: string): void {
    if (this.#violation !== undefined || this.#options.without?.includes(checker)) return;
    const atMs = Math.round(this.#world.elapsedMs);
    this.#violation = { checker, node, detail, atMs };
    this.#note(`VIOLATION ${checker} ${node} ${detail}`);
  }

  #treason(name: string, treasons: readonly string[]): void {
    this.#note(`${name} is Byzantine: ${treasons.join(', ')}`);
    for (const kind of treasons) this.#faults[`byzantine-${kind}`] = 1;
  }

  #note(line: string): void {
    this.#trace.note(this.#world.elapsedMs, line);
  }

  #events(): WorldEvents {
    const tell = (act: (checker: Checker) => void) => {
      for (const checker of this.#checkers) act(checker);
    };
    const tellOf = (node: SimulatedNode, act: (checker: Checker) => void) => {
      if (!node.isTraitor) tell(act);
    };
    return {
      started: (node) => {
        this.#note(`${node.name} started at ${node.replica?.chain.height}`);
        tellOf(node, (checker) => checker.started?.(node));
      },
      committed: (node, block) => {
        const { header, transactions } = block.executed;
        this.#note(`${node.name} committed ${header.height} with ${transactions.length}`);
        tellOf(node, (checker) => checker.committed?.(node, block));
      },
      misbehaviour: (node, peer, reason) => {
        this.#note(`${node.name} accuses ${peer} of ${reason}`);
        tellOf(node, (checker) => checker.misbehaviour?.(node, peer, reason));
      },
      abstains: (node, height) => {
        this.#note(`${node.name} abstains at ${height}`);
        tellOf(node, (checker) => checker.abstains?.(node, height));
      },
      failed: (node, error) => {
        this.#note(`${node.name} failed: ${error}`);
        tellOf(node, (checker) => checker.failed?.(node, error));
        // The checkers let it pass: a damaged disk is the end of a node, a full one is not.
        if (node.hasRotten && !node.hadFullDisk) node.isLost = true;
        this.#injector?.failed(node);
      },
      order: (node, peer, order) => tellOf(node, (checker) => checker.order?.(node, peer, order)),
      left: (node, peer) => tellOf(node, (checker) => checker.left?.(node, peer)),
      ordersWaiting: (node, height, orders) =>
        tellOf(node, (checker) => checker.ordersWaiting?.(node, height, orders)),
      tip: (node, peer, tip) => tellOf(node, (checker) => checker.tip?.(node, peer, tip)),
      delivered: (from, to, envelope) => tell((checker) => checker.delivered?.(from, to, envelope)),
      sent: (from, _to, envelope) => tell((checker) => checker.sent?.(from, envelope)),
      fault: (kind) => {
        this.#faults[kind] = (this.#faults[kind] ?? 0) + 1;
        if (!ON_MESSAGES.has(kind)) this.#note(kind);
      },
    };
  }

  #result(): SimulationResult {
    const { clock, maxHeight, elapsedMs } = this.#world;
    return {
      seed: this.#options.seed,
      trace: this.#trace.digest(),
      violation: this.#violation,
      height: maxHeight,
      virtualMs: elapsedMs,
      events: clock.events,
      acknowledged: this.#kept.acknowledgedCount,
      faults: this.#faults,
    };
  }
}
