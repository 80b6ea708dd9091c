import { assert } from '@mingjing/crypto';
import { readUint64, writeUint64 } from './integers.ts';
import { assertNoteText, type Note, type NoteSignature } from './note.ts';
import { keyLabel, type NoteKey, TYPE_COSIGNATURE, TYPE_ED25519 } from './note-key.ts';
import { utf8Bytes } from './note-text.ts';
import { accept, type Result, refuse } from './result.ts';

/** Checks one Ed25519 signature; injected, so that the caller's rule for signatures decides. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;

/** Signs with the key the caller holds; injected, so that no secret key enters this package. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array;

/** A signature that was checked and holds. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  /** Seconds since the Unix epoch that a cosignature states; undefined for type 0x01. */
  readonly timeSeconds: number | undefined;
}

/** A note of which at least one signature by a known key holds, and none by a known key fails. */
export interface VerifiedNote {
  readonly text: string;
  /** One for each known key that signed, in the order of the note. */
  readonly verified: readonly VerifiedSignature[];
  /** Lines by keys the caller does not know: nothing may be concluded from them. */
  readonly unknown: readonly NoteSignature[];
}

export type NoteSignatureRefusal = 'bad-signature' | 'no-known-signature';

const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;

/**
 * Checks a note against known keys (C2SP signed-note). A later line by a key already met is
 * dropped; unknown keys are ignored; one failing signature by a known key refuses the note.
 * Asserts that no two known keys share name and id.
 */
export function verifyNote(
  note: Note,
  knownKeys: readonly NoteKey[],
  verify: VerifyEd25519,
): Result<VerifiedNote, NoteSignatureRefusal> {
  const known = new Map(knownKeys.map((key) => [keyLabel(key), key]));
  assert(known.size === knownKeys.length, 'known keys differ in name or id');
  const verified = new Map<string, VerifiedSignature>();
  const unknown: NoteSignature[] = [];
  for (const line of note.signatures) {
    const label = keyLabel(line);
    const key = known.get(label);
    if (key === undefined) {
      unknown.push(line);
    } else if (!verified.has(label)) {
      const signature = verifyLine(note.text, line.signature, key, verify);
      if (signature === undefined) return refuse('bad-signature');
      verified.set(label, signature);
    }
  }
  if (verified.size === 0) return refuse('no-known-signature');
  return accept({ text: note.text, verified: [...verified.values()], unknown });
}

/** Signs a note text with a key of type 0x01. Asserts text, key type and signature length. */
export function signNote(text: string, key: NoteKey, sign: SignEd25519): NoteSignature {
  assertNoteText(text);
  assert(key.type === TYPE_ED25519, 'a note is signed with a key of type 0x01');
  const signature = sign(utf8Bytes(text));
  assert(signature.length === SIGNATURE_BYTES, 'an Ed25519 signature has 64 bytes');
  return { name: key.name, keyId: key.keyId, signature };
}

/**
 * Cosigns the text of a checkpoint at a time in seconds since the Unix epoch (type 0x04). The
 * caller has checked consistency with every checkpoint it cosigned: that is what it states.
 */
export function cosignCheckpoint(
  text: string,
  key: NoteKey,
  timeSeconds: number,
  sign: SignEd25519,
): NoteSignature {
  assertNoteText(text);
  assert(key.type === TYPE_COSIGNATURE, 'a checkpoint is cosigned with a key of type 0x04');
  const signature = sign(cosignedBytes(text, timeSeconds));
  assert(signature.length === SIGNATURE_BYTES, 'an Ed25519 signature has 64 bytes');
  const timed = new Uint8Array(TIME_BYTES + SIGNATURE_BYTES);
  writeUint64(timed, 0, timeSeconds);
  timed.set(signature, TIME_BYTES);
  return { name: key.name, keyId: key.keyId, signature: timed };
}

/** What a cosignature/v1 signs: header line, time line, then the whole checkpoint text. */
function cosignedBytes(text: string, timeSeconds: number): Uint8Array {
  return utf8Bytes(`cosignature/v1\ntime ${timeSeconds}\n${text}`);
}

function verifyLine(
  text: string,
  signature: Uint8Array,
  key: NoteKey,
  verify: VerifyEd25519,
): VerifiedSignature | undefined {
  if (key.type === TYPE_ED25519) {
    if (signature.length !== SIGNATURE_BYTES) return undefined;
    const holds = verify(key.publicKey, utf8Bytes(text), signature);
    return holds ? { key, timeSeconds: undefined } : undefined;
  }
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  // A time beyond 2^53 - 1 is millions of years off: no honest cosigner states it.
  const timeSeconds = readUint64(signature, 0);
  if (timeSeconds === undefined) return undefined;
  const message = cosignedBytes(text, timeSeconds);
  const holds = verify(key.publicKey, message, signature.slice(TIME_BYTES));
  return holds ? { key, timeSeconds } : undefined;
}
