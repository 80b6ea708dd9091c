/**
 * The only suite of this version: Ed25519, SHA-256, AES-256-GCM, HPKE over X25519, ristretto255.
 */
export const SUITE = 1;
