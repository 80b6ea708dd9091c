import type { Chain } from '../chain/chain.ts';
import type { Pool } from '../mempool/pool.ts';
import type { Clock } from '../ports.ts';

/** A block of at least this many transactions means load: the next one waits and fills. */
const LOAD_TRANSACTIONS = 16;
/** Least time between small blocks: at one transaction a block, fixed costs are all there is. */
const SMALL_INTERVAL_MS = 15;
/**
 * Under load the next block waits as long as agreeing on the last one took, up to so many
 * intervals. What waited for a full block comes back at once; a block begun upon the first of it
 * would carry little, and the next one all the rest: whoever follows is a block further behind.
 */
const LOADED_INTERVALS_MAX = 3;

/**
 * When to start a height: at once from idle, after a measured wait under load, and with an
 * empty block as heartbeat. A proposal or a vote of another validator starts it, too.
 */
export class Pacing {
  readonly #chain: Chain;
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #start: () => void;
  #heightAt = 0;
  #lastTransactions = 0;
  #startedAt = 0;
  #agreedInMs = 0;
  #isUrged = false;
  #isStarted = false;
  #cancel: (() => void) | undefined;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(parts: { chain: Chain; pool: Pool; ports: { clock: Clock } }, start: () => void) {
    this.#chain = parts.chain;
    this.#pool = parts.pool;
    this.#clock = parts.ports.clock;
    this.#start = start;
  }

  /** A height was committed with this many transactions. */
  newHeight(transactions: number): void {
    const now = this.#clock.now();
    this.#agreedInMs = this.#isStarted ? Math.max(0, now - this.#startedAt) : 0;
    this.#heightAt = now;
    this.#lastTransactions = transactions;
    this.#isStarted = false;
    this.#plan();
  }

  /** Start without waiting for work: a restart stands in the middle of a height. */
  urge(): void {
    this.#isUrged = true;
  }

  poolChanged(): void {
    if (this.#pool.hasWork && !this.#isStarted) this.#plan();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  #plan(): void {
    const { blockIntervalMs, emptyBlockMs } = this.#chain.state.parameters;
    const isLoaded = this.#lastTransactions >= LOAD_TRANSACTIONS;
    const longest = LOADED_INTERVALS_MAX * blockIntervalMs;
    const loaded = Math.max(blockIntervalMs, Math.min(this.#agreedInMs, longest));
    const interval = isLoaded ? loaded : Math.min(SMALL_INTERVAL_MS, blockIntervalMs);
    const hasWork = this.#pool.hasWork || this.#isUrged;
    const dueAt = this.#heightAt + (hasWork ? interval : emptyBlockMs);
    if (this.#cancel !== undefined && this.#dueAt === dueAt) return;
    this.stop();
    this.#dueAt = dueAt;
    const delayMs = Math.max(0, dueAt - this.#clock.now());
    this.#cancel = this.#clock.schedule(delayMs, () => {
      this.stop();
      this.#isUrged = false;
      this.#isStarted = true;
      this.#startedAt = this.#clock.now();
      this.#start();
    });
  }
}
