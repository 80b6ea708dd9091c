import {
  hexToBytes,
  keyId,
  publicKeyFromSeedPortable,
  receivingKeyOf,
  SEED_BYTES,
} from '@mingjing/crypto';
import { deriveInWorker } from './key-file/derive-in-worker.ts';
import {
  KEY_FILE_BYTES_MAX,
  openKeyFile,
  parseKeyFile,
  sealedKeyFile,
  seedOf,
} from './key-file/key-file.ts';

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, 7). */
const PKCS8_HEAD = '302e020100300506032b657004220420';

/** An officer's key while one act is signed: it cannot be read out, and is kept nowhere. */
export interface OfficerKey {
  /** Id under which the chain knows the key. */
  readonly keyId: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** A key file as a person gives it, with what he typed to open it; empty where it is in clear. */
export interface GivenKey {
  readonly file: File | undefined;
  readonly passphrase: string;
}

/**
 * Reads a key file in the browser. Throws an error whose message is a code of `kit.fault`; file and
 * passphrase go nowhere.
 */
export function readOfficerKey(given: GivenKey): Promise<OfficerKey> {
  return readKey(given, 'officer', 'key-malformed');
}

/** The same of a user's key: it signs what its holder asks about himself. */
export function readUserKey(given: GivenKey): Promise<OfficerKey> {
  return readKey(given, 'user', 'user-key-malformed');
}

/**
 * The X25519 pair of the same file, for what is sealed to the officer. Unlike a key that signs it
 * can be read out, by the page alone: whoever asks for it overwrites it after its one use.
 */
export async function readReceivingKey(
  given: GivenKey,
): Promise<{ readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }> {
  const seed = await seedIn(given, 'officer', 'key-malformed');
  const pair = receivingKeyOf(seed);
  seed.fill(0);
  return pair;
}

async function seedIn({ file, passphrase }: GivenKey, purpose: string, foreign: string) {
  if (file === undefined || file.size === 0) throw new Error('key-missing');
  const text = file.size > KEY_FILE_BYTES_MAX ? '' : await file.text();
  return seedOf(parseKeyFile(text, purpose, foreign), passphrase, deriveInWorker);
}

interface HeldKey extends OfficerKey {
  readonly publicKey: Uint8Array;
}

/** A new user's key, and the file of it: whoever registers saves it, for there is no other. */
export interface NewUserKey extends HeldKey {
  readonly file: Uint8Array;
}

/**
 * Makes a user's key in the browser, its file under a passphrase. Throws an error whose message is
 * a code of `kit.fault`.
 */
export async function newUserKey(passphrase: string): Promise<NewUserKey> {
  const seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  const file = await sealedKeyFile({ purpose: 'user', seed }, passphrase, deriveInWorker);
  return { ...(await heldKey(seed)), file };
}

/** The same without a passphrase, of a test subject: a synthetic user who is nobody. */
export async function newSubjectKey(): Promise<NewUserKey> {
  const seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  const file = openKeyFile({ purpose: 'user', seed });
  return { ...(await heldKey(seed)), file };
}

async function readKey(given: GivenKey, purpose: string, foreign: string): Promise<OfficerKey> {
  const { keyId, sign } = await heldKey(await seedIn(given, purpose, foreign));
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
