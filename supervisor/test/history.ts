// A history of records from a seed, and every record of a chain as its blocks have it: read from
// the store of a chain node, block by block, by no index.
import { composePublish, createClient } from '@mingjing/client';
import { bytesToHex, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { type Host, textHash } from '@mingjing/host';
import {
  AttachmentRole,
  blockCodec,
  bodyCodec,
  headerCodec,
  recordId,
  transactionCodec,
  transactionId,
} from '@mingjing/protocol';
import { seededRandom } from '../../tests/processes/seeded-random.ts';

const SUBJECTS = ['', 'test:contract', 'test:notice', 'test:report'];
const TEXTS = ['合同终止通知', '季度报告', '合同变更', 'a quarterly report', '第三季度 报告'];

/** Publishes records of these users, a few in each block, as the seed has it. */
export async function publishHistory(
  url: string,
  { genesis, replica }: Pick<Host, 'genesis' | 'replica'>,
  { blocks, keyFiles, seed }: { blocks: number; keyFiles: readonly string[]; seed: number },
): Promise<number> {
  const draw = seededRandom(seed);
  const drawn = <T>(from: readonly T[]): T => from[draw(from.length)] as T;
  const client = createClient({ baseUrl: url, timeoutMs: 90_000 });
  let records = 0;
  for (let block = 0; block < blocks; block += 1) {
    const key = loadKeyFile(drawn(keyFiles));
    const documents = Array.from({ length: 1 + draw(4) }, (_, i) => ({
      ...{ fileName: `${block}-${i}.txt`, mediaType: 'text/plain', subject: drawn(SUBJECTS) },
      ...{ category: draw(3), content: Buffer.from(drawn(TEXTS)) },
    }));
    const composed = composePublish(documents, {
      ...{ chainId: replica.chain.chainId, limits: genesis.parameters as never },
      ...{ keyId: keyId(key.publicKey), sign: signerFromSeed(key.seed).sign },
      ...{ random: randomBytes, now: () => Date.now() },
    });
    if (!composed.ok) throw new Error(composed.reason);
    for (const items of composed.value.requests) {
      const { results } = await client.submit(items, { wait: 'committed', waitMs: 60_000 });
      if (results.some(({ code }) => code !== 0)) throw new Error(JSON.stringify(results));
    }
    records += documents.length;
  }
  return records;
}

/** A record as it stands in a block; names as a search has them. */
export interface WalkedRecord {
  readonly id: string;
  readonly author: string;
  readonly organisation: string;
  readonly subject: string;
  readonly category: number;
  /** Commitments of its attachments, and hashes of the texts that are there. */
  readonly contents: readonly string[];
  readonly height: number;
  /** Of its block, ms. */
  readonly time: number;
}

/** Every record of a chain, oldest first. */
export async function walkBlocks({ genesis, replica, store }: Host): Promise<WalkedRecord[]> {
  const users = new Map(
    genesis.users.map(({ id, key, organisation }) => [
      bytesToHex(keyId(key?.publicKey ?? new Uint8Array(0))),
      { author: id, organisation },
    ]),
  );
  const { chainId, height: last } = replica.chain;
  const found: WalkedRecord[] = [];
  for (let height = 1; height <= last; height += 1) {
    const stored = await store.block(height);
    if (stored === undefined) throw new Error(`no block ${height}`);
    const { header, transactions } = blockCodec.decode(stored.block);
    const { time } = headerCodec.decode(header);
    for (const bytes of transactions) {
      const { body } = transactionCodec.decode(bytes);
      const { recordsPublish, signer } = bodyCodec.decode(body);
      const who = users.get(bytesToHex(signer)) ?? { author: '', organisation: '' };
      for (const [at, item] of (recordsPublish?.records ?? []).entries()) {
        const commitments = item.attachments.map(({ commitment }) => bytesToHex(commitment));
        const hashes: string[] = [];
        for (const { commitment, role } of item.attachments) {
          const held = role === AttachmentRole.content && (await store.attachment(commitment));
          const hash = held && textHash(chainId, Buffer.from(held.content).toString());
          if (hash) hashes.push(hash);
        }
        found.push({
          ...{ id: bytesToHex(recordId(transactionId(chainId, body), at)), ...who },
          ...{ subject: item.subject, category: item.category, height, time },
          contents: [...commitments, ...hashes],
        });
      }
    }
  }
  return found;
}
