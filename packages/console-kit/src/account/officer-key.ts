import {
  bytesToHex,
  hexToBytes,
  keyId,
  publicKeyFromSeedPortable,
  receivingKeyOf,
  SEED_BYTES,
} from '@mingjing/crypto';

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, 7). */
const PKCS8_HEAD = '302e020100300506032b657004220420';
const KEY_FILE_BYTES_MAX = 4096;

/** An officer's key while one act is signed: it cannot be read out, and is kept nowhere. */
export interface OfficerKey {
  /** Id under which the chain knows the key. */
  readonly keyId: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/**
 * Reads a key file in the browser. Throws an error whose message is a code of `kit.fault`; the file
 * itself goes nowhere.
 */
export function readOfficerKey(file: File | undefined): Promise<OfficerKey> {
  return readKey(file, 'officer', 'key-malformed');
}

/** The same of a user's key: it signs what its holder asks about himself. */
export function readUserKey(file: File | undefined): Promise<OfficerKey> {
  return readKey(file, 'user', 'user-key-malformed');
}

/**
 * The X25519 pair of the same file, for what is sealed to the officer. Unlike a key that signs it
 * can be read out, by the page alone: whoever asks for it overwrites it after its one use.
 */
export async function readReceivingKey(
  file: File | undefined,
): Promise<{ readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }> {
  const seed = await seedIn(file, 'officer', 'key-malformed');
  const pair = receivingKeyOf(seed);
  seed.fill(0);
  return pair;
}

async function seedIn(file: File | undefined, purpose: string, fault: string) {
  if (file === undefined || file.size === 0) throw new Error('key-missing');
  const text = file.size > KEY_FILE_BYTES_MAX ? '' : await file.text();
  return seedOf(text, purpose, fault);
}

interface HeldKey extends OfficerKey {
  readonly publicKey: Uint8Array;
}

/** A new user's key, and the file of it: whoever registers saves it, for there is no other. */
export interface NewUserKey extends HeldKey {
  readonly file: Uint8Array;
}

/** Makes a user's key in the browser. Throws an error whose message is a code of `kit.fault`. */
export async function newUserKey(): Promise<NewUserKey> {
  const seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  const named = { version: 1, purpose: 'user', public_key: '', seed: bytesToHex(seed) };
  const held = await heldKey(seed);
  const content = { ...named, public_key: bytesToHex(held.publicKey) };
  const file = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
  return { ...held, file };
}

async function readKey(
  file: File | undefined,
  purpose: string,
  fault: string,
): Promise<OfficerKey> {
  const { keyId, sign } = await heldKey(await seedIn(file, purpose, fault));
  return { keyId, sign };
}

/** Takes the seed over and erases it: what is left can sign and cannot be read out. */
async function heldKey(seed: Uint8Array): Promise<HeldKey> {
  const head = hexToBytes(PKCS8_HEAD) as Uint8Array;
  const pkcs8 = Uint8Array.from([...head, ...seed]);
  const publicKey = publicKeyFromSeedPortable(seed);
  seed.fill(0);
  const algorithm = { name: 'Ed25519' };
  const key = await imported(pkcs8, algorithm);
  pkcs8.fill(0);
  return {
    ...{ keyId: keyId(publicKey), publicKey },
    async sign(bytes: Uint8Array) {
      const own = Uint8Array.from(bytes);
      return new Uint8Array(await crypto.subtle.sign(algorithm, key, own));
    },
  };
}

async function imported(pkcs8: Uint8Array<ArrayBuffer>, algorithm: Algorithm) {
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  } catch (cause) {
    // Old browsers, and sites that are no secure context, have no such keys.
    throw new Error('key-unsupported', { cause });
  }
}

function seedOf(text: string, purpose: string, fault: string): Uint8Array {
  let content: Record<string, unknown>;
  try {
    content = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new Error(fault);
  }
  if (content['encrypted_seed'] !== undefined) throw new Error('key-encrypted');
  const seed = typeof content['seed'] === 'string' ? hexToBytes(content['seed']) : undefined;
  if (content['purpose'] !== purpose || seed?.length !== SEED_BYTES) {
    throw new Error(fault);
  }
  return seed;
}
