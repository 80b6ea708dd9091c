import type { TimeoutType } from '@mingjing/consensus';
import type { Parameters } from '@mingjing/protocol';
import type { Clock } from '../ports.ts';

/**
 * Time without a decision after which everything held is sent again. Direct streams do not gossip
 * by themselves: what was lost once would otherwise stay lost until a timeout that needs it.
 */
const STALL_MS = 1000;

export interface TimerEvents {
  fired(timeout: TimeoutType, round: number): void;
  stalled(): void;
}

/** Timers of one height. */
export class Timers {
  readonly #clock: Clock;
  readonly #parameters: Parameters;
  readonly #events: TimerEvents;
  readonly #cancels = new Set<() => void>();
  #isStopped = false;

  constructor(clock: Clock, parameters: Parameters, events: TimerEvents) {
    this.#clock = clock;
    this.#parameters = parameters;
    this.#events = events;
  }

  /** Begins to watch for a stall. */
  start(): void {
    this.#after(STALL_MS, () => {
      this.#events.stalled();
      this.start();
    });
  }

  /**
   * Later rounds wait longer, so that slow networks meet in some round. `share` shortens what the
   * first round waits, never what a round waits longer.
   */
  schedule(timeout: TimeoutType, round: number, share: number): void {
    const { proposeTimeoutMs, voteTimeoutMs, timeoutGrowthMs } = this.#parameters;
    const base = timeout === 'propose' ? proposeTimeoutMs : voteTimeoutMs;
    // Growth stops at 100 rounds: by then a round lasts about a minute.
    const delayMs = base * share + timeoutGrowthMs * Math.min(round, 100);
    this.#after(delayMs, () => this.#events.fired(timeout, round));
  }

  /** Fires at once what there is no more reason to wait for. */
  skip(timeout: TimeoutType, round: number): void {
    this.#after(0, () => this.#events.fired(timeout, round));
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #after(delayMs: number, fire: () => void): void {
    if (this.#isStopped) return;
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#cancels.delete(cancel);
      fire();
    });
    this.#cancels.add(cancel);
  }
}
