/** The calls of sodium-native 5.1 used here; the package ships no types. */
declare module 'sodium-native' {
  type Sodium = {
    readonly crypto_pwhash_ALG_ARGON2ID13: number;

    /** False on any invalid signature; throws when a length is impossible. */
    crypto_sign_verify_detached(
      signature: Uint8Array,
      message: Uint8Array,
      publicKey: Uint8Array,
    ): boolean;
    /** Canonical, on the curve, of prime order; throws on another length than 32. */
    crypto_core_ed25519_is_valid_point(publicKey: Uint8Array): boolean;
    /** Writes the 64-byte signature; the secret key has 64 bytes (seed and public key). */
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
    /** Writes the 32-byte public and the 64-byte secret key of a 32-byte seed. */
    crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
    /** Argon2 with parallelism 1; salt of 16 bytes, memory in bytes. */
    crypto_pwhash(
      output: Uint8Array,
      password: Uint8Array,
      salt: Uint8Array,
      passes: number,
      memoryBytes: number,
      algorithm: number,
    ): void;
  };
  const sodium: Sodium;
  export default sodium;
}
