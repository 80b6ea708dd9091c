import type { JournalSourceName } from '@mingjing/protocol';
import type { EntryInput } from '../entry/entry-input.ts';

/** Ports told in a summary: enough to find a visitor behind a shared address. */
const PORTS_MAX = 16;

/** Refusals that got no entry of their own: of one address, or of all that are not told apart. */
export class Summary {
  readonly address: string | undefined;
  #count = 0;
  #first = Number.MAX_SAFE_INTEGER;
  #last = 0;
  readonly #ports = new Set<number>();

  constructor(address: string | undefined) {
    this.address = address;
  }

  add(now: number, port: number): void {
    this.#count++;
    this.#first = Math.min(this.#first, now);
    this.#last = Math.max(this.#last, now);
    if (this.#ports.size < PORTS_MAX) this.#ports.add(port);
  }

  merge(other: Summary): void {
    this.#count += other.#count;
    this.#first = Math.min(this.#first, other.#first);
    this.#last = Math.max(this.#last, other.#last);
    for (const port of other.#ports) if (this.#ports.size < PORTS_MAX) this.#ports.add(port);
  }

  /** Counts of the entry: number of refusals, first and last time in ms, then up to 16 ports. */
  entry(source: JournalSourceName): EntryInput {
    return {
      source,
      event: 'strangers-summary',
      result: 'refused',
      actor: { type: 'stranger', id: '' },
      object: this.address === undefined ? 'other-addresses' : '',
      counts: [this.#count, this.#first, this.#last, ...this.#ports],
      ...(this.address === undefined
        ? {}
        : { personal: { sourceAddress: this.address, sourcePort: 0 } }),
    };
  }
}
