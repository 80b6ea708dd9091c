import {
  type ComposedRecord,
  composePrivate,
  composeTransaction,
  createClient,
  envelopeKeyMessage,
} from '@mingjing/client';
import { bytesToHex, envelopeKeyOf, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { sealKeyOf } from '@mingjing/execution';
import { type Epoch, type PoolItem, recipientKeyId } from '@mingjing/protocol';
import type { TestChain } from '../../supervisor/test/chain.ts';

const VALID_MS = 60_000;

/** Publishes a document of the chain's user that he alone reads; resolves with the record's id. */
export async function publishPrivate(
  chain: TestChain,
  content: string,
  fileName: string,
): Promise<string> {
  const { chainId, genesis } = chain.supervisor.host;
  const { publicKey, seed } = loadKeyFile(chain.testnet.users[0] ?? '');
  const signing = { chainId, keyId: keyId(publicKey), sign: signerFromSeed(seed).sign };
  const key = envelopeKeyOf(seed);
  const user = { kind: 'user', id: 'user-1' } as const;
  const { bytes } = composeTransaction({
    ...{ ...signing, message: envelopeKeyMessage(user, key, randomBytes(64)) },
    ...{ validUntil: Date.now() + VALID_MS, unique: randomBytes(16) },
  });
  await commit(chain, [{ transaction: bytes, attachments: [] }]);
  const [epoch] = genesis.epochs ?? [];
  const document = { fileName, mediaType: 'text/plain', content: Buffer.from(content) };
  const composed = composePrivate(document, {
    ...{ ...signing, limits: genesis.parameters, suite: genesis.suite, epoch: 1 },
    ...{ seal: sealKeyOf(epoch as Epoch), random: randomBytes, now: () => Date.now() },
    recipients: [{ keyId: recipientKeyId(key.publicKey), publicKey: key.publicKey }],
  });
  if (!composed.ok) throw new Error(composed.reason);
  await commit(chain, composed.value.requests.flat());
  const [record] = composed.value.records as [ComposedRecord];
  return bytesToHex(record.id);
}

async function commit(chain: TestChain, items: readonly PoolItem[]): Promise<void> {
  const client = createClient({ baseUrl: chain.nodeUrl() });
  const { results } = await client.submit(items, { wait: 'committed' });
  if (results[0]?.code !== 0) throw new Error(`not committed: ${JSON.stringify(results)}`);
}
