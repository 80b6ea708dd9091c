import { composeTransaction, type SubmissionAnswer } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import type { Program } from './programs.ts';
import { clientOf, made } from './stage.ts';

const VALID_MS = 60_000;

/** The same where nothing but an act that was carried out will do; its id. */
export async function done(program: Program, keyFile: string, message: Message): Promise<string> {
  const { code, id, reason, status } = await say(program, keyFile, message);
  if (status === 'committed' && code === 0) return id;
  throw new Error(`${message.type}: ${reason ?? `${status} ${code}`}`);
}

/** Signs a message with a key file and submits it to a node; waits for its block. */
export async function say(
  program: Program,
  keyFile: string,
  message: Message,
): Promise<SubmissionAnswer['results'][number]> {
  const client = await clientOf(program);
  const { chain_id: chainId, time } = await client.status();
  const { seed, publicKey } = loadKeyFile(keyFile);
  const composed = composeTransaction({
    ...{ chainId, message, keyId: keyId(publicKey), sign: signerFromSeed(seed).sign },
    validUntil: Math.max(time, Date.now()) + VALID_MS,
    unique: randomBytes(UNIQUE_BYTES),
  });
  const items = [{ transaction: composed.bytes, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  return made(results[0]);
}
