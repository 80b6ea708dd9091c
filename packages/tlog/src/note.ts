import { assert } from '@mingjing/crypto';
import { bytesToBase64, parseBase64 } from './base64.ts';
import { isKeyName, isNoteCharacters, MAX_NOTE_BYTES, utf8Text } from './note-text.ts';
import { accept, type Result, refuse } from './result.ts';

/** Most signatures of one note: more than any witness policy needs, and a bound on its checks. */
export const MAX_NOTE_SIGNATURES = 100;

const KEY_ID_BYTES = 4;
const LINE_START = '\u2014 ';

/** One signature line: who says to have signed, and the bytes after the key id. */
export interface NoteSignature {
  readonly name: string;
  /** The first four bytes of the line's base64, as an unsigned big-endian integer. */
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** A parsed note. Nothing in it may be used before `verifyNote` accepted it. */
export interface Note {
  /** The signed text with its final newline, without the blank line after it. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteRefusal =
  | 'too-large'
  | 'not-utf8'
  | 'control-character'
  | 'no-final-newline'
  | 'no-signatures'
  | 'too-many-signatures'
  | 'malformed-signature-line';

/*
 *   text, one or more lines, each ending in a newline
 *   (empty line; the last one of the note)
 *   U+2014, space, key name, space, base64(key id u32 BE | signature), newline    1..100 times
 */

/** Parses a signed note (C2SP signed-note): at most 1,000,000 bytes and 100 signatures. */
export function parseNote(bytes: Uint8Array): Result<Note, NoteRefusal> {
  if (bytes.length > MAX_NOTE_BYTES) return refuse('too-large');
  const content = utf8Text(bytes);
  if (content === undefined) return refuse('not-utf8');
  if (!isNoteCharacters(content)) return refuse('control-character');
  if (!content.endsWith('\n')) return refuse('no-final-newline');
  const blank = content.lastIndexOf('\n\n');
  if (blank < 0 || blank + 2 === content.length) return refuse('no-signatures');
  const lines = content.slice(blank + 2, -1).split('\n', MAX_NOTE_SIGNATURES + 1);
  if (lines.length > MAX_NOTE_SIGNATURES) return refuse('too-many-signatures');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return refuse('malformed-signature-line');
    signatures.push(signature);
  }
  return accept({ text: content.slice(0, blank + 1), signatures });
}

/** Renders a note. Asserts a well-formed text that ends in a newline, and 1 to 100 signatures. */
export function formatNote({ text, signatures }: Note): string {
  assertNoteText(text);
  assert(
    signatures.length >= 1 && signatures.length <= MAX_NOTE_SIGNATURES,
    'a note has 1 to 100 signatures',
  );
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** Asserts that a text can be signed as a note. */
export function assertNoteText(text: string): void {
  assert(text.endsWith('\n'), 'the text of a note ends in a newline');
  assert(isNoteCharacters(text), 'the text of a note has no control characters');
}

/** One signature line with its newline, as it is appended to a note already signed by others. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  assert(isKeyName(name), 'a key name has no spaces and no plus sign');
  assert(signature.length > 0, 'a signature has bytes');
  const bytes = new Uint8Array(KEY_ID_BYTES + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, KEY_ID_BYTES);
  return `${LINE_START}${name} ${bytesToBase64(bytes)}\n`;
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(LINE_START)) return undefined;
  const [name = '', base64 = '', ...rest] = line.slice(LINE_START.length).split(' ');
  const bytes = parseBase64(base64);
  if (!isKeyName(name) || rest.length > 0 || bytes === undefined) return undefined;
  if (bytes.length <= KEY_ID_BYTES) return undefined;
  const keyId = new DataView(bytes.buffer).getUint32(0);
  return { name, keyId, signature: bytes.slice(KEY_ID_BYTES) };
}
