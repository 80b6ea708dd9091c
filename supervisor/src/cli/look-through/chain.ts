import { composeTransaction, createClient } from '@mingjing/client';
import { bytesToHex, hexToBytes, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { ResultCode, resultCodeName } from '@mingjing/execution';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { PASSPHRASE_VARIABLE } from '../../config.ts';
import { SupervisorError } from '../../errors.ts';

/** How long a transaction may wait for its block. */
const VALID_MS = 60_000;
const ID_BYTES = 32;

/** An officer's key file; its passphrase is in the program's own variable. */
export function officerKey(path: string) {
  const passphrase = process.env[PASSPHRASE_VARIABLE];
  return loadKeyFile(path, passphrase === undefined ? {} : { passphrase });
}

/** An order or record as it was named; throws a coded error. */
export function idOf(text: string, bytes = ID_BYTES): Uint8Array {
  const id = hexToBytes(text);
  if (id?.length === bytes) return id;
  throw new SupervisorError('BAD_ID', { digits: 2 * bytes, text });
}

/**
 * Signs with an officer's own key, and posts to chain nodes of several organisations: what the
 * supervision node's keys can never do. Waits for the block; throws the chain's reason.
 */
export async function sayOnChain(
  { node, key }: { readonly node?: string; readonly key?: string },
  message: Message,
): Promise<{ id: string; height: number }> {
  if (node === undefined || key === undefined) throw new SupervisorError('NO_NODE');
  const clients = node.split(',').map((url) => createClient({ baseUrl: url.replace(/\/$/, '') }));
  const [client, ...others] = clients;
  if (client === undefined) throw new SupervisorError('NO_NODE');
  const { chain_id: chainId, time } = await client.status();
  const { seed, publicKey } = officerKey(key);
  const transaction = composeTransaction({
    ...{ chainId, message, keyId: keyId(publicKey), sign: signerFromSeed(seed).sign },
    ...{ validUntil: Math.max(time, Date.now()) + VALID_MS, unique: randomBytes(UNIQUE_BYTES) },
  });
  const items = [{ transaction: transaction.bytes, attachments: [] }];
  // Whether the others took it does not matter once it is in a block.
  const given = others.map((other) => other.submit(items).catch(() => undefined));
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  await Promise.all(given);
  const [result] = results;
  if (result?.status === 'committed' && result.code === ResultCode.done) {
    return { id: bytesToHex(transaction.id), height: result.height ?? 0 };
  }
  const why = result?.reason ?? resultCodeName(result?.code ?? 0) ?? result?.status ?? '';
  throw new SupervisorError('CHAIN_REFUSED', { reason: why });
}
