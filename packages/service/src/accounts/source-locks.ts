import { isIPv6 } from 'node:net';
import { type Failures, failedAgain, lockedForMs, NO_FAILURES, SOURCE_LOCKOUT } from './lockout.ts';

/** Addresses that are remembered; the one that failed longest ago makes room. */
export const SOURCES_MAX = 4096;

/** Failures by source address, in memory: whoever restarts the program is its operator. */
export class SourceLocks {
  readonly #failures = new Map<string, Failures>();

  get size(): number {
    return this.#failures.size;
  }

  lockedForMs(address: string, nowMs: number): number {
    const failures = this.#failures.get(placeOf(address)) ?? NO_FAILURES;
    return lockedForMs(SOURCE_LOCKOUT, failures, nowMs);
  }

  failed(address: string, nowMs: number): void {
    const place = placeOf(address);
    const failures = this.#failures.get(place) ?? NO_FAILURES;
    // Put in last again: the first of the map is the one that failed longest ago.
    this.#failures.delete(place);
    this.#failures.set(place, failedAgain(SOURCE_LOCKOUT, failures, nowMs));
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > SOURCES_MAX && oldest !== undefined) this.#failures.delete(oldest);
  }
}

/** An IPv6 caller has a network of 64 bits to himself, so all of it counts as one. */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  const all = tail === undefined ? groups : [...groups, ...zeros, ...rest];
  return all.slice(0, 4).join(':');
}
