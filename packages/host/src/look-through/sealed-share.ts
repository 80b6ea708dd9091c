import { HPKE_EPHEMERAL_SEED_BYTES, hpkeSeal } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { encodeScalar, type SecretShare } from '@mingjing/crypto/ristretto';
import { type SealedShare, sealedShareCodec, sealedShareInfo } from '@mingjing/protocol';

const NO_BYTES = new Uint8Array(0);

/** Seals a share to its holder (HPKE, RFC 9180); nobody else reads it, the dealer neither. */
export async function sealShare(
  head: Omit<SealedShare, 'enc' | 'ciphertext'>,
  { value }: SecretShare,
): Promise<Uint8Array> {
  const sealed = await hpkeSeal({
    recipientPublicKey: head.recipientKey,
    info: sealedShareInfo({ ...head, enc: NO_BYTES, ciphertext: NO_BYTES }),
    aad: NO_BYTES,
    plaintext: encodeScalar(value),
    ephemeralSeed: randomBytes(HPKE_EPHEMERAL_SEED_BYTES),
  });
  return sealedShareCodec.encode({ ...head, ...sealed });
}
