import { join } from 'node:path';
import { assert } from '@mingjing/crypto';
import { HASH_BYTES } from './commit-rules.ts';
import { checkFormat } from './format.ts';
import type { KeyValue } from './key-value.ts';
import { bytesKey } from './keys.ts';
import { openLevelKeyValue } from './level-key-value.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { openMemoryKeyValue } from './memory-key-value.ts';
import { ORDER_RECEIPT } from './prefixes.ts';
import { openValue, sealValue } from './sealed-value.ts';

// A database of its own, which no backup holds and no restore replaces: what nodes stated stays.
//
//     prefix (1) | order (32) | name   ->   receipt

/** Folder in a home's `data` folder. */
const FOLDER = 'order-receipts';

/** What nodes stated about orders, by order and by who states what. */
export class OrderReceiptStore {
  readonly #database: KeyValue;

  private constructor(database: KeyValue) {
    this.#database = database;
  }

  /** Over a database, which is closed again when it is none of this format. */
  static async over(database: KeyValue): Promise<OrderReceiptStore> {
    try {
      await checkFormat(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return new OrderReceiptStore(database);
  }

  /** Keeps a receipt under a name that the order has none of yet; durable when it resolves. */
  async put(orderId: Uint8Array, name: string, receipt: Uint8Array): Promise<void> {
    assert(orderId.length === HASH_BYTES, 'an order id has 32 bytes');
    const key = bytesKey(ORDER_RECEIPT, Buffer.concat([orderId, Buffer.from(name)]));
    const batch = this.#database.batch();
    batch.put(key, sealValue(key, receipt));
    await batch.write();
  }

  /** All receipts of an order, ascending by name. */
  async of(orderId: Uint8Array): Promise<Uint8Array[]> {
    const receipts: Uint8Array[] = [];
    const from = bytesKey(ORDER_RECEIPT, orderId);
    // Names are ASCII: none begins with this byte.
    const to = bytesKey(ORDER_RECEIPT, Buffer.concat([orderId, Uint8Array.of(0xff)]));
    await this.#database.visit({ from, to }, (key, value) => {
      receipts.push(openValue(key, value));
    });
    return receipts;
  }

  /** Every order and name under which there is a receipt. */
  async visit(see: (orderId: Uint8Array, name: string) => void): Promise<void> {
    const range = { from: Uint8Array.of(ORDER_RECEIPT), to: Uint8Array.of(ORDER_RECEIPT + 1) };
    await this.#database.visit(range, (key) => {
      const end = 1 + HASH_BYTES;
      see(Uint8Array.from(key.subarray(1, end)), Buffer.from(key.subarray(end)).toString());
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Opens or makes the receipts in the `data` folder of a home; throws as `openStore` does. */
export async function openOrderReceipts(data: string): Promise<OrderReceiptStore> {
  return OrderReceiptStore.over(await openLevelKeyValue(join(data, FOLDER)));
}

/** The same on a disk in memory. */
export function openMemoryOrderReceipts(disk: MemoryDisk): Promise<OrderReceiptStore> {
  return OrderReceiptStore.over(openMemoryKeyValue(disk, FOLDER));
}
