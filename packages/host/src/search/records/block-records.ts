import { equalBytes } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import {
  blockCodec,
  bodyCodec,
  headerCodec,
  type ParsedTransaction,
  parseTransaction,
  type RecordItem,
  recordId,
  transactionCodec,
  widestParameters,
} from '@mingjing/protocol';
import type { StoredBlock } from '@mingjing/replica';

/** A record as it stands in its block. */
export interface ChainRecord {
  readonly id: Uint8Array;
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
  /** Of its transaction in the block, and its own in the transaction. */
  readonly index: number;
  readonly position: number;
  readonly transaction: ParsedTransaction;
  readonly item: RecordItem;
  /** The block that it was read from. */
  readonly stored: StoredBlock;
}

/** Transactions of a block that published something: where each, and its first record, stands. */
interface Publishing {
  readonly index: number;
  readonly first: number;
  readonly count: number;
}

/** The records of a stored block; a transaction is parsed when one of its own is looked at. */
export class BlockRecords {
  readonly count: number;
  readonly #chainId: string;
  readonly #stored: StoredBlock;
  readonly #time: number;
  readonly #transactions: readonly Uint8Array[];
  readonly #publishing: readonly Publishing[];
  readonly #parsed = new Map<number, ParsedTransaction>();

  constructor(chainId: string, stored: StoredBlock) {
    const { block: bytes, results } = stored;
    const block = blockCodec.decode(bytes);
    this.#chainId = chainId;
    this.#stored = stored;
    this.#time = headerCodec.decode(block.header).time;
    this.#transactions = block.transactions;
    const publishing: Publishing[] = [];
    let first = 0;
    for (const [index, transaction] of block.transactions.entries()) {
      const count = results[index] === ResultCode.done ? countIn(transaction) : 0;
      if (count > 0) publishing.push({ index, first, count });
      first += count;
    }
    this.#publishing = publishing;
    this.count = first;
  }

  /** Records [from, to) of the block, as far as there are any. */
  records(from: number, to: number): ChainRecord[] {
    const found: ChainRecord[] = [];
    for (const { count, first, index } of this.#publishing) {
      if (first + count <= from || first >= to) continue;
      const transaction = this.#transaction(index);
      const items = recordsOf(transaction);
      const end = Math.min(count, to - first);
      for (let position = Math.max(0, from - first); position < end; position += 1) {
        found.push({
          ...{ id: recordId(transaction.id, position), height: this.#stored.height },
          ...{ time: this.#time, index, position, transaction, stored: this.#stored },
          item: items[position] as RecordItem,
        });
      }
    }
    return found;
  }

  /** Where in the block a record of the transaction at `index` stands; undefined: there is none. */
  placeOf(id: Uint8Array, index: number): number | undefined {
    const own = this.#publishing.find((each) => each.index === index);
    if (own === undefined) return undefined;
    const records = this.records(own.first, own.first + own.count);
    const at = records.findIndex((record) => equalBytes(record.id, id));
    return at < 0 ? undefined : own.first + at;
  }

  #transaction(index: number): ParsedTransaction {
    const known = this.#parsed.get(index);
    if (known !== undefined) return known;
    const bytes = this.#transactions[index] ?? new Uint8Array(0);
    const parsed = parseTransaction(bytes, this.#chainId, widestParameters);
    // It was parsed before it was executed, and executing it gave a record.
    if (!parsed.ok) throw new Error(`a committed transaction does not parse: ${parsed.reason}`);
    this.#parsed.set(index, parsed.value);
    return parsed.value;
  }
}

/** Records that a transaction publishes. */
export function recordsOf({ message }: ParsedTransaction): readonly RecordItem[] {
  if (message.type === 'recordsPublish') return message.value.records;
  return message.type === 'recordsAmend' ? [message.value.record] : [];
}

/** The same of its bytes, which were verified: they are decoded and not judged again. */
function countIn(transaction: Uint8Array): number {
  const { recordsAmend, recordsPublish } = bodyCodec.decode(
    transactionCodec.decode(transaction).body,
  );
  return recordsPublish?.records.length ?? (recordsAmend ? 1 : 0);
}
