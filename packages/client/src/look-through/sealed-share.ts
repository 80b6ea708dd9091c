import { checkX25519Key, equalBytes, hpkeOpen, x25519PublicKey } from '@mingjing/crypto';
import {
  decodeElement,
  decodeScalar,
  encodeElement,
  GENERATOR,
  type SecretShare,
  times,
} from '@mingjing/crypto/ristretto';
import { shareKey } from '@mingjing/disclosure';
import {
  type Checked,
  passed,
  refused,
  type SealedShare,
  sealedShareCodec,
  sealedShareInfo,
} from '@mingjing/protocol';

/** A sealed share has two keys, a name and a scalar. */
export const SHARE_BYTES_MAX = 1024;
const NO_BYTES = new Uint8Array(0);

export type ShareRefusal =
  | 'malformed'
  | 'not-for-this-key'
  /** Opened, and not what is registered for its holder. */
  | 'not-the-registered-share';

/** A sealed share as it says of itself; undefined when it is none. */
export function readShare(bytes: Uint8Array): SealedShare | undefined {
  const parsed = sealedShareCodec.parse(bytes, SHARE_BYTES_MAX);
  if (!parsed.ok) return undefined;
  const { index, recipientKey, sideKey } = parsed.value;
  const isWhole = index >= 1 && checkX25519Key(recipientKey).ok && decodeElement(sideKey);
  return isWhole ? parsed.value : undefined;
}

/** Opens a share with its holder's key, and holds it against what is registered of its side. */
export async function openShare(
  bytes: Uint8Array,
  secretKey: Uint8Array,
  commitments: readonly Uint8Array[],
): Promise<Checked<SecretShare, ShareRefusal>> {
  const sealed = readShare(bytes);
  if (sealed === undefined) return refused('malformed');
  const { index, enc, ciphertext, recipientKey } = sealed;
  if (!equalBytes(recipientKey, x25519PublicKey(secretKey))) return refused('not-for-this-key');
  const info = sealedShareInfo(sealed);
  const opened = await hpkeOpen({ secretKey, enc, info, aad: NO_BYTES, ciphertext });
  if (opened === undefined) return refused('not-for-this-key');
  const value = decodeScalar(opened);
  if (value === undefined) return refused('malformed');
  const registered = shareKey(commitments, index);
  const isIts = registered && equalBytes(encodeElement(times(GENERATOR, value)), registered);
  return isIts ? passed({ index, value }) : refused('not-the-registered-share');
}
