import { verify } from '@mingjing/crypto/node';
import { ordersChanged } from '@mingjing/execution';
import { RegistryKind } from '@mingjing/protocol';
import type { CommittedBlock, NetworkHandler, Replica } from '@mingjing/replica';
import { openOrderReceipts } from '@mingjing/storage';
import { componentLogger } from '@mingjing/telemetry';
import { systemClock } from '../clock.ts';
import type { Closers, OpenParts } from '../open-parts.ts';
import { namedKey, type Own } from '../own.ts';
import type { PeerNetwork } from '../peer-network.ts';
import { nodeSigner } from '../signer.ts';
import type { OrderRefusal } from './first-refusal.ts';
import { OrderEngine } from './order-engine.ts';
import { OrderExchange } from './order-exchange.ts';
import { ReceiptBook } from './receipt-book.ts';

/** What a node does about orders: it carries them out, answers for them, and keeps all answers. */
export class Orders {
  readonly book: ReceiptBook;
  readonly #engine: OrderEngine;
  readonly #exchange: OrderExchange;
  readonly #replica: Replica;

  constructor(book: ReceiptBook, engine: OrderEngine, exchange: OrderExchange, replica: Replica) {
    this.book = book;
    this.#engine = engine;
    this.#exchange = exchange;
    this.#replica = replica;
  }

  start(): void {
    this.#engine.lookAtAll();
    this.#exchange.start();
  }

  /** The state did not come block by block: all of it is looked at. */
  joined(): void {
    this.#engine.lookAtAll();
    this.#exchange.lookAtAll();
  }

  committed({ executed }: CommittedBlock): void {
    const changes = executed.outcome.registry;
    const changed = ordersChanged(this.#replica.chain.state.registry, changes);
    this.#engine.afterBlock(changed);
    this.#exchange.afterBlock(changed);
    if (changes.some(([key]) => key[0] === RegistryKind.node)) this.#exchange.lookAtAll();
  }

  refused(refusal: OrderRefusal): void {
    this.#engine.refused(refusal);
  }

  before(handler: NetworkHandler): NetworkHandler {
    return this.#exchange.before(handler);
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#exchange.stop();
    await this.#engine.idle();
    await this.book.idle();
  }
}

/** Puts a node's part in orders together, as its own; nothing happens before `start`. */
export async function openOrders(
  nodeId: string,
  parts: OpenParts,
  { own, network, replica, closers }: OrderNeeds,
): Promise<Orders> {
  const { chainId, journal, ring, logger, paths } = parts;
  const store = await openOrderReceipts(paths.data);
  // Closed after everything that writes them.
  closers.add(() => store.close());
  const log = componentLogger(logger, 'orders');
  const onError = (error: unknown) => log.error({ err: error }, 'an order is not answered for');
  const registry = () => replica.chain.state.registry;
  const book = await ReceiptBook.open({ chainId, store, registry, verify });
  const exchange = new OrderExchange({
    ...{ nodeId, book, registry, network, clock: systemClock, onError },
    misbehaved: (peer, reason) => own.misbehaved?.(peer, reason),
  });
  const signer = nodeSigner(ring, namedKey(nodeId, own), undefined);
  const engine = new OrderEngine({
    ...{ nodeId, journal, book, onError, contents: replica.contents, now: systemClock.now },
    state: () => {
      const { time, height } = replica.chain.state;
      return { chainId, registry: registry(), time, height };
    },
    sign: (signing) =>
      signer.statementKeyId === undefined ? undefined : signer.signStatement(signing),
    signed: (receipt) => exchange.tell(receipt),
  });
  own.orders = new Orders(book, engine, exchange, replica);
  return own.orders;
}

interface OrderNeeds {
  readonly own: Own;
  readonly network: PeerNetwork;
  readonly replica: Replica;
  readonly closers: Closers;
}
