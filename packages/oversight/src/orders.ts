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
  /** The latest `validUntil` that it may carry: header time and the window of validity, ms. */
  readonly validUntilMax: number;
}

interface Watched {
  readonly id: string;
  readonly validUntil: number;
  /** Height here when it was first heard of. */
  readonly height: number;
  /** Nodes that passed it on over the connection that still is, and told of no block since. */
  readonly heard: Set<string>;
  /** Of those that told of one since, the greatest height at which each may have been then. */
  readonly holders: Map<string, number>;
  /** Of these, who made a block without it that could have carried it, and that block's height. */
  readonly suspects: Map<string, number>;
  /** Suspects that went on after that block, so they held it when they made it. */
  readonly passedOver: Set<string>;
  /** The latest height whose state was seen to take it: the next block could carry it. */
  takenAt: number;
  /** Who passed it over in the latest block, unless something else in that block shut it out. */
  suspect: string | undefined;
}

/**
 * Watches that orders come into blocks (design, section 3): one that is in none of the next 20, or
 * that no block may carry any more, is an alarm naming the proposers that held it. That a node held
 * it is its own word: it passed the order on over a connection that names it. What it held may be
 * gone with that connection, for a node that starts anew has nothing in its pool: it is named once
 * it tells over the same connection that it has the block. Nor is anything known of when it began
 * to hold it but by the block that it told of next, over the same connection. Kept in memory: a
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
      ...{ id, height, validUntil: order.validUntil, takenAt: height, suspect: undefined },
      ...{ heard: new Set(), holders: new Map(), suspects: new Map(), passedOver: new Set() },
    };
    this.#watched.set(id, watched);
    if (!watched.holders.has(peer)) watched.heard.add(peer);
  }

  /** A peer told of a block at `told`; what it passed on before, it held at that height. */
  told(peer: string, told: number, height: number): void {
    for (const { heard, holders } of this.#watched.values()) {
      // Of a block that the peer may have made before, nothing follows; nor of one verified here.
      if (heard.delete(peer)) holders.set(peer, Math.max(told, height));
    }
  }

  /** A block was verified: who proposed it had these orders, or not. */
  block(block: BlockOfOrders, now: number): void {
    for (const id of block.carried) this.#carried(bytesToHex(id), now);
    for (const watched of [...this.#watched.values()]) {
      watched.suspect = suspectOf(watched, block);
      const isOver = watched.validUntil <= block.time;
      if (isOver) this.#watched.delete(watched.id);
      if (isOver || isLate(watched, block.height)) this.#raise(watched, block.height, now);
    }
  }

  /** The connection to a peer ended: whether it still holds what it held, nobody knows. */
  left(peer: string): void {
    for (const { heard, holders, suspects } of this.#watched.values()) {
      heard.delete(peer);
      holders.delete(peer);
      suspects.delete(peer);
    }
  }

  /** A peer tells that it is at `told`; `height` is of the latest block here. */
  wentOn(peer: string, told: number, height: number, now: number): void {
    for (const watched of this.#watched.values()) {
      const at = watched.suspects.get(peer);
      if (at === undefined || at > told) continue;
      watched.suspects.delete(peer);
      watched.passedOver.add(peer);
      if (isLate(watched, height)) this.#raise(watched, height, now);
    }
  }

  /** After the block of `height`: the orders that its state takes. It refuses all others by now. */
  waiting(height: number, ids: readonly Uint8Array[]): void {
    const open = new Set(ids.map(bytesToHex));
    for (const watched of [...this.#watched.values()]) {
      // No proposer has to take it any more; unless it came after the state was asked.
      if (!open.has(watched.id)) {
        if (watched.takenAt < height) this.#watched.delete(watched.id);
        continue;
      }
      watched.takenAt = height;
      const { suspect, passedOver } = watched;
      watched.suspect = undefined;
      if (suspect === undefined || passedOver.has(suspect)) continue;
      watched.suspects.set(suspect, height);
    }
  }

  #raise({ id, height, passedOver }: Watched, at: number, now: number): void {
    const evidence = { kind: 'order', id, since: height, height: at } as const;
    const nodes = [...passedOver].sort((a, b) => (a < b ? -1 : 1));
    this.#alarms.raise({ rule: 'order-withheld', subject: id, nodes, since: now, evidence });
  }

  #carried(id: string, now: number): void {
    this.#watched.delete(id);
    this.#alarms.clear('order-withheld', id, now);
  }
}

function isLate(watched: Watched, height: number): boolean {
  return height - watched.height >= ORDER_BLOCKS;
}

// Who held it when the block before his own was made, while the state before his own took it, and
// whose block's time lets it stand.
function suspectOf(watched: Watched, block: BlockOfOrders): string | undefined {
  const { height, time, proposer, validUntilMax } = block;
  const since = watched.holders.get(proposer);
  const isHeld = since !== undefined && since < height - 1;
  const isTimely = time < watched.validUntil && watched.validUntil <= validUntilMax;
  return isHeld && isTimely && watched.takenAt === height - 1 ? proposer : undefined;
}
