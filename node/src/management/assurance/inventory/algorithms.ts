/** What is used for what: fixed by the suite of the genesis, not by a configuration. */
export interface UsedAlgorithm {
  readonly use: string;
  readonly algorithm: string;
  readonly standard: string;
  readonly where: 'chain' | 'between-nodes' | 'at-rest' | 'accounts';
}

/**
 * Algorithms of suite 1. Its provider is software: libsodium and the runtime's OpenSSL, no
 * certified product; SM2, SM3 and SM4 are of suite 2, which this version does not have.
 */
export const SUITE_1: readonly UsedAlgorithm[] = [
  { use: 'signatures', algorithm: 'Ed25519', standard: 'RFC 8032', where: 'chain' },
  { use: 'hashes', algorithm: 'SHA-256', standard: 'FIPS 180-4', where: 'chain' },
  { use: 'trees', algorithm: 'Merkle tree, SHA-256', standard: 'RFC 6962', where: 'chain' },
  { use: 'checkpoints', algorithm: 'Ed25519', standard: 'C2SP signed-note', where: 'chain' },
  {
    use: 'connections',
    algorithm: 'Noise XX, X25519, ChaCha20-Poly1305',
    standard: 'Noise 34',
    where: 'between-nodes',
  },
  {
    use: 'export',
    algorithm: 'HPKE: X25519, HKDF-SHA-256, AES-256-GCM',
    standard: 'RFC 9180',
    where: 'between-nodes',
  },
  { use: 'documents', algorithm: 'AES-256-GCM', standard: 'SP 800-38D', where: 'at-rest' },
  { use: 'field-keys', algorithm: 'HKDF-SHA-256', standard: 'RFC 5869', where: 'at-rest' },
  { use: 'key-files', algorithm: 'Argon2id, AES-256-GCM', standard: 'RFC 9106', where: 'at-rest' },
  { use: 'codes', algorithm: 'TOTP, HMAC-SHA-1', standard: 'RFC 6238', where: 'accounts' },
  {
    use: 'passkeys',
    algorithm: 'as the passkey has it',
    standard: 'WebAuthn 2',
    where: 'accounts',
  },
];
