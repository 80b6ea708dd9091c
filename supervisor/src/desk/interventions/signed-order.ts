import { equalBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import {
  type Body,
  bodyCodec,
  type Message,
  type ParsedTransaction,
  parseTransaction,
  transactionSigningBytes,
} from '@mingjing/protocol';
import type { OwnOfficer } from '../own-officer.ts';

export type SignedOrderRefusal =
  | 'signed-malformed'
  | 'signed-other'
  | 'signed-key'
  | 'signed-window';

/**
 * Whether bytes are the transaction that follows from a draft, signed by this officer and still to
 * be taken by a block: nothing else is posted in the name of a draft.
 */
export function checkSignedOrder(
  { replica }: Host,
  bytes: Uint8Array,
  message: Message,
  { officer, publicKey }: OwnOfficer,
): ParsedTransaction | SignedOrderRefusal {
  const { chainId, parameters, registry, time } = replica.chain.state;
  const parsed = parseTransaction(bytes, chainId, parameters);
  if (!parsed.ok) return 'signed-malformed';
  const { body, bodyBytes, signature } = parsed.value;
  const key = registry.get('key', body.signer);
  if (key?.holder !== officer) return 'signed-key';
  const { signer, unique, validUntil } = body;
  const fields: Body = { chainId, signer, validUntil, unique };
  const expected = bodyCodec.encode({ ...fields, [message.type]: message.value });
  if (!equalBytes(expected, bodyBytes)) return 'signed-other';
  if (validUntil <= time) return 'signed-window';
  const signing = transactionSigningBytes(chainId, bodyBytes);
  return verify(publicKey, signing, signature) ? parsed.value : 'signed-key';
}
