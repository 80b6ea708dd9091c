// A vote that names the supervision node absent: members stand in for it from then on.
import { dirname, join } from 'node:path';
import { composeTransaction, createClient } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import type { Message } from '@mingjing/protocol';
import type { BenchNetwork, NodeProcess } from './network.ts';

const SUPERVISION = 'supervision';
const BALLOTS = ['jia', 'yi', 'bing'];
const VALID_MS = 60_000;

/** Carries the vote out; throws when any of its acts is refused. */
export async function nameAbsent(network: BenchNetwork, chainId: string): Promise<void> {
  const { baseUrl } = network.validators[0] as NodeProcess;
  const client = createClient({ baseUrl, timeoutMs: VALID_MS, language: 'en' });
  const officers = join(dirname(network.genesisFile), 'officers');
  const act = async (officer: string, message: Message): Promise<Uint8Array> => {
    const { seed, publicKey } = loadKeyFile(join(officers, `${officer}.json`));
    const who = { keyId: keyId(publicKey), sign: signerFromSeed(seed).sign };
    const when = { validUntil: Date.now() + VALID_MS, unique: randomBytes(16) };
    const { bytes, id } = composeTransaction({ chainId, message, ...who, ...when });
    const items = [{ transaction: bytes, attachments: [] }];
    const [result] = (await client.submit(items, { wait: 'committed' })).results;
    if (result?.code === 0) return id;
    throw new Error(`${message.type} of ${officer}: ${result?.reason ?? result?.status}`);
  };
  const action = { setAbsence: { nodeId: SUPERVISION, absent: true } };
  const proposal = { type: 'governancePropose', value: { action, expiresAt: 0 } } as const;
  const proposalId = await act('jia-system-admin', proposal);
  for (const organisation of BALLOTS) {
    const value = { proposalId, approve: true };
    await act(`${organisation}-security-admin`, { type: 'governanceBallot', value });
  }
}
