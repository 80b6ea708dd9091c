import type { Clock } from '@mingjing/replica';
import { MESSAGES_BURST_MAX, MESSAGES_PER_SECOND_MAX } from './limits.ts';

/** What one peer may send: so many messages a second, and a burst after a quiet time. */
export class MessageBudget {
  readonly #clock: Pick<Clock, 'now'>;
  #left = MESSAGES_BURST_MAX;
  #filledAt: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#filledAt = clock.now();
  }

  /** Takes one message from the budget; false when there is nothing left of it. */
  take(): boolean {
    const now = this.#clock.now();
    // A clock that was set back earns nothing, and costs nothing either.
    const earned = (Math.max(0, now - this.#filledAt) / 1000) * MESSAGES_PER_SECOND_MAX;
    this.#left = Math.min(MESSAGES_BURST_MAX, this.#left + earned);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
