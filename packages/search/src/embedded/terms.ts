import { WORD_BYTES } from '../indexed-form.ts';

/** Digits of a term have five bits each, so that terms are of figures and letters only. */
const DIGIT_BITS = 5;
const RADIX = 2 ** DIGIT_BITS;
const DIGITS = (WORD_BYTES * 8) / DIGIT_BITS;
const [SPACE, CODES] = [0x20, Buffer.from('0123456789abcdefghijklmnopqrstuv')];

/** Packed words as the terms of FTS5, one after the other. */
export function termsOfWords(words: Uint8Array): string[] {
  return words.length < WORD_BYTES ? [] : termText(words).split(' ');
}

/** Packed words as the text of a row of terms. */
export function termText(words: Uint8Array): string {
  const count = Math.floor(words.length / WORD_BYTES);
  const text = Buffer.allocUnsafe(count * (DIGITS + 1)).fill(SPACE);
  for (let i = 0; i < count; i += 1) writeTerm(words, i * WORD_BYTES, text, i * (DIGITS + 1));
  return text.toString('latin1', 0, Math.max(0, text.length - 1));
}

/** Writes the word at a place as its digits. */
function writeTerm(words: Uint8Array, from: number, text: Buffer, to: number): void {
  let [bits, held] = [0, 0];
  let digit = to;
  for (let i = from; i < from + WORD_BYTES; i += 1) {
    bits = ((bits << 8) | (words[i] as number)) & 0xfff;
    held += 8;
    for (; held >= DIGIT_BITS; held -= DIGIT_BITS) {
      const code = (bits >> (held - DIGIT_BITS)) & (RADIX - 1);
      text[digit] = CODES[code] as number;
      digit += 1;
    }
  }
}

/** The FTS5 expression for rows that have all of some words; empty without any. */
export function matchExpression(words: Uint8Array): string {
  return termsOfWords(words)
    .map((term) => `"${term}"`)
    .join(' AND ');
}

/** The number that a term stands for. */
export function termNumber(term: string): number {
  return term.length === DIGITS ? Number.parseInt(term, RADIX) : 0;
}
