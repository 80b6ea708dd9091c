import { placeOf } from '../accounts/source-locks.ts';

/** How many calls of a kind strangers have in a window of time. */
export interface CallBudgetLimits {
  readonly windowMs: number;
  /** Of one address, or of one network of 64 bits. */
  readonly callsOfAddress: number;
  /** Of all together: what the program, or a service behind it, bears. */
  readonly callsOfAll: number;
}

/** Addresses remembered in one window; further ones share what is left for one. */
export const BUDGET_ADDRESSES_MAX = 4096;
const OTHERS = 'others';

/** Counts calls of people nobody knows, in windows that begin anew. Times are ms of one clock. */
export class CallBudget {
  readonly #limits: CallBudgetLimits;
  readonly #calls = new Map<string, number>();
  #all = 0;
  #beganAt = Number.NEGATIVE_INFINITY;

  constructor(limits: CallBudgetLimits) {
    this.#limits = limits;
  }

  /** Ms to wait until the caller may call; 0: he may, and the call is counted. */
  take(address: string, now: number): number {
    const { windowMs, callsOfAddress, callsOfAll } = this.#limits;
    if (now >= this.#beganAt + windowMs || now < this.#beganAt) {
      this.#calls.clear();
      this.#all = 0;
      this.#beganAt = now;
    }
    const place = this.#placeOf(address);
    const calls = this.#calls.get(place) ?? 0;
    if (calls >= callsOfAddress || this.#all >= callsOfAll) return this.#beganAt + windowMs - now;
    this.#calls.set(place, calls + 1);
    this.#all += 1;
    return 0;
  }

  #placeOf(address: string): string {
    const place = placeOf(address);
    return this.#calls.has(place) || this.#calls.size < BUDGET_ADDRESSES_MAX ? place : OTHERS;
  }
}
