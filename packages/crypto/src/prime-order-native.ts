import sodium from 'sodium-native';

/**
 * True only for the canonical encoding of a point of prime order, by libsodium: a twentieth of
 * what the portable check costs. A false answer has no reason; whoever needs one asks that check.
 */
export function isKnownPrimeOrder(publicKey: Uint8Array): boolean {
  return sodium.crypto_core_ed25519_is_valid_point(publicKey);
}
