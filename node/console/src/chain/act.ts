import { draftTransaction } from '@mingjing/client';
import { findText, type OfficerKey } from '@mingjing/console-kit';
import { bytesToHex } from '@mingjing/crypto';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
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
 * Signs a message with the officer's key and waits until it stands in a block. Throws what refused
 * it, in words; the chain is then as it was.
 */
export async function carryOut(key: OfficerKey, message: Message): Promise<CarriedOut> {
  const client = node();
  const { chain_id: chainId, time } = await client.status();
  const unique = crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES));
  const validUntil = Math.max(time, Date.now()) + VALID_MS;
  const draft = draftTransaction({ chainId, message, validUntil, unique, keyId: key.keyId });
  const { bytes, id } = draft.signed(await key.sign(draft.signingBytes));
  const items = [{ transaction: bytes, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const [result] = results;
  if (result?.status === 'expired' || result?.status === 'pending') {
    throw refusal(result.status, findText(`chain.fault.${result.status}`));
  }
  if (result?.status !== 'committed') throw refused(result?.reason ?? '');
  if (result.code !== 0) throw refused((await client.transaction(result.id)).result ?? '');
  return { id: bytesToHex(id), height: result.height ?? 0 };
}

/** Names of results and reasons as people know them. */
export function refusalText(code: string): string {
  const name = code.replace(/^result-/, '');
  return findText(`chain.refusal.${name}`) ?? name;
}

function refused(code: string): Error {
  return refusal(code, findText('chain.fault.refused', { why: refusalText(code) }));
}

function refusal(code: string, title: string | undefined): Error {
  return Object.assign(new Error(code), { code, title });
}
