import { Gap } from './atoms.ts';
import { standIn } from './look-alikes.ts';
import { type Line, type Reading, read } from './reading.ts';

/** A phrase as it is looked for. */
export interface Phrase {
  readonly text: string;
  /** Units before which the phrase itself has a space or sign. */
  readonly breaks: ReadonlySet<number>;
  /** What it is in the disguised line; undefined when it is not looked for there. */
  readonly disguised: string | undefined;
}

/** Latin words from here on are also found when digits and signs stand for some letters. */
const DISGUISED_UNITS_MIN = 4;
/** Letters that must be themselves: `1c07` is a number of something. */
const TRUE_LETTERS_MIN = 2;
/** A word of fewer letters is not looked for letter by letter, nor over a comma. */
const SPELLED_UNITS_MIN = 3;
/** Scripts from here on are written without spaces between words (CJK radicals and all after). */
const FIRST_CJK_UNIT = 0x2e80;

/** Normalises a phrase as texts are. */
export function phraseOf(written: string): Phrase {
  const { text, gaps } = read(written);
  const breaks = new Set(gaps.flatMap((gap, i) => (i > 0 && gap !== Gap.none ? [i] : [])));
  const isLatin = /^[a-z]+$/.test(text) && text.length >= DISGUISED_UNITS_MIN;
  const disguised = isLatin ? [...text].map((letter) => standIn(letter)).join('') : undefined;
  return { text, breaks, disguised };
}

/**
 * Whether a phrase that begins at a unit of a line stands there as words: what separates its
 * characters is what people put there to hide it, and no Latin word is cut out of a longer one.
 */
export function stands(phrase: Phrase, line: Line, begin: number): boolean {
  const end = begin + phrase.text.length;
  return !isInsideWord(line, begin) && !isInsideWord(line, end) && fits(phrase, line, begin);
}

/** The same in the disguised line, where at least one letter must be replaced. */
export function standsDisguised(phrase: Phrase, reading: Reading, begin: number): boolean {
  const { disguised, cased } = reading;
  const end = begin + phrase.text.length;
  if (isBetweenLetters(disguised, begin) || isBetweenLetters(disguised, end)) return false;
  let same = 0;
  for (let i = 0; i < phrase.text.length; i++) {
    const place = disguised.places[begin + i] ?? 0;
    const isOwn = disguised.starts[begin + i] === reading.starts[place];
    if (isOwn && cased[place]?.toLowerCase() === phrase.text[i]) same++;
  }
  const isReplaced = same < phrase.text.length && same >= TRUE_LETTERS_MIN;
  return isReplaced && fits(phrase, disguised, begin);
}

function fits({ text, breaks }: Phrase, line: Line, begin: number): boolean {
  const isSpread = text.length >= SPELLED_UNITS_MIN && isSpelled(line, begin, 0, text.length);
  for (let i = 1; i < text.length; i++) {
    const gap = line.gaps[begin + i] ?? Gap.none;
    if (gap === Gap.none || isSpread) continue;
    if (gap === Gap.clause) return false;
    if (!isWord(text, i - 1) || !isWord(text, i) || breaks.has(i)) continue;
    if (!isSpelledWord(text, breaks, line, begin, i)) return false;
  }
  return true;
}

/** Whether the Latin word around a unit is written letter by letter. */
function isSpelledWord(
  text: string,
  breaks: ReadonlySet<number>,
  line: Line,
  begin: number,
  at: number,
): boolean {
  let first = at;
  while (first > 0 && isWord(text, first - 1) && !breaks.has(first)) first--;
  let end = at + 1;
  while (end < text.length && isWord(text, end) && !breaks.has(end)) end++;
  return end - first >= SPELLED_UNITS_MIN && isSpelled(line, begin, first, end);
}

/** Whether something separates all characters from `first` up to `end`. */
function isSpelled({ text, gaps }: Line, begin: number, first: number, end: number): boolean {
  for (let i = first + 1; i < end; i++) {
    if (gaps[begin + i] === Gap.none && !isSecondHalf(text, begin + i)) return false;
  }
  return true;
}

function isSecondHalf(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

function isWord(text: string, at: number): boolean {
  return text.charCodeAt(at) < FIRST_CJK_UNIT;
}

/** Whether a word goes on over a place; from letters to digits it does not. */
function isInsideWord({ text, gaps }: Line, at: number): boolean {
  if (at === 0 || at >= text.length || gaps[at] !== Gap.none) return false;
  if (!isWord(text, at - 1) || !isWord(text, at)) return false;
  return isDigit(text, at - 1) === isDigit(text, at);
}

function isBetweenLetters({ text, gaps }: Line, at: number): boolean {
  if (at === 0 || at >= text.length || gaps[at] !== Gap.none) return false;
  return text.charCodeAt(at - 1) !== 0 && text.charCodeAt(at) !== 0;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
