import type { VerifySignature } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import {
  bytesKey,
  type Checked,
  OrderOutcome,
  type OrderReceipt,
  orderReceiptCodec,
  passed,
  type SignedOrderReceipt,
  signedOrderReceiptCodec,
} from '@mingjing/protocol';
import type { OrderReceiptStore } from '@mingjing/storage';
import { checkReceipt, type ReceiptRefusal } from './check-receipt.ts';

/** What a node states of an order: that it carried it out, and what it refused first under it. */
export type ReceiptPart = 'carried-out' | 'first-refusal';

export interface KeptReceipt {
  readonly receipt: OrderReceipt;
  readonly signed: SignedOrderReceipt;
}

export interface BookParts {
  readonly chainId: string;
  readonly store: OrderReceiptStore;
  readonly registry: () => RegistryReader;
  readonly verify: VerifySignature;
}

/**
 * The receipts that this node keeps, its own and others': of each order and node the first of each
 * part, verified before it is kept. So there are never more than the chain has orders and nodes.
 */
export class ReceiptBook {
  readonly #parts: BookParts;
  /** Names of kept receipts by order. */
  readonly #names = new Map<string, Set<string>>();
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(parts: BookParts) {
    this.#parts = parts;
  }

  static async open(parts: BookParts): Promise<ReceiptBook> {
    const book = new ReceiptBook(parts);
    await parts.store.visit((orderId, name) => book.#namesOf(orderId).add(name));
    return book;
  }

  has(orderId: Uint8Array, nodeId: string, part: ReceiptPart = 'carried-out'): boolean {
    return this.#names.get(bytesKey(orderId))?.has(nameOf(nodeId, part)) ?? false;
  }

  /** All receipts of an order, by node. */
  async of(orderId: Uint8Array): Promise<KeptReceipt[]> {
    return (await this.#parts.store.of(orderId)).map((bytes) => {
      const signed = signedOrderReceiptCodec.decode(bytes);
      return { receipt: orderReceiptCodec.decode(signed.statement), signed };
    });
  }

  /** Keeps a receipt that holds; durable when it resolves with `new`. */
  take(signed: SignedOrderReceipt): Promise<Checked<'new' | 'known', ReceiptRefusal>> {
    // One after the other: of two at once the first is kept.
    const taken = this.#writing.then(() => this.#take(signed));
    this.#writing = taken.catch(() => undefined);
    return taken;
  }

  /** Resolves when nothing is being kept. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #take({
    statement,
    signature,
  }: SignedOrderReceipt): Promise<Checked<'new' | 'known', ReceiptRefusal>> {
    const { store, registry, chainId, verify } = this.#parts;
    const read = orderReceiptCodec.parse(statement);
    if (read.ok && this.has(read.value.orderId, read.value.nodeId, partOf(read.value))) {
      return passed('known');
    }
    const checked = checkReceipt(
      { chainId, registry: registry() },
      { statement, signature },
      verify,
    );
    if (!checked.ok) return checked;
    const { orderId, nodeId } = checked.value;
    const name = nameOf(nodeId, partOf(checked.value));
    await store.put(orderId, name, signedOrderReceiptCodec.encode({ statement, signature }));
    this.#namesOf(orderId).add(name);
    return passed('new');
  }

  #namesOf(orderId: Uint8Array): Set<string> {
    const key = bytesKey(orderId);
    const names = this.#names.get(key) ?? new Set();
    this.#names.set(key, names);
    return names;
  }
}

function partOf({ outcome }: OrderReceipt): ReceiptPart {
  return outcome === OrderOutcome.firstRefusal ? 'first-refusal' : 'carried-out';
}

function nameOf(nodeId: string, part: ReceiptPart): string {
  return `${nodeId}/${part}`;
}
