import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { assert } from '../assert.ts';
import { bytesToHex, concatBytes, equalBytes, hexToBytes } from '../bytes.ts';
import { PUBLIC_KEY_BYTES, SEED_BYTES } from '../ed25519-portable.ts';
import { isKeyPurpose, possessionBytes } from '../enrolment.ts';
import { KeyFileError } from './errors.ts';
import { createPrivateFile } from './private-file.ts';
import { isHexOf, openSeed, parseSealedSeed, type SealedSeed, sealSeed } from './seed-seal.ts';
import { signerFromSeed } from './sign.ts';

/** A key file has well under 1 KiB; anything longer is something else. */
const MAX_FILE_BYTES = 4096;
const FORMAT_VERSION = 1;

/** A loaded signing key. */
export type KeyFile = {
  readonly purpose: string;
  readonly publicKey: Uint8Array;
  readonly seed: Uint8Array;
};

export type KeyFileOptions = {
  /** When given (not empty), the seed is stored encrypted, and needed again to load it. */
  readonly passphrase?: string | undefined;
};

/**
 * Writes a new key file of mode 0600 and returns the key. The file appears whole or not at all
 * and survives a power cut; an existing file is never touched (`KEY_FILE_EXISTS`).
 *
 *     { "version": 1, "purpose": "vote", "public_key": hex, "seed": hex }
 *     { "version": 1, "purpose": "vote", "public_key": hex, "encrypted_seed": {
 *         "kdf": "argon2id", "memory_kib", "passes", "parallelism", "salt": hex,
 *         "cipher": "aes-256-gcm", "nonce": hex, "ciphertext": hex } }
 */
export function saveKeyFile(
  path: string,
  key: { readonly purpose: string; readonly seed: Uint8Array },
  options: KeyFileOptions = {},
): KeyFile {
  assert(isKeyPurpose(key.purpose), 'a key purpose is a lower-case word of at most 32 characters');
  assert(options.passphrase !== '', 'an empty passphrase protects nothing');
  const { publicKey } = signerFromSeed(key.seed);
  const head = {
    version: FORMAT_VERSION,
    purpose: key.purpose,
    public_key: bytesToHex(publicKey),
  };
  const content =
    options.passphrase === undefined
      ? { ...head, seed: bytesToHex(key.seed) }
      : {
          ...head,
          encrypted_seed: sealSeed(
            key.seed,
            options.passphrase,
            boundBytes(key.purpose, publicKey),
          ),
        };
  createPrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
  return { purpose: key.purpose, publicKey, seed: key.seed };
}

/**
 * Loads a key file and proves that its seed belongs to its public key.
 * Throws `KeyFileError`: `KEY_FILE_MISSING`, `_MODE` (anyone but the owner has any right),
 * `_FORMAT`, `_LOCKED` (encrypted, no passphrase given), `_PASSPHRASE`, `_MISMATCH`, `_IO`.
 */
export function loadKeyFile(path: string, options: KeyFileOptions = {}): KeyFile {
  const parsed = parseKeyFile(path, readPrivateFile(path));
  const seed = seedOf(path, parsed, options.passphrase);
  if (!equalBytes(signerFromSeed(seed).publicKey, parsed.publicKey)) {
    throw new KeyFileError('KEY_FILE_MISMATCH', path, 'the seed does not make the public key');
  }
  return { purpose: parsed.purpose, publicKey: parsed.publicKey, seed };
}

type ParsedKeyFile = {
  readonly purpose: string;
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array | SealedSeed;
};

function seedOf(path: string, parsed: ParsedKeyFile, passphrase: string | undefined): Uint8Array {
  const { purpose, publicKey, secret } = parsed;
  if (secret instanceof Uint8Array) return secret;
  if (passphrase === undefined || passphrase === '') {
    throw new KeyFileError('KEY_FILE_LOCKED', path, 'the key file is encrypted');
  }
  const seed = openSeed(secret, passphrase, boundBytes(purpose, publicKey));
  if (seed === undefined) {
    throw new KeyFileError('KEY_FILE_PASSPHRASE', path, 'the passphrase does not open the key');
  }
  return seed;
}

/** Reads through one descriptor, so the file checked is the file read. */
function readPrivateFile(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new KeyFileError('KEY_FILE_MISSING', path, 'there is no such key file', cause);
    }
    throw new KeyFileError('KEY_FILE_IO', path, 'the key file cannot be opened', cause);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > MAX_FILE_BYTES) {
      throw new KeyFileError('KEY_FILE_FORMAT', path, 'not a key file');
    }
    if ((stat.mode & 0o7177) !== 0) {
      const mode = (stat.mode & 0o7777).toString(8).padStart(4, '0');
      throw new KeyFileError('KEY_FILE_MODE', path, `mode ${mode} is wider than 0600`);
    }
    return readFileSync(descriptor, 'utf8');
  } catch (cause) {
    if (cause instanceof KeyFileError) throw cause;
    throw new KeyFileError('KEY_FILE_IO', path, 'the key file cannot be read', cause);
  } finally {
    closeSync(descriptor);
  }
}

function parseKeyFile(path: string, text: string): ParsedKeyFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which may hold a seed, so it is not kept as cause.
    throw new KeyFileError('KEY_FILE_FORMAT', path, 'the key file is not JSON');
  }
  const parsed = parseFields(value);
  if (parsed === undefined) {
    throw new KeyFileError('KEY_FILE_FORMAT', path, 'the key file has missing or wrong fields');
  }
  return parsed;
}

function parseFields(value: unknown): ParsedKeyFile | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const { purpose, public_key: publicKeyHex } = fields;
  if (Object.keys(fields).length !== 4 || fields.version !== FORMAT_VERSION) return undefined;
  if (typeof purpose !== 'string' || !isKeyPurpose(purpose)) return undefined;
  if (!isHexOf(publicKeyHex, PUBLIC_KEY_BYTES)) return undefined;
  const publicKey = hexToBytes(publicKeyHex);
  const secret = isHexOf(fields.seed, SEED_BYTES)
    ? hexToBytes(fields.seed)
    : parseSealedSeed(fields.encrypted_seed);
  if (publicKey === undefined || secret === undefined) return undefined;
  return { purpose, publicKey, secret };
}

/** What the seal of a seed authenticates besides the seed: the format, the purpose and the key. */
function boundBytes(purpose: string, publicKey: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(FORMAT_VERSION), possessionBytes('', purpose, publicKey));
}
