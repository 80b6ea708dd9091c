import { assert } from '@mingjing/crypto';
import type { BlockCommit } from '@mingjing/replica';
import { HASH_BYTES } from './commit-rules.ts';
import type { KeyValue, WriteBatch } from './key-value.ts';
import { asBuffer, bytesKey } from './keys.ts';
import { TRANSACTION } from './prefixes.ts';
import { damaged, openValue, sealValue } from './sealed-value.ts';

// One entry per transaction, the only thing a commit writes per transaction:
//
//     prefix (1) | id (32)   ->   height (6) | index (3)
//
// The whole id is the key: a shorter one would need the rest beside it to tell two ids apart that
// begin alike, which comes to the same bytes and a second look. Sealed like every other value: a
// place that is wrong would make a node judge a block by another record, and blame its proposer.

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
  const place = Buffer.alloc(HEIGHT_BYTES + INDEX_BYTES);
  place.writeUIntBE(height, 0, HEIGHT_BYTES);
  for (let index = 0; index < transactionIds.length; index++) {
    if (index > 0 && index % SLICE === 0) await yieldToOthers();
    key.set(transactionIds[index] as Uint8Array, 1);
    place.writeUIntBE(index, HEIGHT_BYTES, INDEX_BYTES);
    batch.put(key, sealValue(key, place));
  }
}

/** Where a transaction stands; undefined when no stored block has it. Throws `STORE_CORRUPT`. */
export function findTransaction(
  database: KeyValue,
  id: Uint8Array,
): { height: number; index: number } | undefined {
  if (id.length !== HASH_BYTES) return undefined;
  const key = bytesKey(TRANSACTION, id);
  const sealed = database.getSync(key);
  if (sealed === undefined) return undefined;
  const bytes = asBuffer(openValue(key, sealed));
  if (bytes.length !== HEIGHT_BYTES + INDEX_BYTES) throw damaged(key);
  return {
    height: bytes.readUIntBE(0, HEIGHT_BYTES),
    index: bytes.readUIntBE(HEIGHT_BYTES, INDEX_BYTES),
  };
}
