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

/** Whether a field of its default (0, false, an empty text or list) is written as programs do. */
export type Defaults = 'as-written' | 'free';

/**
 * Parses the readable form: refused unless it says exactly what the message says. Where defaults
 * are free, as in what people write, each may be stated or left out.
 */
export function messageFromJson<T>(
  codec: Codec<T>,
  text: string,
  defaults: Defaults = 'as-written',
): Checked<T, JsonRefusal> {
  const read = readJson(codec, text, defaults);
  if (read === undefined) return refused('not-json');
  if (read.decoded === undefined || read.field !== undefined) {
    return refused('unknown-or-bad-field');
  }
  return passed(read.decoded);
}

/** The first field that a message of this kind does not have, or not so; undefined: none. */
export function badFieldOf<T>(codec: Codec<T>, text: string): string | undefined {
  return readJson(codec, text, 'free')?.field;
}

function readJson<T>(codec: Codec<T>, text: string, defaults: Defaults) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  try {
    const decoded = codec.decode(codec.encode(revive(json) as T));
    const again: unknown = JSON.parse(messageToJson(codec, decoded));
    const told = defaults === 'free' ? stated : (value: unknown) => value;
    return { decoded, field: differingField(told(json), told(again)) };
  } catch {
    // The encoder throws for a value of a wrong type.
    return { decoded: undefined, field: '' };
  }
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
  'commitments',
  'orderId',
]);

function revive(value: unknown, field = ''): unknown {
  if (typeof value === 'string' && BYTES_FIELDS.has(field)) {
    // What is no hexadecimal becomes no bytes, and the comparison above refuses it.
    return hexToBytes(value) ?? new Uint8Array(0);
  }
  if (Array.isArray(value)) return value.map((item) => revive(item, field));
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

// What a message says beyond the defaults of its fields.
function stated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stated);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, stated(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => !isDefault(item)));
}

function isDefault(value: unknown): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return isEmptyList || value === 0 || value === false || value === '';
}

/** Path of the first difference; undefined: there is none. */
function differingField(a: unknown, b: unknown): string | undefined {
  if (a === b) return undefined;
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return '';
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inner = differingField(Reflect.get(a, key), Reflect.get(b, key));
    if (inner !== undefined) return inner === '' ? key : `${key}.${inner}`;
  }
  return undefined;
}

function isTree(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}
