import {
  caseHash,
  draftTransaction,
  freezeMessage,
  liftMessage,
  limitMessage,
  takedownMessage,
} from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { type Message, RECORD_ID_BYTES, UNIQUE_BYTES } from '@mingjing/protocol';
import { readPlace } from '../../desk/chain-place.ts';
import { base64url } from '../../desk/stated.ts';
import type { OrderDraft } from './answers.ts';

/** How long the order may wait for its block. */
const VALID_MS = 4 * 60_000;

/** The transaction of an order, made here from what the page shows and signed here; base64url. */
export async function signedOrder(key: OfficerKey, draft: OrderDraft): Promise<string> {
  const { block_time: time, chain_id: chainId } = await readPlace();
  const transaction = draftTransaction({
    ...{ chainId, message: messageOf(draft), keyId: key.keyId },
    unique: crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES)),
    validUntil: Math.max(time ?? 0, Date.now()) + VALID_MS,
  });
  return base64url(transaction.signed(await key.sign(transaction.signingBytes)).bytes);
}

function messageOf(draft: OrderDraft): Message {
  const { basis, deadline, drill: isDrill, expires_at: end, kind, reason, reference } = draft;
  const terms = { basis, reason, deadline, isDrill, caseHash: caseHash(reference) };
  const bytes = hexToBytes(draft.subject) ?? new Uint8Array(0);
  const isRecord = bytes.length === RECORD_ID_BYTES;
  if (kind === 'takedown') return takedownMessage(bytes, terms);
  if (kind === 'lift') return liftMessage(bytes, terms);
  if (kind === 'limit') return limitMessage(draft.subject, end ?? 0, terms);
  return freezeMessage(isRecord ? { recordId: bytes } : { userId: draft.subject }, end ?? 0, terms);
}
