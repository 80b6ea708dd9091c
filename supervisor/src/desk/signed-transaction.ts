import { verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import {
  type ParsedTransaction,
  parseTransaction,
  transactionSigningBytes,
} from '@mingjing/protocol';
import type { OwnOfficer } from './own-officer.ts';

export type SignedRefusal = 'signed-malformed' | 'signed-key' | 'signed-window';

/** A transaction that this officer signed with his own key, and that a block can still take. */
export function signedTransaction(
  { replica }: Pick<Host, 'replica'>,
  bytes: Uint8Array,
  { officer, publicKey }: OwnOfficer,
): ParsedTransaction | SignedRefusal {
  const { chainId, parameters, registry, time } = replica.chain.state;
  const parsed = parseTransaction(bytes, chainId, parameters);
  if (!parsed.ok) return 'signed-malformed';
  const { body, bodyBytes, signature } = parsed.value;
  if (registry.get('key', body.signer)?.holder !== officer) return 'signed-key';
  const signing = transactionSigningBytes(chainId, bodyBytes);
  if (!verify(publicKey, signing, signature)) return 'signed-key';
  return body.validUntil <= time ? 'signed-window' : parsed.value;
}
