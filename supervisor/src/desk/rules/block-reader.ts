import type { Host } from '@mingjing/host';
import { submittedTexts } from '@mingjing/host/desk';
import { blockCodec, bytesKey, headerCodec, parseTransaction } from '@mingjing/protocol';
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
      const { chainId, parameters } = replica.chain.state;
      const { header: headerBytes, transactions } = blockCodec.decode(stored.block);
      const { time } = headerCodec.decode(headerBytes);
      const parsed = transactions.map((bytes) => parseTransaction(bytes, chainId, parameters));
      return {
        ...{ height, time, results: stored.results },
        transactions: parsed.flatMap((each) => (each.ok ? [each.value] : [])),
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
