import { sameBytes } from '#same-bytes';

/** Up to here a loop is faster than a call into native code. */
const LOOP_BYTES_MAX = 64;
const HEX_DIGITS = '0123456789abcdef';
/** ASCII codes of the two digits of every byte. */
const HIGH_DIGIT = Uint8Array.from({ length: 256 }, (_, b) => HEX_DIGITS.charCodeAt(b >> 4));
const LOW_DIGIT = Uint8Array.from({ length: 256 }, (_, b) => HEX_DIGITS.charCodeAt(b & 15));
const ASCII = new TextDecoder('latin1');
/** Hashes and keys are map keys everywhere, so hex of up to 64 bytes is made without allocating. */
const hexScratch = new Uint8Array(128);

/** Renders bytes as lower-case hex, two digits a byte; empty input gives the empty string. */
export function bytesToHex(bytes: Uint8Array): string {
  const length = 2 * bytes.length;
  // Twice as fast as joining strings: one decoded text instead of a rope that must be flattened.
  const digits =
    length <= hexScratch.length ? hexScratch.subarray(0, length) : new Uint8Array(length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = HIGH_DIGIT[byte] as number;
    digits[2 * i + 1] = LOW_DIGIT[byte] as number;
  }
  return ASCII.decode(digits);
}

/**
 * Parses lower-case hex. Returns undefined on an odd length or any other character, upper case
 * included: one byte string has exactly one accepted text, so texts can be compared and signed.
 */
export function hexToBytes(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = nibble(hex.charCodeAt(2 * i));
    const low = nibble(hex.charCodeAt(2 * i + 1));
    if (high < 0 || low < 0) return undefined;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

function nibble(charCode: number): number {
  if (charCode >= 48 && charCode <= 57) return charCode - 48;
  if (charCode >= 97 && charCode <= 102) return charCode - 87;
  return -1;
}

/**
 * True when both hold the same bytes. Not constant-time: for public values (hashes, keys,
 * signatures) only; a secret is never compared with it.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // A native call costs more than it saves on a hash.
  if (a.length > LOOP_BYTES_MAX) return sameBytes(a, b);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Lexicographic order of unsigned bytes, a prefix before what it begins: negative, 0 or positive.
 * The order of every sorted list of hashes and keys in a consensus format.
 */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The parts one after the other, in a new array that shares no memory with them. */
export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
