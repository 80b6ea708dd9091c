import sodium from 'sodium-native';
import { assert } from '../assert.ts';
import { PUBLIC_KEY_BYTES, SEED_BYTES, SIGNATURE_BYTES } from '../ed25519-portable.ts';

const SECRET_KEY_BYTES = 64;

/** A key that signs; the seed stays inside. */
export type Signer = {
  readonly publicKey: Uint8Array;
  /** Deterministic 64-byte signature over `message` (RFC 8032). */
  sign(message: Uint8Array): Uint8Array;
};

/** The signer of a 32-byte seed (asserted). The seed may be wiped by the caller afterwards. */
export function signerFromSeed(seed: Uint8Array): Signer {
  assert(seed.length === SEED_BYTES, 'an Ed25519 seed has 32 bytes');
  const publicKey = new Uint8Array(PUBLIC_KEY_BYTES);
  const secretKey = new Uint8Array(SECRET_KEY_BYTES);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
  return {
    publicKey,
    sign(message) {
      const signature = new Uint8Array(SIGNATURE_BYTES);
      sodium.crypto_sign_detached(signature, message, secretKey);
      return signature;
    },
  };
}

/** One signature from a 32-byte seed; whoever signs often keeps a `signerFromSeed`. */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return signerFromSeed(seed).sign(message);
}
