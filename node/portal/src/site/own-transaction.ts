import { draftTransaction, type SubmissionResult } from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { type AttachmentContent, type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { node } from './api.ts';

/** How long the transaction may wait for its block; a node waits as long with its answer. */
const VALID_MS = 60_000;

export interface SendOptions {
  readonly attachments?: readonly AttachmentContent[];
  /** Longer where it may have to wait for a person. */
  readonly validMs?: number;
}

/** A transaction of the user himself, and what the node answers of it. */
export async function sendOwn(
  key: OfficerKey,
  message: Message,
  { attachments = [], validMs = VALID_MS }: SendOptions = {},
): Promise<SubmissionResult> {
  const client = node();
  const { chain_id: chainId, time } = await client.status();
  const draft = draftTransaction({
    ...{ chainId, message, keyId: key.keyId },
    validUntil: Math.max(time, Date.now()) + validMs,
    unique: crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES)),
  });
  const { bytes: transaction } = draft.signed(await key.sign(draft.signingBytes));
  const items = [{ transaction, attachments: [...attachments] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const [result] = results;
  if (result === undefined) throw Object.assign(new Error('no result'), { code: 'BAD_ANSWER' });
  return result;
}

/** The same where only a block will do; it stands in one, or this throws why not. */
export async function submitOwn(key: OfficerKey, message: Message): Promise<void> {
  const { code, reason = String(code), status } = await sendOwn(key, message);
  if (status !== 'committed' || code !== 0) {
    throw Object.assign(new Error('not committed'), { code: reason });
  }
}
