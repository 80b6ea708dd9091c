import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeTransaction, createClient, envelopeKeyMessage } from '@mingjing/client';
import { envelopeKeyOf, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { publishPath } from '../../node/src/index.ts';
import type { TestChain } from '../../supervisor/test/chain.ts';

const VALID_MS = 60_000;

/** Publishes a document that the chain's user alone reads; resolves with the record's id. */
export async function publishPrivate(
  chain: TestChain,
  content: string,
  fileName: string,
): Promise<string> {
  const [key = ''] = chain.testnet.users;
  await registerEnvelopeKey(chain, key);
  const path = join(chain.folder, fileName);
  writeFileSync(path, content);
  const options = { key, node: chain.nodeUrl(), private: true };
  for await (const { record } of publishPath(path, options)) return record;
  throw new Error('nothing was published');
}

async function registerEnvelopeKey(chain: TestChain, keyFile: string): Promise<void> {
  const client = createClient({ baseUrl: chain.nodeUrl() });
  const { chain_id: chainId } = await client.status();
  const { publicKey, seed } = loadKeyFile(keyFile);
  const user = { kind: 'user', id: 'user-1' } as const;
  const { bytes } = composeTransaction({
    ...{ chainId, keyId: keyId(publicKey), sign: signerFromSeed(seed).sign },
    ...{ validUntil: Date.now() + VALID_MS, unique: randomBytes(16) },
    message: envelopeKeyMessage(user, envelopeKeyOf(seed), randomBytes(64)),
  });
  const items = [{ transaction: bytes, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed' });
  if (results[0]?.code !== 0) throw new Error(`not committed: ${JSON.stringify(results)}`);
}
