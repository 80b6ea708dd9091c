/** Most bytes of a note or proof file taken: 100 post-quantum signatures fit, a flood does not. */
export const MAX_NOTE_BYTES = 1_000_000;

const utf8Encoder = new TextEncoder();
// A byte order mark is kept, since it is part of what was signed.
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function utf8Bytes(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

/** The text of UTF-8 bytes; undefined when they are not valid UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes);
  } catch {
    // The decoder's only failure is malformed input, which is the answer asked for.
    return undefined;
  }
}

/** True when a text has no control character but the newline, and no lone surrogate. */
export function isNoteCharacters(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return false;
  }
  return true;
}

/**
 * Unicode's White_Space without the control characters, which are refused anyway. Fixed here so
 * that no runtime's tables decide what a key name is.
 */
const SPACES = /[\n\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** True for a key name of a signed note: non-empty, without Unicode spaces and plus signs. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && isNoteCharacters(name) && !SPACES.test(name) && !name.includes('+');
}

/** Parses an ASCII decimal without leading zeros, at most 2^53 - 1; undefined otherwise. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
