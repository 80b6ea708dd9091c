import { bytesToHex } from '@mingjing/crypto';
import type { AlarmBook } from './alarms.ts';
import { ORDERS_WATCHED_MAX } from './limits.ts';

/** Blocks in which an order must have been included once it is known of. */
export const ORDER_BLOCKS = 20;

/** An order that a node passed on, its officer's signature verified here. */
export interface HeldOrder {
  readonly id: Uint8Array;
  /** Block time from which no block may carry it, ms. */
  readonly validUntil: number;
}

/** A block that was verified here, and the orders that still wait after it. */
export interface BlockOfOrders {
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
  readonly proposer: string;
  /** Ids of all its transactions. */
  readonly carried: readonly Uint8Array[];
  /** Ids of orders that the state does not refuse: an honest proposer would take them. */
  readonly waiting: readonly Uint8Array[];
}

interface Watched {
  readonly id: string;
  readonly validUntil: number;
  /** Height here when it was first heard of. */
  readonly height: number;
  /** Nodes that passed it on, and the height here when each did. */
  readonly holders: Map<string, number>;
  /** Proposers that held it and made a block without it. */
  readonly passedOver: Set<string>;
}

/**
 * Watches that orders come into blocks (design, section 3): one that is in none of the next 20, or
 * that no block may carry any more, is an alarm naming the proposers that held it. That a node held
 * it is its own word: it passed the order on over a connection that names it. Kept in memory: a
 * supervision node that starts anew counts from there.
 */
export class OrderWatch {
  readonly #alarms: AlarmBook;
  readonly #watched = new Map<string, Watched>();

  constructor(alarms: AlarmBook) {
    this.#alarms = alarms;
  }

  /** A peer passed an order on; `height` is of the latest block here. */
  held(peer: string, order: HeldOrder, height: number): void {
    const id = bytesToHex(order.id);
    const known = this.#watched.get(id);
    if (known === undefined && this.#watched.size >= ORDERS_WATCHED_MAX) return;
    const watched = known ?? {
      ...{ id, height, validUntil: order.validUntil },
      ...{ holders: new Map(), passedOver: new Set() },
    };
    this.#watched.set(id, watched);
    if (!watched.holders.has(peer)) watched.holders.set(peer, height);
  }

  /** A block was verified: who proposed it had these orders, or not. */
  block({ height, time, proposer, carried, waiting }: BlockOfOrders, now: number): void {
    for (const id of carried) this.#carried(bytesToHex(id), now);
    const open = new Set(waiting.map(bytesToHex));
    for (const watched of [...this.#watched.values()]) {
      const isOver = watched.validUntil <= time;
      // The state refuses it by now: no proposer has to take it.
      if (!isOver && !open.has(watched.id)) this.#watched.delete(watched.id);
      else this.#judge(watched, { height, proposer, isOver }, now);
    }
  }

  #judge(
    watched: Watched,
    at: { readonly height: number; readonly proposer: string; readonly isOver: boolean },
    now: number,
  ): void {
    const { id, holders, passedOver } = watched;
    // It held the order when the block before its own was made.
    const since = holders.get(at.proposer);
    if (since !== undefined && since < at.height - 1) passedOver.add(at.proposer);
    const isLate = at.height - watched.height >= ORDER_BLOCKS;
    if (at.isOver) this.#watched.delete(id);
    if (!isLate && !at.isOver) return;
    const evidence = { kind: 'order', id, since: watched.height, height: at.height } as const;
    const nodes = [...passedOver].sort((a, b) => (a < b ? -1 : 1));
    this.#alarms.raise({ rule: 'order-withheld', subject: id, nodes, since: now, evidence });
  }

  #carried(id: string, now: number): void {
    this.#watched.delete(id);
    this.#alarms.clear('order-withheld', id, now);
  }
}
