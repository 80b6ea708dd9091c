import { gcm } from '@noble/ciphers/aes.js';
import { assert } from './assert.ts';

/** Bytes of an AES-256-GCM key, of a nonce and of the tag at the end of a ciphertext. */
export const AEAD_KEY_BYTES = 32;
export const AEAD_NONCE_BYTES = 12;
export const AEAD_TAG_BYTES = 16;

/**
 * AES-256-GCM (NIST SP 800-38D): ciphertext followed by the 16-byte tag.
 * Key of 32 and nonce of 12 bytes (asserted). A nonce must never be used twice with one key.
 */
export function aeadSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  assert(key.length === AEAD_KEY_BYTES, 'an AEAD key has 32 bytes');
  assert(nonce.length === AEAD_NONCE_BYTES, 'an AEAD nonce has 12 bytes');
  return gcm(key, nonce, aad).encrypt(plaintext);
}

/**
 * Opens what `aeadSeal` made. Undefined when the tag does not fit the key, nonce, ciphertext and
 * aad, or when nonce or ciphertext have an impossible length. Key of 32 bytes (asserted).
 */
export function aeadOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  aad: Uint8Array,
): Uint8Array | undefined {
  assert(key.length === AEAD_KEY_BYTES, 'an AEAD key has 32 bytes');
  if (nonce.length !== AEAD_NONCE_BYTES || ciphertext.length < AEAD_TAG_BYTES) return undefined;
  try {
    return gcm(key, nonce, aad).decrypt(ciphertext);
  } catch {
    // Lengths are checked above, so the only thing left to throw is a wrong tag.
    return undefined;
  }
}
