import { equalBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { type Body, bodyCodec, type Message, type ParsedTransaction } from '@mingjing/protocol';
import type { OwnOfficer } from '../own-officer.ts';
import { type SignedRefusal, signedTransaction } from '../signed-transaction.ts';

export type SignedOrderRefusal = SignedRefusal | 'signed-other';

/**
 * Whether bytes are the transaction that follows from a draft, signed by this officer and still to
 * be taken by a block: nothing else is posted in the name of a draft.
 */
export function checkSignedOrder(
  host: Pick<Host, 'replica'>,
  bytes: Uint8Array,
  message: Message,
  officer: OwnOfficer,
): ParsedTransaction | SignedOrderRefusal {
  const signed = signedTransaction(host, bytes, officer);
  if (typeof signed === 'string') return signed;
  const { body, bodyBytes } = signed;
  const { chainId, signer, unique, validUntil } = body;
  const fields: Body = { chainId, signer, validUntil, unique };
  const expected = bodyCodec.encode({ ...fields, [message.type]: message.value });
  return equalBytes(expected, bodyBytes) ? signed : 'signed-other';
}
