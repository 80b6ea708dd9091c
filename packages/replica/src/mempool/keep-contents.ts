import { type ParsedTransaction, SMALL_ATTACHMENT_BYTES_MAX } from '@mingjing/protocol';
import { bytesKey } from '../chain/limits.ts';
import type { Store } from '../ports.ts';
import type { LargeAttachments } from './large-attachments.ts';
import type { Pool } from './pool.ts';

/**
 * Makes durable what only the pool holds of a block that is about to be committed, as its entries
 * leave the pool then. `before` names what is stored already. Answers which commitments are known
 * to be in the store.
 */
export async function keepContents(
  { pool, large, store }: { pool: Pool; large: LargeAttachments; store: Store },
  transactions: readonly ParsedTransaction[],
  before: ReadonlySet<string>,
): Promise<(commitment: Uint8Array) => boolean> {
  const kept = new Set(before);
  for (const { attachments } of transactions) {
    for (const { commitment, sizeBytes } of attachments) {
      if (sizeBytes <= SMALL_ATTACHMENT_BYTES_MAX) continue;
      const key = bytesKey(commitment);
      if (large.isHeld(key)) kept.add(key);
    }
  }
  const rest = transactions
    .flatMap(({ hashKey }) => pool.getByKey(hashKey)?.attachments ?? [])
    .filter(({ commitment }) => !kept.has(bytesKey(commitment)));
  if (rest.length > 0) await store.putAttachments(rest);
  for (const { commitment } of rest) kept.add(bytesKey(commitment));
  return (commitment) => kept.has(bytesKey(commitment));
}
