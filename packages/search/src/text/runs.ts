/** A run of characters that are searched alike: CJK by pairs of characters, the rest by words. */
export interface Run {
  readonly isCjk: boolean;
  readonly text: string;
}

/** Longer words are cut into pieces; a record id has 72 digits. */
const WORD_CHARS_MAX = 128;
/** Scripts that are written without spaces between words, and the marks that belong to them. */
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}々〇ー';
const RUN = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_CJK = new RegExp(`^[${CJK}]`, 'u');

/** The one form in which texts are compared: NFKC (full-width forms become plain), lower case. */
export function normalise(text: string): string {
  const plain = text.normalize('NFKC');
  const lower = plain.toLowerCase();
  return lower === plain ? plain : lower.normalize('NFKC');
}

/** The searchable runs of a normalised text, in order; everything else separates. */
export function runsOf(text: string): Run[] {
  return Array.from(text.matchAll(RUN), ([run]) => run).flatMap((run) =>
    IS_CJK.test(run) ? [{ isCjk: true, text: run }] : pieces(run),
  );
}

function pieces(word: string): Run[] {
  if (word.length <= WORD_CHARS_MAX) return [{ isCjk: false, text: word }];
  const characters = [...word];
  const count = Math.ceil(characters.length / WORD_CHARS_MAX);
  return Array.from({ length: count }, (_, i) => ({
    isCjk: false,
    text: characters.slice(i * WORD_CHARS_MAX, (i + 1) * WORD_CHARS_MAX).join(''),
  }));
}
