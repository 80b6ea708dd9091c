import {
  AEAD_NONCE_BYTES,
  AEAD_TAG_BYTES,
  aeadOpen,
  aeadSeal,
  bytesToHex,
  hexToBytes,
  SEED_BYTES,
} from '@mingjing/crypto';
import type { Derive } from './derivation.ts';

const SALT_BYTES = 16;
/** What the commands write: RFC 9106 section 4, second recommended option, at parallelism 1. */
const MEMORY_KIB = 65_536;
const PASSES = 3;
/** A page has less memory and time than a command: five times what the commands write, at most. */
const MEMORY_KIB_MAX = 262_144;
const WORK_KIB_MAX = 5 * PASSES * MEMORY_KIB;
const MEMORY_KIB_MIN = 8;
const PASSES_MAX = 16;
const FORMAT_MEMORY_KIB_MAX = 1_048_576;

/** A seed under a passphrase as it stands in a key file; the parameters travel with it. */
export interface SealedSeed {
  readonly kdf: 'argon2id';
  readonly memory_kib: number;
  readonly passes: number;
  readonly parallelism: 1;
  readonly salt: string;
  readonly cipher: 'aes-256-gcm';
  readonly nonce: string;
  readonly ciphertext: string;
}

export interface Sealing {
  readonly passphrase: string;
  /** What the seal authenticates besides the seed. */
  readonly bound: Uint8Array;
  readonly derive: Derive;
}

/** Strict check of an untrusted value: the fields, lengths and bounds of the commands. */
export function parseSealedSeed(value: unknown): SealedSeed | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const isWellFormed =
    Object.keys(fields).length === 8 &&
    fields['kdf'] === 'argon2id' &&
    fields['parallelism'] === 1 &&
    fields['cipher'] === 'aes-256-gcm' &&
    isWithin(fields['memory_kib'], MEMORY_KIB_MIN, FORMAT_MEMORY_KIB_MAX) &&
    isWithin(fields['passes'], 1, PASSES_MAX) &&
    isHexOf(fields['salt'], SALT_BYTES) &&
    isHexOf(fields['nonce'], AEAD_NONCE_BYTES) &&
    isHexOf(fields['ciphertext'], SEED_BYTES + AEAD_TAG_BYTES);
  return isWellFormed ? (value as SealedSeed) : undefined;
}

/** Throws `key-locked` without a passphrase, `key-passphrase` with a wrong one, `key-costly`. */
export async function openSeed(sealed: SealedSeed, sealing: Sealing): Promise<Uint8Array> {
  const { passphrase, bound, derive } = sealing;
  const { memory_kib: memoryKib, passes } = sealed;
  if (memoryKib > MEMORY_KIB_MAX || memoryKib * passes > WORK_KIB_MAX) {
    throw new Error('key-costly');
  }
  if (passphrase === '') throw new Error('key-locked');
  const [salt, nonce, ciphertext] = [sealed.salt, sealed.nonce, sealed.ciphertext].map(
    (hex) => hexToBytes(hex) ?? new Uint8Array(0),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const key = await derive({ passphrase, salt, passes, memoryKib });
  const seed = aeadOpen(key, nonce, ciphertext, bound);
  key.fill(0);
  if (seed === undefined) throw new Error('key-passphrase');
  return seed;
}

/** Seals a seed as the commands do. */
export async function sealSeed(
  seed: Uint8Array,
  { passphrase, bound, derive }: Sealing,
): Promise<SealedSeed> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const nonce = crypto.getRandomValues(new Uint8Array(AEAD_NONCE_BYTES));
  const key = await derive({ passphrase, salt, passes: PASSES, memoryKib: MEMORY_KIB });
  const ciphertext = aeadSeal(key, nonce, seed, bound);
  key.fill(0);
  return {
    kdf: 'argon2id',
    memory_kib: MEMORY_KIB,
    passes: PASSES,
    parallelism: 1,
    salt: bytesToHex(salt),
    cipher: 'aes-256-gcm',
    nonce: bytesToHex(nonce),
    ciphertext: bytesToHex(ciphertext),
  };
}

/** True for lower-case hex of exactly `sizeBytes` bytes. */
export function isHexOf(value: unknown, sizeBytes: number): value is string {
  return (
    typeof value === 'string' && value.length === 2 * sizeBytes && hexToBytes(value) !== undefined
  );
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
