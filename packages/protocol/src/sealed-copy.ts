import { concatBytes, taggedBytes } from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';

/** A taken-down content, sealed to an authority; see `sealed-copy.proto`. */
export interface SealedCopy {
  orderId: Uint8Array;
  commitment: Uint8Array;
  recipientKey: Uint8Array;
  enc: Uint8Array;
  ciphertext: Uint8Array;
}

export const sealedCopyCodec = codec<SealedCopy>('SealedCopy');

/**
 * `info` of the HPKE (RFC 9180) that seals a copy: 0x02 | 'sealed-copy' | chain id | order id 32 |
 * commitment 32. A copy moved to another order or content does not open.
 */
export function sealedCopyInfo(
  chainId: string,
  orderId: Uint8Array,
  commitment: Uint8Array,
): Uint8Array {
  return taggedBytes(Tag.sealedCopy, chainId, concatBytes(orderId, commitment));
}
