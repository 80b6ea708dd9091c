import { draftTransaction } from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { readPlace } from './chain-place.ts';
import { base64url } from './stated.ts';

/** How long a transaction may wait for its block. */
const VALID_MS = 4 * 60_000;

/** A transaction with this message, made and signed here from what the page shows; base64url. */
export async function signedMessage(key: OfficerKey, message: Message): Promise<string> {
  const { block_time: time, chain_id: chainId } = await readPlace();
  const transaction = draftTransaction({
    ...{ chainId, message, keyId: key.keyId },
    unique: crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES)),
    validUntil: Math.max(time ?? 0, Date.now()) + VALID_MS,
  });
  return base64url(transaction.signed(await key.sign(transaction.signingBytes)).bytes);
}
