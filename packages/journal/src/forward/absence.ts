import type { EntryInput } from '../entry/entry-input.ts';
import type { ForwardReason } from './failure.ts';

/**
 * Whether a receiver is away for long enough that the journal should say so: one entry when that
 * is so, one when it is back, whatever the number of tries between.
 */
export class Absence {
  readonly #afterMs: number;
  #since: number | undefined;
  #isTold = false;

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** Since when nothing was confirmed though something waits; undefined when all is well. */
  get since(): number | undefined {
    return this.#since;
  }

  /** True when this failed try makes the absence one that is told. */
  failed(at: number): boolean {
    this.#since ??= at;
    if (this.#isTold || at - this.#since < this.#afterMs) return false;
    this.#isTold = true;
    return true;
  }

  /** Ms of a told absence that ends now; undefined when none was told. */
  ended(at: number): number | undefined {
    const ms = this.#isTold ? Math.max(0, at - (this.#since ?? at)) : undefined;
    this.#since = undefined;
    this.#isTold = false;
    return ms;
  }
}

export type ForwardEvent = 'forward-started' | 'forward-away' | 'forward-back';

/** The journal entry of something that forwarding did; `counts` have their meaning per event. */
export function forwardEntry(
  nodeId: string,
  receiver: { readonly host: string; readonly port: number },
  event: ForwardEvent,
  counts: readonly number[],
  reason?: ForwardReason | 'cursor-damaged',
): EntryInput {
  return {
    ...{ source: 'network', event, result: event === 'forward-away' ? 'failed' : 'done' },
    ...(reason === undefined ? {} : { reason }),
    actor: { type: 'system', id: nodeId },
    destination: { address: receiver.host, port: receiver.port },
    counts,
  };
}
