import { blockCodec, parseTransaction, widestParameters } from '@mingjing/protocol';
import type { NodeStore } from '@mingjing/storage';

/** Commitments that transactions of a block name, in order. */
export function commitmentsIn(chainId: string, transactions: readonly Uint8Array[]): Uint8Array[] {
  return transactions.flatMap((bytes) => {
    const parsed = parseTransaction(bytes, chainId, widestParameters);
    return parsed.ok ? parsed.value.attachments.map(({ commitment }) => commitment) : [];
  });
}

/** Commitments that each block of a store names, block by block. */
export async function* commitmentsOf(
  store: NodeStore,
  chainId: string,
): AsyncGenerator<Uint8Array[]> {
  for (let height = store.firstHeight() ?? 1; height <= (store.latestHeight() ?? 0); height += 1) {
    const stored = await store.block(height);
    if (stored === undefined) return;
    yield commitmentsIn(chainId, blockCodec.decode(stored.block).transactions);
  }
}
