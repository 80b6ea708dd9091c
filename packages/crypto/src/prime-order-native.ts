import { Buffer } from 'node:buffer';
import sodium from 'sodium-native';

/** Keys remembered: a registration is judged at admission, in building and in the block. */
const KNOWN_MAX = 1024;
const known = new Set<string>();

/**
 * True only for the canonical encoding of a point of prime order, by libsodium: a twentieth of
 * what the portable check costs. A false answer has no reason; whoever needs one asks that check.
 */
export function isKnownPrimeOrder(publicKey: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = publicKey;
  const name = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  if (known.has(name)) return true;
  if (!sodium.crypto_core_ed25519_is_valid_point(publicKey)) return false;
  if (known.size >= KNOWN_MAX) known.clear();
  known.add(name);
  return true;
}
