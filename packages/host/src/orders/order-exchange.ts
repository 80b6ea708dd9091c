import type { RegistryReader } from '@mingjing/execution';
import {
  bytesKey,
  type Order,
  RECEIPT_ORDERS_MAX,
  RefusalCode,
  type Request,
  type Response,
  type SignedOrderReceipt,
} from '@mingjing/protocol';
import type { Clock, Network, NetworkHandler } from '@mingjing/replica';
import { wasInForce } from './check-receipt.ts';
import { expectedNodes } from './expected-nodes.ts';
import type { ReceiptBook } from './receipt-book.ts';
import { ReceiptIntake } from './receipt-intake.ts';

/** How often it is looked whose receipts are missing, and who is connected is asked for his own. */
const ASK_MS = 1000;
/** Of so many rounds one asks others for the receipts of nodes that are not connected. */
const ROUNDS_PER_RELAY = 10;
/** Orders looked at in one round; the next one begins behind them. */
const OPEN_LOOKED_AT = 256;
/** Bytes after which an answer takes no further receipt. */
const ANSWER_BYTES = 2 * 1024 * 1024;

type Answer = Omit<Response, 'id'>;
const badRequest: Answer = { refusal: { code: RefusalCode.badRequest } };

export interface ExchangeParts {
  readonly nodeId: string;
  readonly book: ReceiptBook;
  readonly registry: () => RegistryReader;
  readonly network: Network;
  readonly clock: Pick<Clock, 'schedule' | 'yield'>;
  readonly misbehaved: (peer: string, reason: string) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Brings order receipts to every node: a new one is told to whoever is connected, and what is
 * missing is asked for until it is here, so that nothing depends on one message. A node that was
 * away asks for what it missed, and is asked for its own.
 */
export class OrderExchange {
  readonly #parts: ExchangeParts;
  readonly #intake: ReceiptIntake;
  /** Orders of which a receipt is missing here, as far as is known. */
  readonly #open = new Map<string, Uint8Array>();
  readonly #asking = new Set<string>();
  #round = 0;
  #cancel: (() => void) | undefined;
  #isStopped = false;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#intake = new ReceiptIntake(parts);
  }

  start(): void {
    this.lookAtAll();
    this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#intake.stop();
  }

  /** Whom an order concerns may have changed: nodes were admitted or revoked. */
  lookAtAll(): void {
    this.afterBlock(this.#parts.registry().all('order'));
  }

  /** A block changed these orders. */
  afterBlock(changed: readonly Order[]): void {
    const registry = this.#parts.registry();
    for (const order of changed)
      if (wasInForce(registry, order)) this.#open.set(bytesKey(order.id), order.id);
  }

  /** A receipt of this node is durable. */
  tell(signed: SignedOrderReceipt): void {
    const { network } = this.#parts;
    for (const peer of network.peers()) network.send(peer, { orderReceipt: signed });
  }

  /** A handler that takes what is about receipts and leaves the rest to another one. */
  before(handler: NetworkHandler): NetworkHandler {
    return {
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => {
        this.#intake.drop(peer);
        handler.disconnected(peer);
      },
      envelope: (peer, envelope) => {
        if (envelope.orderReceipt) this.#intake.told(peer, envelope.orderReceipt);
        else handler.envelope(peer, envelope);
      },
      request: async (peer, request) =>
        (await this.#answer(peer, request)) ?? (await handler.request(peer, request)),
    };
  }

  async #answer(peer: string, { orderReceipts }: Request): Promise<Answer | undefined> {
    if (!orderReceipts) return undefined;
    const { orderIds } = orderReceipts;
    if (orderIds.length > RECEIPT_ORDERS_MAX || orderIds.some(({ length }) => length !== 32)) {
      this.#parts.misbehaved(peer, 'order-receipts-bounds');
      return badRequest;
    }
    const receipts: SignedOrderReceipt[] = [];
    let bytes = 0;
    for (const orderId of orderIds) {
      for (const { signed } of await this.#parts.book.of(orderId)) {
        bytes += bytesOf(signed);
        if (bytes > ANSWER_BYTES) return { orderReceipts: { receipts } };
        receipts.push(signed);
      }
    }
    return { orderReceipts: { receipts } };
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#parts.clock.schedule(ASK_MS, () => {
      this.#askForMissing();
      this.#plan();
    });
  }

  #askForMissing(): void {
    const { network } = this.#parts;
    const peers = network.peers();
    this.#round += 1;
    const isRelayed = this.#round % ROUNDS_PER_RELAY === 0;
    const relay = isRelayed ? peers[(this.#round / ROUNDS_PER_RELAY) % peers.length] : undefined;
    const asked = new Map<string, Uint8Array[]>();
    for (const [key, orderId] of [...this.#open].slice(0, OPEN_LOOKED_AT)) {
      const missing = this.#missing(orderId);
      this.#open.delete(key);
      // To the end, so that each gets its turn.
      if (missing.length > 0) this.#open.set(key, orderId);
      const sources = missing.flatMap((node) => (peers.includes(node) ? node : (relay ?? [])));
      for (const source of new Set(sources)) {
        const orders = asked.get(source) ?? [];
        if (orders.length < RECEIPT_ORDERS_MAX) asked.set(source, [...orders, orderId]);
      }
    }
    for (const [peer, orderIds] of asked) void this.#ask(peer, orderIds);
  }

  #missing(orderId: Uint8Array): string[] {
    const { book, nodeId, registry } = this.#parts;
    return expectedNodes(registry())
      .map(({ id }) => id)
      .filter((id) => id !== nodeId && !book.has(orderId, id));
  }

  async #ask(peer: string, orderIds: Uint8Array[]): Promise<void> {
    if (this.#asking.has(peer)) return;
    this.#asking.add(peer);
    const answer = await this.#parts.network
      .request(peer, { orderReceipts: { orderIds } })
      // It went away, and will be asked again.
      .catch(() => undefined);
    await this.#takeAnswer(peer, answer?.orderReceipts?.receipts ?? []);
    // Not before, so that a peer has one answer here at a time.
    this.#asking.delete(peer);
  }

  async #takeAnswer(peer: string, receipts: readonly SignedOrderReceipt[]): Promise<void> {
    const bytes = receipts.reduce((sum, each) => sum + bytesOf(each), 0);
    if (bytes <= ANSWER_BYTES) await this.#intake.take(peer, receipts);
    else this.#parts.misbehaved(peer, 'order-receipts-answer-bounds');
  }
}

function bytesOf({ statement, signature }: SignedOrderReceipt): number {
  return statement.length + signature.length;
}
