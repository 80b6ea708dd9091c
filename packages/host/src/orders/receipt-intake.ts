import type { SignedOrderReceipt } from '@mingjing/protocol';
import type { Clock } from '@mingjing/replica';
import type { ReceiptRefusal } from './check-receipt.ts';
import type { ReceiptBook } from './receipt-book.ts';

/** Receipts of one peer that wait; what it tells beyond them is left, and asked for later. */
const WAITING_MAX = 256;

/** Refusals that no correct peer's receipt meets. */
const FORGED: readonly ReceiptRefusal[] = ['malformed', 'not-of-the-order', 'bad-signature'];

export interface IntakeParts {
  readonly book: Pick<ReceiptBook, 'take'>;
  readonly clock: Pick<Clock, 'yield'>;
  readonly misbehaved: (peer: string, reason: string) => void;
  readonly onError: (error: unknown) => void;
}

interface Queue {
  readonly receipts: SignedOrderReceipt[];
  looked: Promise<void>;
}

/**
 * What peers sent of receipts, on its way into the book: of each peer one after the other, and each
 * in a turn of its own, since a forged one costs a check and no wait. So whoever sends many is cut
 * off by his charges in the midst of them, and what he sent then goes unread.
 */
export class ReceiptIntake {
  readonly #parts: IntakeParts;
  readonly #queues = new Map<string, Queue>();
  #isStopped = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** A peer told a receipt on its own account. */
  told(peer: string, receipt: SignedOrderReceipt): void {
    const waiting = this.#queues.get(peer)?.receipts.length ?? 0;
    if (waiting < WAITING_MAX) void this.take(peer, [receipt]);
  }

  /**
   * Resolves when these were looked at, or their peer was dropped. A failure is reported, and what
   * waits of the peer is left then.
   */
  take(peer: string, receipts: readonly SignedOrderReceipt[]): Promise<void> {
    if (this.#isStopped || receipts.length === 0) return Promise.resolve();
    const queue = this.#queues.get(peer);
    if (queue !== undefined) {
      for (const receipt of receipts) queue.receipts.push(receipt);
      return queue.looked;
    }
    const begun: Queue = { receipts: [...receipts], looked: Promise.resolve() };
    this.#queues.set(peer, begun);
    begun.looked = this.#lookAll(peer, begun);
    return begun.looked;
  }

  /** The peer is gone: what waits of it is left. */
  drop(peer: string): void {
    this.#queues.delete(peer);
  }

  /** Leaves all that waits, and takes nothing more. */
  stop(): void {
    this.#isStopped = true;
    this.#queues.clear();
  }

  async #lookAll(peer: string, queue: Queue): Promise<void> {
    const { clock, onError } = this.#parts;
    try {
      for (let next = queue.receipts.shift(); next !== undefined; next = queue.receipts.shift()) {
        await clock.yield();
        if (this.#queues.get(peer) !== queue) return;
        await this.#lookAt(peer, next);
      }
    } catch (error) {
      onError(error);
    } finally {
      // Before anything else runs, so that nothing is put into a queue that nobody looks at.
      if (this.#queues.get(peer) === queue) this.#queues.delete(peer);
    }
  }

  async #lookAt(peer: string, receipt: SignedOrderReceipt): Promise<void> {
    const taken = await this.#parts.book.take(receipt);
    const isForged = !taken.ok && FORGED.includes(taken.reason);
    if (isForged) this.#parts.misbehaved(peer, `order-receipt-${taken.reason}`);
  }
}
