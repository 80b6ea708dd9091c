import { draftTransaction } from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { node } from './api.ts';

/** How long the transaction may wait for its block. */
const VALID_MS = 60_000;

/** A transaction of the user himself; it stands in a block, or this throws why not. */
export async function submitOwn(key: OfficerKey, message: Message): Promise<void> {
  const client = node();
  const { chain_id: chainId, time } = await client.status();
  const draft = draftTransaction({
    ...{ chainId, message, keyId: key.keyId },
    validUntil: Math.max(time, Date.now()) + VALID_MS,
    unique: crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES)),
  });
  const { bytes: transaction } = draft.signed(await key.sign(draft.signingBytes));
  const items = [{ transaction, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const { code, reason = String(code), status = '' } = results[0] ?? {};
  if (status !== 'committed' || code !== 0) {
    throw Object.assign(new Error('not committed'), { code: reason });
  }
}
