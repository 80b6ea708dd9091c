import {
  bytesToHex,
  concatBytes,
  equalBytes,
  hexToBytes,
  isKeyPurpose,
  PUBLIC_KEY_BYTES,
  possessionBytes,
  publicKeyFromSeedPortable,
  SEED_BYTES,
} from '@mingjing/crypto';
import type { Derive } from './derivation.ts';
import { isHexOf, openSeed, parseSealedSeed, type SealedSeed, sealSeed } from './sealed-seed.ts';

// Key files as the commands write them. What is wrong with one is thrown as an error whose message
// is a code of `kit.fault`; nothing of a seed or a passphrase is in it.

export const KEY_FILE_BYTES_MAX = 4096;
const FORMAT_VERSION = 1;

export interface KeyFileContent {
  readonly purpose: string;
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array | SealedSeed;
}

/** Reads a key file of one purpose; `foreign` is the code for what is none of that purpose. */
export function parseKeyFile(text: string, purpose: string, foreign: string): KeyFileContent {
  const fields = fieldsIn(text, foreign);
  const { version, purpose: named, public_key: publicKeyHex } = fields;
  if (named !== purpose || !isKeyPurpose(purpose)) throw new Error(foreign);
  if (version !== FORMAT_VERSION) throw new Error('key-newer');
  if (Object.keys(fields).length !== 4 || !isHexOf(publicKeyHex, PUBLIC_KEY_BYTES)) {
    throw new Error(foreign);
  }
  const publicKey = hexToBytes(publicKeyHex) ?? new Uint8Array(0);
  const { seed } = fields;
  if (isHexOf(seed, SEED_BYTES)) {
    return { purpose, publicKey, secret: hexToBytes(seed) ?? new Uint8Array(0) };
  }
  const sealed = parseSealedSeed(fields['encrypted_seed']);
  if (sealed === undefined) throw new Error(foreign);
  return { purpose, publicKey, secret: sealed };
}

/** Whether a passphrase has to be asked for; what is no key file is told when it is used. */
export function isEncrypted(text: string): boolean {
  try {
    return typeof fieldsIn(text, '')['encrypted_seed'] === 'object';
  } catch {
    return false;
  }
}

/** The seed, which makes the public key that the file names; the caller overwrites it. */
export async function seedOf(
  { purpose, publicKey, secret }: KeyFileContent,
  passphrase: string,
  derive: Derive,
): Promise<Uint8Array> {
  const seed =
    secret instanceof Uint8Array
      ? secret
      : await openSeed(secret, { passphrase, bound: boundBytes(purpose, publicKey), derive });
  if (equalBytes(publicKeyFromSeedPortable(seed), publicKey)) return seed;
  seed.fill(0);
  throw new Error('key-mismatch');
}

/** A key file under a passphrase, byte for byte of the form that the commands write. */
export async function sealedKeyFile(
  key: { readonly purpose: string; readonly seed: Uint8Array },
  passphrase: string,
  derive: Derive,
): Promise<Uint8Array> {
  const { purpose, seed } = key;
  const bound = boundBytes(purpose, publicKeyFromSeedPortable(seed));
  return fileOf(key, { encrypted_seed: await sealSeed(seed, { passphrase, bound, derive }) });
}

/** The same without one, for a key that nobody has to keep from anybody. */
export function openKeyFile(key: { readonly purpose: string; readonly seed: Uint8Array }) {
  return fileOf(key, { seed: bytesToHex(key.seed) });
}

function fileOf(
  { purpose, seed }: { readonly purpose: string; readonly seed: Uint8Array },
  secret: { readonly seed: string } | { readonly encrypted_seed: SealedSeed },
): Uint8Array {
  const publicKey = bytesToHex(publicKeyFromSeedPortable(seed));
  const content = { version: FORMAT_VERSION, purpose, public_key: publicKey, ...secret };
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}

function fieldsIn(text: string, foreign: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // What begins like one and stops is a copy that broke off.
    if (/^\s*\{\s*"version"/.test(text)) throw new Error('key-truncated');
  }
  throw new Error(foreign);
}

/** What the seal of a seed authenticates besides the seed: the format, the purpose and the key. */
function boundBytes(purpose: string, publicKey: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(FORMAT_VERSION), possessionBytes('', purpose, publicKey));
}
