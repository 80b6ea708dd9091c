import { assert } from '@mingjing/crypto';

// Numbers in keys are big-endian, so that the order of keys is the order of numbers:
//
//     prefix (1) | height or index (6)        prefix (1) | id, commitment or registry key
//
// Six bytes hold every integer up to 2^48 - 1, far beyond any height, and are exact in a number.

const NUMBER_BYTES = 6;
/** Heights and record indexes are below this. */
export const NUMBER_MAX = 2 ** (8 * NUMBER_BYTES) - 1;

/** The key of a height or index. */
export function numberKey(prefix: number, value: number): Uint8Array {
  assert(isStorable(value), `a key holds whole numbers up to 2^48 - 1, not ${value}`);
  const key = Buffer.alloc(1 + NUMBER_BYTES);
  key[0] = prefix;
  key.writeUIntBE(value, 1, NUMBER_BYTES);
  return key;
}

/** The number in a key of `numberKey`; undefined when the key has another length. */
export function numberOfKey(key: Uint8Array): number | undefined {
  if (key.length !== 1 + NUMBER_BYTES) return undefined;
  return asBuffer(key).readUIntBE(1, NUMBER_BYTES);
}

/** The key of bytes that name something. */
export function bytesKey(prefix: number, name: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + name.length);
  key[0] = prefix;
  key.set(name, 1);
  return key;
}

/** All keys of one kind, as a half-open range. */
export function prefixRange(prefix: number): { from: Uint8Array; to: Uint8Array } {
  return { from: Uint8Array.of(prefix), to: Uint8Array.of(prefix + 1) };
}

export function isStorable(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= NUMBER_MAX;
}

/** The same memory, for Buffer's readers and writers. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
