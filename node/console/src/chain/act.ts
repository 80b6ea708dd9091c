import { type Client, draftTransaction, type SubmissionResult } from '@mingjing/client';
import { findText, type OfficerKey, OUTCOME_UNKNOWN, PageFault } from '@mingjing/console-kit';
import { bytesToHex } from '@mingjing/crypto';
import { type AttachmentContent, type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { node } from '../api.ts';

/** How long a transaction may wait for its block. */
const VALID_MS = 60_000;

/** An act that stands in a block and took effect. */
export interface CarriedOut {
  /** Id of the transaction, which names a proposal, too. */
  readonly id: string;
  readonly height: number;
}

/**
 * Signs a message with a key and waits until it stands in a block; attachments travel beside it.
 * Throws what refused it, in words: the chain is then as it was, unless the outcome is unknown.
 */
export async function carryOut(
  key: OfficerKey,
  message: Message,
  attachments: readonly AttachmentContent[] = [],
): Promise<CarriedOut> {
  const client = node();
  const { chain_id: chainId, time } = await client.status();
  const unique = crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES));
  const validUntil = Math.max(time, Date.now()) + VALID_MS;
  const draft = draftTransaction({ chainId, message, validUntil, unique, keyId: key.keyId });
  const { bytes, id } = draft.signed(await key.sign(draft.signingBytes));
  const items = [{ transaction: bytes, attachments: [...attachments] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const result = results[0] as SubmissionResult;
  if (result.status === 'expired')
    throw new PageFault('expired', () => findText('chain.fault.expired'));
  if (result.status === 'refused') throw refused(result.reason ?? '');
  if (result.status !== 'committed') throw new PageFault(OUTCOME_UNKNOWN, () => undefined);
  if (result.code !== 0) throw refused(await resultName(client, result));
  return { id: bytesToHex(id), height: result.height ?? 0 };
}

/**
 * What is read once an act is done; undefined where it cannot be read now. That must not look like
 * a failure of the act, or it is done a second time; the page says what could not be read.
 */
export function readAfter<T>(read: Promise<T>): Promise<T | undefined> {
  return read.catch(() => undefined);
}

/** Why a transaction in a block had no effect; its number where the name cannot be read now. */
async function resultName(client: Client, { id, code }: SubmissionResult): Promise<string> {
  const found = await client.transaction(id).catch(() => undefined);
  return found?.result ?? String(code);
}

/** Names of results and reasons as people know them. */
export function refusalText(code: string): string {
  const name = code.replace(/^result-/, '');
  return findText(`chain.refusal.${name}`) ?? name;
}

function refused(code: string): PageFault {
  return new PageFault(code, () => findText('chain.fault.refused', { why: refusalText(code) }));
}
