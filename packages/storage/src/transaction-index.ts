import { assert } from '@mingjing/crypto';
import type { BlockCommit } from '@mingjing/replica';
import { HASH_BYTES } from './commit-rules.ts';
import type { KeyValue, WriteBatch } from './key-value.ts';
import { asBuffer, bytesKey } from './keys.ts';
import { TRANSACTION } from './prefixes.ts';
import { damaged } from './sealed-value.ts';

// One entry per transaction, the only thing a commit writes per transaction:
//
//     prefix (1) | id (32)   ->   height (6) | index (3)
//
// The whole id is the key: a shorter one would need the rest beside it to tell two ids apart that
// begin alike, which comes to the same bytes and a second look. No checksum: whoever looks a
// transaction up compares its id with the block.

const HEIGHT_BYTES = 6;
const INDEX_BYTES = 3;
/** Transactions of one block; far above the largest value of the parameter. */
const INDEX_MAX = 2 ** (8 * INDEX_BYTES) - 1;
/** Entries put in one go: about 3 ms of the event loop. */
const SLICE = 2048;

/** Puts one entry for each transaction of a block. */
export async function putTransactions(
  batch: WriteBatch,
  { height, transactionIds }: Pick<BlockCommit, 'height' | 'transactionIds'>,
  yieldToOthers: () => Promise<void>,
): Promise<void> {
  assert(transactionIds.length <= INDEX_MAX, 'too many transactions for the index');
  const key = new Uint8Array(1 + HASH_BYTES);
  key[0] = TRANSACTION;
  const value = Buffer.alloc(HEIGHT_BYTES + INDEX_BYTES);
  value.writeUIntBE(height, 0, HEIGHT_BYTES);
  for (let index = 0; index < transactionIds.length; index++) {
    if (index > 0 && index % SLICE === 0) await yieldToOthers();
    key.set(transactionIds[index] as Uint8Array, 1);
    value[HEIGHT_BYTES] = index >>> 16;
    value[HEIGHT_BYTES + 1] = index >>> 8;
    value[HEIGHT_BYTES + 2] = index;
    batch.put(key, value);
  }
}

/** Where a transaction stands; undefined when no stored block has it. */
export function findTransaction(
  database: KeyValue,
  id: Uint8Array,
): { height: number; index: number } | undefined {
  if (id.length !== HASH_BYTES) return undefined;
  const key = bytesKey(TRANSACTION, id);
  const value = database.getSync(key);
  if (value === undefined) return undefined;
  if (value.length !== HEIGHT_BYTES + INDEX_BYTES) throw damaged(key);
  const bytes = asBuffer(value);
  return {
    height: bytes.readUIntBE(0, HEIGHT_BYTES),
    index: bytes.readUIntBE(HEIGHT_BYTES, INDEX_BYTES),
  };
}
