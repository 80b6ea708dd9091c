import sodium from 'sodium-native';
import { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, AEAD_TAG_BYTES } from '../aead.ts';
import { bytesToHex, hexToBytes } from '../bytes.ts';
import { SEED_BYTES } from '../ed25519-portable.ts';
import { openNative, sealNative } from './aead-native.ts';
import { randomBytes } from './random.ts';

const SALT_BYTES = 16;
/** 64 MiB and 3 passes: RFC 9106 section 4, second recommended option, at parallelism 1. */
const DEFAULT_MEMORY_KIB = 65_536;
const DEFAULT_PASSES = 3;
/** A damaged or hostile file must not make the program take a machine's memory or hours. */
const MAX_MEMORY_KIB = 1_048_576;
const MAX_PASSES = 16;
const MIN_MEMORY_KIB = 8;

/** A seed under a passphrase, as it stands in a key file; the parameters travel with it. */
export type SealedSeed = {
  readonly kdf: 'argon2id';
  readonly memory_kib: number;
  readonly passes: number;
  readonly parallelism: 1;
  readonly salt: string;
  readonly cipher: 'aes-256-gcm';
  readonly nonce: string;
  readonly ciphertext: string;
};

/** Seals a seed with AES-256-GCM under argon2id(passphrase); `aad` binds the rest of the file. */
export function sealSeed(seed: Uint8Array, passphrase: string, aad: Uint8Array): SealedSeed {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(AEAD_NONCE_BYTES);
  const key = deriveKey(passphrase, salt, DEFAULT_PASSES, DEFAULT_MEMORY_KIB);
  const ciphertext = sealNative(key, nonce, seed, aad);
  key.fill(0);
  return {
    kdf: 'argon2id',
    memory_kib: DEFAULT_MEMORY_KIB,
    passes: DEFAULT_PASSES,
    parallelism: 1,
    salt: bytesToHex(salt),
    cipher: 'aes-256-gcm',
    nonce: bytesToHex(nonce),
    ciphertext: bytesToHex(ciphertext),
  };
}

/** The seed, or undefined when the passphrase or any bound byte is wrong. */
export function openSeed(
  sealed: SealedSeed,
  passphrase: string,
  aad: Uint8Array,
): Uint8Array | undefined {
  const salt = hexToBytes(sealed.salt);
  const nonce = hexToBytes(sealed.nonce);
  const ciphertext = hexToBytes(sealed.ciphertext);
  if (salt === undefined || nonce === undefined || ciphertext === undefined) return undefined;
  const key = deriveKey(passphrase, salt, sealed.passes, sealed.memory_kib);
  const seed = openNative(key, nonce, ciphertext, aad);
  key.fill(0);
  return seed;
}

/** Strict check of an untrusted value: exactly these fields, lengths and bounds. */
export function parseSealedSeed(value: unknown): SealedSeed | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const wellFormed =
    Object.keys(fields).length === 8 &&
    fields.kdf === 'argon2id' &&
    fields.parallelism === 1 &&
    fields.cipher === 'aes-256-gcm' &&
    isIntegerWithin(fields.memory_kib, MIN_MEMORY_KIB, MAX_MEMORY_KIB) &&
    isIntegerWithin(fields.passes, 1, MAX_PASSES) &&
    isHexOf(fields.salt, SALT_BYTES) &&
    isHexOf(fields.nonce, AEAD_NONCE_BYTES) &&
    isHexOf(fields.ciphertext, SEED_BYTES + AEAD_TAG_BYTES);
  return wellFormed ? (value as SealedSeed) : undefined;
}

/** True for lower-case hex of exactly `sizeBytes` bytes. */
export function isHexOf(value: unknown, sizeBytes: number): value is string {
  return (
    typeof value === 'string' && value.length === 2 * sizeBytes && hexToBytes(value) !== undefined
  );
}

function isIntegerWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function deriveKey(
  passphrase: string,
  salt: Uint8Array,
  passes: number,
  memoryKib: number,
): Uint8Array {
  const key = new Uint8Array(AEAD_KEY_BYTES);
  const password = new TextEncoder().encode(passphrase);
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  sodium.crypto_pwhash(key, password, salt, passes, memoryKib * 1024, algorithm);
  password.fill(0);
  return key;
}
