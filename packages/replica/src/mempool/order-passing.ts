import type { ResultCode } from '@mingjing/execution';
import { isOrder, type ParsedTransaction, positionOf } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { ReplicaPorts } from '../ports.ts';
import type { Admission, Admitted } from './admission.ts';
import { type Pool, type PoolEntry, travelling } from './pool.ts';

/** One connection of a peer, from its beginning to its end. */
export interface Connection {
  readonly peer: string;
}

export interface OrderPassingParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly ports: Pick<ReplicaPorts, 'network'>;
  readonly admission: Admission;
  /** A peer that is connected still passed on an order that is genuine: it holds it. */
  told(peer: string, order: ParsedTransaction): void;
  /** The state refuses it: it left the pool. */
  dropped(entry: PoolEntry, code: ResultCode): void;
  /** Orders that the state after `height` takes: an honest proposer of the next block has them. */
  waiting(height: number, orders: readonly ParsedTransaction[]): void;
}

/**
 * Passes orders on to whoever follows without a seat, supervision nodes among them. Each holder
 * sends them himself, over a connection that names him: so a supervision node knows which proposers
 * held an order that no block carries.
 */
export class OrderPassing {
  readonly #parts: OrderPassingParts;
  readonly #passedOn = new WeakSet<PoolEntry>();
  readonly #connections = new Map<string, Connection>();

  constructor(parts: OrderPassingParts) {
    this.#parts = parts;
  }

  /** Orders that are in the pool now, of whatever was just admitted; `from` where it came. */
  admitted(answers: readonly Admitted[], from?: Connection): void {
    const orders = answers.flatMap((one) =>
      one.ok && isOrder(one.value.transaction) ? [one.value] : [],
    );
    if (from !== undefined && this.#connections.get(from.peer) === from) {
      for (const { transaction } of orders) this.#parts.told(from.peer, transaction);
    }
    const fresh = orders.filter((order) => !this.#passedOn.has(order));
    for (const order of fresh) this.#passedOn.add(order);
    for (const peer of this.#parts.ports.network.peers()) this.#send(peer, fresh);
  }

  /** A peer connected: it does not know what is held here. */
  connected(peer: string): void {
    this.#connections.set(peer, { peer });
    this.#send(peer, this.#parts.pool.orders());
  }

  disconnected(peer: string): void {
    this.#connections.delete(peer);
  }

  /** The connection of a peer that something just came over. */
  connectionOf(peer: string): Connection | undefined {
    return this.#connections.get(peer);
  }

  /** After a block, where none is proposed: drops what the state refuses, and tells the rest. */
  async review(): Promise<void> {
    const { chain, pool, admission } = this.#parts;
    const { height } = chain;
    const orders = pool.orders();
    const refused = orders.length === 0 ? [] : await admission.refusedNow(orders);
    for (const { entry, code } of refused) this.#parts.dropped(entry, code);
    // A block that came meanwhile is reviewed itself; of this one nothing is certain any more.
    if (chain.height !== height) return;
    const dropped = new Set(refused.map(({ entry }) => entry));
    const waiting = orders.filter((order) => !dropped.has(order));
    this.#parts.waiting(
      height,
      waiting.map(({ transaction }) => transaction),
    );
  }

  #send(peer: string, orders: readonly PoolEntry[]): void {
    const { chain, ports } = this.#parts;
    if (orders.length === 0 || positionOf(chain.state.validators, peer) !== undefined) return;
    ports.network.send(peer, { poolBatch: { items: orders.map(travelling) } });
  }
}
