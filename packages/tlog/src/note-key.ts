import { assert, concatBytes, sha256 } from '@mingjing/crypto';
import { bytesToBase64, parseBase64 } from './base64.ts';
import { isKeyName, utf8Bytes } from './note-text.ts';
import { accept, type Result, refuse } from './result.ts';

/** Signature type byte of an Ed25519 signature over the note text (C2SP signed-note). */
export const TYPE_ED25519 = 0x01;
/** Signature type byte of a timestamped Ed25519 cosignature (C2SP tlog-cosignature). */
export const TYPE_COSIGNATURE = 0x04;

export type NoteKeyType = typeof TYPE_ED25519 | typeof TYPE_COSIGNATURE;

/** Who may sign notes: a name, a type and a key. Name and id together stand for the key. */
export interface NoteKey {
  readonly name: string;
  readonly type: NoteKeyType;
  /** 32-byte Ed25519 public key. */
  readonly publicKey: Uint8Array;
  readonly keyId: number;
}

export type VerifierKeyRefusal =
  | 'malformed-verifier-key'
  | 'unknown-key-type'
  | 'bad-key-length'
  | 'key-id-mismatch';

const PUBLIC_KEY_BYTES = 32;
/** A vkey is a line of configuration; its three parts fit in this with room for a long name. */
const MAX_VERIFIER_KEY_CHARS = 1024;

/** Builds a key and its id. Asserts a valid key name and a 32-byte key. */
export function noteKey(name: string, type: NoteKeyType, publicKey: Uint8Array): NoteKey {
  assert(isKeyName(name), 'a key name has no spaces and no plus sign');
  assert(publicKey.length === PUBLIC_KEY_BYTES, 'an Ed25519 public key has 32 bytes');
  return { name, type, publicKey, keyId: keyIdOf(name, type, publicKey) };
}

/** First four bytes of SHA-256(name | 0x0A | type | public key), as an unsigned integer. */
function keyIdOf(name: string, type: NoteKeyType, publicKey: Uint8Array): number {
  const digest = sha256(concatBytes(utf8Bytes(`${name}\n`), Uint8Array.of(type), publicKey));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

/** Key id as it stands in a verifier key: eight lower-case hex digits. */
function keyIdHex(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}

/** The names under which two keys are told apart in a note. */
export function keyLabel(key: { readonly name: string; readonly keyId: number }): string {
  return `${key.name}+${keyIdHex(key.keyId)}`;
}

/** Renders a verifier key: name+hex(id)+base64(type | public key). */
export function formatVerifierKey(key: NoteKey): string {
  const material = concatBytes(Uint8Array.of(key.type), key.publicKey);
  return `${keyLabel(key)}+${bytesToBase64(material)}`;
}

/** Parses a verifier key of type 0x01 or 0x04 and checks its id against its key. */
export function parseVerifierKey(text: string): Result<NoteKey, VerifierKeyRefusal> {
  if (text.length > MAX_VERIFIER_KEY_CHARS) return refuse('malformed-verifier-key');
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (first < 0 || second < 0) return refuse('malformed-verifier-key');
  const name = text.slice(0, first);
  const id = text.slice(first + 1, second);
  // The key material may itself contain a plus sign, which base64 uses as a digit.
  const material = parseBase64(text.slice(second + 1));
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || material === undefined) {
    return refuse('malformed-verifier-key');
  }
  const type = material[0];
  if (type !== TYPE_ED25519 && type !== TYPE_COSIGNATURE) return refuse('unknown-key-type');
  if (material.length !== 1 + PUBLIC_KEY_BYTES) return refuse('bad-key-length');
  const key = noteKey(name, type, material.slice(1));
  return keyIdHex(key.keyId) === id ? accept(key) : refuse('key-id-mismatch');
}
