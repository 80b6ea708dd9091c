import { bytesToHex } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import type { Journal } from '@mingjing/journal';
import {
  bytesKey,
  type Order,
  OrderKind,
  OrderOutcome,
  type OrderReceipt,
  orderReceiptSignable,
  type SignedOrderReceipt,
} from '@mingjing/protocol';
import type { Contents } from '@mingjing/replica';
import { wasInForce } from './check-receipt.ts';
import { type OrderRefusal, orderBehind } from './first-refusal.ts';
import type { ReceiptBook } from './receipt-book.ts';

/** The chain after the latest block. */
export interface OrderState {
  readonly chainId: string;
  readonly registry: RegistryReader;
  readonly time: number;
  readonly height: number;
}

export interface OrderParts {
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'append'>;
  readonly state: () => OrderState;
  readonly contents: Pick<Contents, 'carryOut'>;
  readonly book: ReceiptBook;
  /** By the statement key that the state names; undefined while it is not held. */
  readonly sign: (signing: Uint8Array) => Uint8Array | undefined;
  /** Ms since the epoch. */
  readonly now: () => number;
  /** A receipt of this node is durable: others are to hear of it. */
  readonly signed: (receipt: SignedOrderReceipt) => void;
  readonly onError: (error: unknown) => void;
}

type Done = Pick<OrderReceipt, 'outcome' | 'attachments' | 'refused'>;

const NOTHING = new Uint8Array(0);

/**
 * Answers for each order that came into force: when what it asks is durable here, an entry of the
 * journal and a signed receipt. What is left to answer follows from the state and the receipts that
 * are kept, so a crash at any point leaves nothing out.
 */
export class OrderEngine {
  readonly #parts: OrderParts;
  /** Orders to answer, oldest first. */
  readonly #due = new Map<string, Uint8Array>();
  /** Orders whose first refusal is being signed. */
  readonly #refusing = new Set<string>();
  readonly #pending = new Set<Promise<unknown>>();
  #running: Promise<void> | undefined;

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  /** Looks at all orders there are: at a start, and when the state did not come block by block. */
  lookAtAll(): void {
    this.afterBlock(this.#parts.state().registry.all('order'));
  }

  /** A block changed these orders. */
  afterBlock(changed: readonly Order[]): void {
    const { registry } = this.#parts.state();
    for (const order of changed) {
      // One that was lifted since, too: everybody waits for an answer, whenever a node came by it.
      const isOurs = wasInForce(registry, order) && !this.#isAnswered(order.id);
      if (isOurs) this.#due.set(bytesKey(order.id), order.id);
    }
    if (this.#due.size === 0) return;
    this.#running ??= this.#answerAll()
      .catch(this.#parts.onError)
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** A transaction was refused here, which an order may be the reason of. */
  refused(refusal: OrderRefusal): void {
    const { state, book, nodeId } = this.#parts;
    const { chainId, registry, time } = state();
    const isKnown = (id: Uint8Array) =>
      this.#refusing.has(bytesKey(id)) || book.has(id, nodeId, 'first-refusal');
    const behind = orderBehind({ chainId, registry, time }, refusal, isKnown);
    if (behind === undefined) return;
    const { orderId, hash } = behind;
    const key = bytesKey(orderId);
    this.#refusing.add(key);
    const done = { outcome: OrderOutcome.firstRefusal, attachments: 0, refused: hash };
    const noting = this.#answer(orderId, done)
      .catch(this.#parts.onError)
      .finally(() => {
        this.#refusing.delete(key);
        this.#pending.delete(noting);
      });
    this.#pending.add(noting);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
    await Promise.all(this.#pending);
  }

  #isAnswered(orderId: Uint8Array): boolean {
    return this.#parts.book.has(orderId, this.#parts.nodeId);
  }

  async #answerAll(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const [key, orderId] = next;
      const done = await this.#carryOut(orderId);
      // Without the key that the state names the next block tries again.
      if (!(await this.#answer(orderId, done))) return;
      this.#due.delete(key);
    }
  }

  #next(): [string, Uint8Array] | undefined {
    return this.#due.entries().next().value;
  }

  async #carryOut(orderId: Uint8Array): Promise<Done> {
    const { state, contents } = this.#parts;
    const order = state().registry.get('order', orderId);
    if (order?.order.kind !== OrderKind.takedown) {
      return { outcome: OrderOutcome.inForce, attachments: 0, refused: NOTHING };
    }
    const attachments = await contents.carryOut({ orderId, commitments: order.commitments });
    const outcome = attachments > 0 ? OrderOutcome.deleted : OrderOutcome.notHeld;
    return { outcome, attachments, refused: NOTHING };
  }

  /** Journals and signs what was done; false while the statement key is not held. */
  async #answer(orderId: Uint8Array, done: Done): Promise<boolean> {
    const { nodeId, state, book, now, signed: tell } = this.#parts;
    const { chainId, registry, height } = state();
    const kind = registry.get('order', orderId)?.order.kind ?? 0;
    const said = { nodeId, orderId, kind, height, time: now(), ...done };
    const { statement, signing } = orderReceiptSignable(chainId, said);
    const signature = this.#parts.sign(signing);
    if (signature === undefined) return false;
    await this.#note(said);
    const taken = await book.take({ statement, signature });
    if (!taken.ok) throw new Error(`the node's own order receipt is refused: ${taken.reason}`);
    if (taken.value === 'new') tell({ statement, signature });
    return true;
  }

  async #note({ orderId, kind, height, outcome, attachments }: OrderReceipt): Promise<void> {
    const { journal, nodeId } = this.#parts;
    const isRefusal = outcome === OrderOutcome.firstRefusal;
    await journal.append({
      ...{ source: 'supervision', result: 'done' },
      event: isRefusal ? 'order-first-refusal' : 'order-carried-out',
      actor: { type: 'system', id: nodeId },
      blockHeight: height,
      object: bytesToHex(orderId),
      counts: [kind, outcome, attachments],
    });
  }
}
