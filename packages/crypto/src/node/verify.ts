import sodium from 'sodium-native';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../ed25519-portable.ts';

/**
 * Strict Ed25519 verification by libsodium, the hottest call of a node. The same verdict as
 * `verifyPortable` for every key; final for enrolled keys (`checkEnrolment`).
 *
 * Lengths are checked first because the binding ignores bytes after the 64th and throws on
 * shorter signatures. libsodium itself checks S < L; R = identity is checked here so that the
 * verdict does not lean on the library's version.
 */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  if (hasIdentityR(signature)) return false;
  try {
    return sodium.crypto_sign_verify_detached(signature, message, publicKey);
  } catch {
    // The binding throws on arguments it dislikes; whatever it cannot check is not valid.
    return false;
  }
}

/** True when the first 32 bytes are 01 00 .. 00, the encoding of the identity. */
function hasIdentityR(signature: Uint8Array): boolean {
  if (signature[0] !== 1) return false;
  for (let i = 1; i < 32; i++) if (signature[i] !== 0) return false;
  return true;
}
