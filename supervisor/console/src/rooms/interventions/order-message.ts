import {
  caseHash,
  freezeMessage,
  liftMessage,
  limitMessage,
  takedownMessage,
} from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { type Message, RECORD_ID_BYTES } from '@mingjing/protocol';
import { signedMessage } from '../../desk/signed-message.ts';
import type { OrderDraft } from './answers.ts';

/** The transaction of an order, made here from what the page shows and signed here; base64url. */
export function signedOrder(key: OfficerKey, draft: OrderDraft): Promise<string> {
  return signedMessage(key, messageOf(draft));
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
