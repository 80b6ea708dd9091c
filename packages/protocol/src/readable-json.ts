import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import type { Codec } from './codec.ts';
import { type Checked, passed, refused } from './result.ts';

// A message in a form people read and write: field names as in the schema, bytes in hex. It is
// turned into the message and back; a difference is refused, so an unknown or misspelt key cannot
// be silently without effect.

export type JsonRefusal = 'not-json' | 'unknown-or-bad-field';

/** The readable form of a message. */
export function messageToJson<T>(codec: Codec<T>, message: T): string {
  const plain = codec.decode(codec.encode(message));
  return `${JSON.stringify(readable(plain), null, 2)}\n`;
}

/** Parses the readable form: refused unless it says exactly what the message says. */
export function messageFromJson<T>(codec: Codec<T>, text: string): Checked<T, JsonRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('not-json');
  }
  let decoded: T;
  let again: string;
  try {
    decoded = codec.decode(codec.encode(revive(json) as T));
    again = messageToJson(codec, decoded);
  } catch {
    // The encoder throws for a value of a wrong type.
    return refused('unknown-or-bad-field');
  }
  return sameJson(json, JSON.parse(again)) ? passed(decoded) : refused('unknown-or-bad-field');
}

const BYTES_FIELDS = new Set([
  'publicKey',
  'possession',
  'answer',
  'answerSignature',
  'location',
  'oldKeyId',
  'manifestHash',
  'assessment',
]);

function revive(value: unknown, field = ''): unknown {
  if (typeof value === 'string' && BYTES_FIELDS.has(field)) {
    // What is no hexadecimal becomes no bytes, and the comparison above refuses it.
    return hexToBytes(value) ?? new Uint8Array(0);
  }
  if (Array.isArray(value)) return value.map((item) => revive(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item, key)]));
}

// A decoded message keeps absent fields on its prototype; only own fields are printed. Bytes become
// text here: the byte arrays of some runtimes bring a JSON form of their own.
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return bytesToHex(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(readable);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
