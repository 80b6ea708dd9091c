import { WORD_BYTES } from '../indexed-form.ts';

/** Digits of a term have five bits each, so that terms are of figures and letters only. */
const RADIX = 32;
const DIGITS = (WORD_BYTES * 8) / Math.log2(RADIX);
const PAIR_BITS = 2 * Math.log2(RADIX);
const PAIR_MASK = 2 ** PAIR_BITS - 1;
const PAIRS = Array.from({ length: PAIR_MASK + 1 }, (_, i) => i.toString(RADIX).padStart(2, '0'));

/** Packed words as the terms of FTS5, one after the other. */
export function* termsOfWords(words: Uint8Array): Generator<string> {
  for (let at = 0; at + WORD_BYTES <= words.length; at += WORD_BYTES) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = words.subarray(at, at + WORD_BYTES);
    yield pairs((a << 12) | (b << 4) | (c >> 4)) + pairs(((c & 15) << 16) | (d << 8) | e);
  }
}

/** Packed words as the text of a row of terms. */
export function termText(words: Uint8Array): string {
  return [...termsOfWords(words)].join(' ');
}

/** The FTS5 expression for rows that have all of some words; empty without any. */
export function matchExpression(words: Uint8Array): string {
  return Array.from(termsOfWords(words), (term) => `"${term}"`).join(' AND ');
}

function pairs(bits: number): string {
  return `${PAIRS[bits >> PAIR_BITS]}${PAIRS[bits & PAIR_MASK]}`;
}

/** The number that a term stands for. */
export function termNumber(term: string): number {
  return term.length === DIGITS ? Number.parseInt(term, RADIX) : 0;
}
