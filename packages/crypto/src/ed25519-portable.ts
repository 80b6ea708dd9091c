import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { assert } from './assert.ts';
import { concatBytes, equalBytes } from './bytes.ts';

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

/** Bytes of an Ed25519 public key, of a seed (RFC 8032 private key) and of a signature. */
export const PUBLIC_KEY_BYTES = 32;
export const SEED_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/**
 * Strict Ed25519 verification in JavaScript: the reference for the native verifier, and the
 * verifier of browsers. About 2 ms a call.
 *
 * Valid means: public key of 32 and signature of 64 bytes, S < L, R not the identity, and
 * encode([S]B - [k]A) equal to the bytes of R (RFC 8032 section 5.1.7 without the cofactor).
 * Keys and values of R that are non-canonical or of small order are refused as libsodium refuses
 * them. For an enrolled key (`checkEnrolment`) those last refusals never decide anything; they
 * make the two verifiers agree on keys from outside the registry too.
 *
 * The library's own `verify` is not used: it is cofactored in both of its modes and accepts
 * signatures with a torsion component in R.
 */
export function verifyPortable(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const s = littleEndian(signature.subarray(32));
  if (s >= ORDER) return false;
  const key = decodePoint(publicKey);
  if (key === undefined || key.isSmallOrder()) return false;

  const encodedR = signature.subarray(0, 32);
  const digest = sha512(concatBytes(encodedR, publicKey, message));
  const k = littleEndian(digest) % ORDER;
  const expectedR = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k));
  // Small order includes the identity, whose R would make a signature independent of the message
  // for whoever knows the key.
  return equalBytes(expectedR.toBytes(), encodedR) && !expectedR.isSmallOrder();
}

/** The public key of a 32-byte seed (length asserted), RFC 8032 section 5.1.5. */
export function publicKeyFromSeedPortable(seed: Uint8Array): Uint8Array {
  assert(seed.length === SEED_BYTES, 'an Ed25519 seed has 32 bytes');
  return ed25519.getPublicKey(seed);
}

/** Deterministic 64-byte signature (RFC 8032 section 5.1.6); seed of 32 bytes (asserted). */
export function signPortable(seed: Uint8Array, message: Uint8Array): Uint8Array {
  assert(seed.length === SEED_BYTES, 'an Ed25519 seed has 32 bytes');
  return ed25519.sign(message, seed);
}

type EdwardsPoint = ReturnType<typeof Point.fromBytes>;

/** Decodes a canonical point encoding; undefined when it is none or not on the curve. */
function decodePoint(bytes: Uint8Array): EdwardsPoint | undefined {
  try {
    return Point.fromBytes(bytes);
  } catch {
    // The library reports every malformed encoding by throwing; here that is just "invalid".
    return undefined;
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  return value;
}
