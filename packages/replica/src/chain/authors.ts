import { type RecordAuthors, ResultCode, recordKey } from '@mingjing/execution';
import {
  blockCodec,
  bodyCodec,
  type ParsedTransaction,
  transactionCodec,
} from '@mingjing/protocol';
import type { Store } from '../ports.ts';

/**
 * Signers of the publications that these transactions want to change, from the blocks this node
 * holds. Blocks are the same everywhere, so every node gets the same answer.
 */
export async function recordAuthors(
  store: Store,
  transactions: readonly ParsedTransaction[],
): Promise<RecordAuthors> {
  const authors = new Map<string, Uint8Array>();
  for (const { message } of transactions) {
    if (message.type !== 'recordsAmend' && message.type !== 'recordsWithdraw') continue;
    const id = message.value.recordId;
    const author = await authorOf(store, id);
    if (author !== undefined) authors.set(recordKey(id), author);
  }
  return authors;
}

async function authorOf(store: Store, recordId: Uint8Array): Promise<Uint8Array | undefined> {
  const found = await store.findTransaction(recordId.subarray(0, 32));
  const stored = found && (await store.block(found.height));
  if (!found || !stored || stored.results[found.index] !== ResultCode.done) return undefined;
  const bytes = blockCodec.decode(stored.block).transactions[found.index];
  if (bytes === undefined) return undefined;
  const body = bodyCodec.decode(transactionCodec.decode(bytes).body);
  const view = new DataView(recordId.buffer, recordId.byteOffset, recordId.byteLength);
  const isPublished = view.getUint32(32) < (body.recordsPublish?.records.length ?? 0);
  return isPublished ? body.signer : undefined;
}
