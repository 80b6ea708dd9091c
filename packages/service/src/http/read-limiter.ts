import { placeOf } from '../accounts/source-locks.ts';
import { CallBudget, type CallBudgetLimits } from './call-budget.ts';

/**
 * Reads of one source that nobody knows. A page of the portal makes a dozen at most, so who reads
 * one after the other stays below, an office behind one address too. A copy of the chain that is
 * made record by record does not.
 */
export const PUBLIC_READS: CallBudgetLimits = {
  windowMs: 60_000,
  callsOfAddress: 600,
  // Many sources at once are visitors as well as a flood: none may lock out the others.
  callsOfAll: Number.POSITIVE_INFINITY,
};

const HOUR_MS = 60 * 60 * 1000;
/** Alarms of one hour: what a flood from many sources may write into the journal. */
export const BULK_ALARMS_MAX = 256;

export interface ReadVerdict {
  /** Ms to wait until the next read; 0: this one is free. */
  readonly waitMs: number;
  /** The first refusal of this source within an hour. */
  readonly isAlarm: boolean;
}

const FREE: ReadVerdict = { waitMs: 0, isAlarm: false };

/** Bounds what one source reads of what everybody may read. Times are ms of one clock. */
export class ReadLimiter {
  readonly #budget: CallBudget;
  readonly #now: () => number;
  readonly #alarmed = new Set<string>();
  #hour = 0;

  constructor(now: () => number, limits: CallBudgetLimits = PUBLIC_READS) {
    this.#now = now;
    this.#budget = new CallBudget(limits);
  }

  /** Counts a read. Whoever sits at this machine is not counted. */
  take(sourceAddress: string): ReadVerdict {
    if (isLoopback(sourceAddress)) return FREE;
    const now = this.#now();
    const waitMs = this.#budget.take(sourceAddress, now);
    return waitMs === 0 ? FREE : { waitMs, isAlarm: this.#isFirst(sourceAddress, now) };
  }

  #isFirst(sourceAddress: string, now: number): boolean {
    const hour = Math.floor(now / HOUR_MS);
    if (hour !== this.#hour) this.#alarmed.clear();
    this.#hour = hour;
    const place = placeOf(sourceAddress);
    if (this.#alarmed.has(place) || this.#alarmed.size >= BULK_ALARMS_MAX) return false;
    this.#alarmed.add(place);
    return true;
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
