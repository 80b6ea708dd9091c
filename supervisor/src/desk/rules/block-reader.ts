import { assert } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { submittedTexts } from '@mingjing/host/desk';
import {
  blockCodec,
  bytesKey,
  headerCodec,
  type ParsedTransaction,
  parseTransaction,
  widestParameters,
} from '@mingjing/protocol';
import { readingsOf } from '@mingjing/screening';
import type { JudgedBlock, PublishedText } from './block-facts.ts';

/** What is read of the chain by rules. */
export interface BlockReader {
  /** Height of the latest block. */
  height(): number;
  /** Undefined: it is not here. */
  block(height: number): Promise<JudgedBlock | undefined>;
  /** Texts of a record in all their readings; undefined while a content of it is not here. */
  texts(record: PublishedText): Promise<readonly string[] | undefined>;
}

/** Reads blocks and contents of a running node; takedowns hold here as everywhere. */
export function blockReader({ replica, store }: Host): BlockReader {
  return {
    height: () => replica.chain.height,
    async block(height) {
      const stored = await store.block(height);
      if (stored === undefined) return undefined;
      const { header: headerBytes, transactions } = blockCodec.decode(stored.block);
      const { time } = headerCodec.decode(headerBytes);
      return {
        ...{ height, time, results: stored.results },
        transactions: transactions.map((bytes) => committed(bytes, replica.chain.chainId)),
      };
    },
    async texts({ item }) {
      const contents = new Map<string, Uint8Array>();
      for (const { commitment } of item.attachments) {
        const held = await replica.contents.store.attachment(commitment);
        if (held === undefined) return undefined;
        contents.set(bytesKey(commitment), held.content);
      }
      const contentOf = (commitment: Uint8Array) => contents.get(bytesKey(commitment));
      return submittedTexts([item], contentOf).texts.flatMap(({ text }) => readingsOf(text));
    },
  };
}

// One that was left out would move the results of all that follow it.
function committed(bytes: Uint8Array, chainId: string): ParsedTransaction {
  const parsed = parseTransaction(bytes, chainId, widestParameters);
  assert(parsed.ok, 'a transaction was parsed before its block was committed');
  return parsed.value;
}
