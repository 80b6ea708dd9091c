/**
 * Cryptography fixed at genesis: domain-tagged SHA-256, strict Ed25519 over enrolled keys
 * (RFC 8032 without cofactor), AES-256-GCM, HKDF-SHA256 and HPKE (RFC 9180, X25519).
 *
 * This entry is pure: no clock, no file, no randomness (random bytes are arguments), and it runs
 * in a browser. What needs the operating system or native code is in `@mingjing/crypto/node`.
 *
 *     const id = taggedHash('transaction-id', chainId, body);
 *     const genuine = verifyPortable(publicKey, signingBytes('vote', chainId, vote), signature);
 */

export { sha256 } from '#sha256';
export { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, AEAD_TAG_BYTES, aeadOpen, aeadSeal } from './aead.ts';
export { assert, InvariantError } from './assert.ts';
export { bytesToHex, compareBytes, concatBytes, equalBytes, hexToBytes } from './bytes.ts';
export {
  PUBLIC_KEY_BYTES,
  publicKeyFromSeedPortable,
  SEED_BYTES,
  SIGNATURE_BYTES,
  signPortable,
  verifyPortable,
} from './ed25519-portable.ts';
export {
  checkEnrolment,
  checkPossession,
  type EnrolmentRefusal,
  type EnrolmentResult,
  isKeyPurpose,
  keyId,
  possessionBytes,
  type VerifySignature,
} from './enrolment.ts';
export { hkdfSha256 } from './hkdf.ts';
export { hmacSha256 } from './hmac.ts';
export { envelopeKeyOf, receivingKeyOf } from './holder-keys.ts';
export {
  checkX25519Key,
  HPKE_EPHEMERAL_SEED_BYTES,
  type HpkeOpenInput,
  type HpkeSealed,
  type HpkeSealInput,
  hpkeOpen,
  hpkeSeal,
  X25519_KEY_BYTES,
  type X25519KeyRefusal,
  type X25519KeyResult,
  x25519PublicKey,
} from './hpke.ts';
export { signingBytes, taggedBytes, taggedHash } from './tagged-hash.ts';
