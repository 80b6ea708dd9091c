import { draftTransaction, type SubmissionResult } from '@mingjing/client';
import { type OfficerKey, OUTCOME_UNKNOWN } from '@mingjing/console-kit';
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
  // The client takes no answer without a result for each transaction.
  return results[0] as SubmissionResult;
}

/** The error of one that is not on the chain; its code says why, or that nobody can tell yet. */
export function notDone({ code, reason, status }: SubmissionResult): Error {
  const name = status === 'committed' ? `result-${code}` : status;
  return coded(reason ?? (status === 'pending' ? OUTCOME_UNKNOWN : name));
}

/** An error that names what is wrong. */
export function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The same where only a block will do; it stands in one, or this throws why not. */
export async function submitOwn(key: OfficerKey, message: Message): Promise<void> {
  const result = await sendOwn(key, message);
  if (result.status !== 'committed' || result.code !== 0) throw notDone(result);
}
