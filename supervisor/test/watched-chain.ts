// A chain of the test, as rules read it, and rules that find something in it.
import { composeTransaction } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { ResultCode } from '@mingjing/execution';
import type { WatchRule, WatchSet } from '@mingjing/oversight';
import { chainIdOf, type ParsedTransaction, parseTransaction } from '@mingjing/protocol';
import type { JudgedBlock } from '../src/desk/rules/block-facts.ts';
import type { BlockReader } from '../src/desk/rules/block-reader.ts';
import { NETWORK } from './test-desk.ts';

export const START = Date.parse('2026-11-26T10:00:00+08:00');
export const chainId = chainIdOf(NETWORK.planned.genesis);
const WORDS: Extract<WatchRule, { kind: 'keyword' }>['content'] = {
  format: 1,
  ...{ id: 'test-words', version: 1, title: { zh: '词', en: 'Words' } },
  rules: [
    {
      ...{ id: 'issue', category: 'coin', severity: 'refuse', any: ['发行代币'] },
      reason: { zh: '发行代币', en: 'Issues a token' },
    },
  ],
};
export const SET: WatchSet = {
  version: 1,
  rules: [
    { id: 'fast', severity: 'major', kind: 'rate', per: 'user', count: 2, windowMs: 60_000 },
    { id: 'words', severity: 'critical', kind: 'keyword', content: WORDS, from: 'flag' },
    { id: 'strangers', severity: 'minor', kind: 'admission', count: 3, windowMs: 60_000 },
    { id: 'opened', severity: 'major', kind: 'look-through' },
    { id: 'late', severity: 'major', kind: 'overdue-order' },
  ],
};

/** Blocks with publications of the network's one user, and their texts. */
export class WatchedChain implements BlockReader {
  readonly blocks: JudgedBlock[] = [];
  readonly texts_ = new Map<string, string>();
  /** Contents that are not here. */
  readonly away = new Set<number>();

  height = () => this.blocks.length;
  block = async (height: number) => this.blocks[height - 1];
  texts = async ({ item }: { item: { category: number } }) =>
    this.away.has(item.category) ? undefined : [this.texts_.get(String(item.category)) ?? ''];

  /** Adds a block; each text is a record of its own. */
  add(...texts: string[]): JudgedBlock {
    const height = this.blocks.length + 1;
    const transactions = texts.map((text, index) => {
      const category = height * 100 + index;
      this.texts_.set(String(category), text);
      return published(category);
    });
    const results = transactions.map(() => ResultCode.done);
    const block = { height, time: START + height * 1000, transactions, results };
    this.blocks.push(block);
    return block;
  }
}

function published(category: number): ParsedTransaction {
  const [user] = NETWORK.planned.users;
  if (user === undefined) throw new Error('the network has no user');
  const { publicKey, sign } = signerFromSeed(user.key.seed);
  const { bytes } = composeTransaction({
    ...{ chainId, validUntil: START + 60_000, unique: new Uint8Array(16).fill(category % 251) },
    message: {
      type: 'recordsPublish',
      value: { records: [{ category, subject: '', attachments: [] }] },
    } as never,
    ...{ keyId: keyId(publicKey), sign },
  });
  const parsed = parseTransaction(bytes, chainId, NETWORK.state.parameters);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
