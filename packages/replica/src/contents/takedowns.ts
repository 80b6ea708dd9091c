import { bytesKey } from '../chain/limits.ts';
import type { Store } from '../ports.ts';

/** Commitments looked up in the store at once. */
const LOOK_UP = 1000;
/** Orders whose number of deleted contents is remembered, for the order receipt. */
const COUNTS_KEPT = 1024;

/** What an order took down. */
export interface TakenDown {
  readonly orderId: Uint8Array;
  readonly commitments: readonly Uint8Array[];
}

/**
 * Deletes what orders took down. What is to be deleted follows from the state alone, so after a
 * crash, and in a home that was restored, the next start finds what is left to do.
 */
export class Takedowns {
  readonly #store: Pick<Store, 'hasAttachments' | 'deleteAttachments'>;
  readonly #deletes: () => void;
  readonly #running = new Map<string, Promise<number>>();
  readonly #counts = new Map<string, number>();

  /** `store` as it is, not as it is shown; `deletes` is told before something is deleted. */
  constructor(store: Pick<Store, 'hasAttachments' | 'deleteAttachments'>, deletes: () => void) {
    this.#store = store;
    this.#deletes = deletes;
  }

  /** Whether nothing is being deleted. */
  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /**
   * Resolves when nothing of it is held any more, durably: with the number of contents that this
   * life deleted for the order.
   */
  carryOut(order: TakenDown): Promise<number> {
    const key = bytesKey(order.orderId);
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = this.#delete(key, order.commitments).finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  async #delete(key: string, commitments: readonly Uint8Array[]): Promise<number> {
    let deleted = this.#counts.get(key) ?? 0;
    for (let from = 0; from < commitments.length; from += LOOK_UP) {
      const asked = commitments.slice(from, from + LOOK_UP);
      const held = await this.#store.hasAttachments(asked);
      const present = asked.filter((_, index) => held[index]);
      if (present.length === 0) continue;
      this.#deletes();
      await this.#store.deleteAttachments(present);
      deleted += present.length;
    }
    this.#remember(key, deleted);
    return deleted;
  }

  #remember(key: string, deleted: number): void {
    if (deleted === 0) return;
    this.#counts.delete(key);
    this.#counts.set(key, deleted);
    const oldest = this.#counts.keys().next().value;
    if (this.#counts.size > COUNTS_KEPT && oldest !== undefined) this.#counts.delete(oldest);
  }
}
