/** A run of characters that are searched alike: CJK by pairs of characters, the rest by words. */
export interface Run {
  readonly isCjk: boolean;
  readonly text: string;
}

/** Longer words are cut into pieces; a record id has 72 digits. */
const WORD_CHARS_MAX = 128;
/** Scripts that are written without spaces between words, and the marks that belong to them. */
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}々〇ー';
const IS_CJK = new RegExp(`^[${CJK}]`, 'u');
const IS_WORD = /^[\p{L}\p{M}\p{N}]/u;

/** What a character is, so that it is judged once: of those in the first plane. */
const [UNKNOWN, SEPARATOR, WORD, CJK_CHARACTER] = [0, 1, 2, 3];
const kinds = new Uint8Array(0x10000);

/** The one form in which texts are compared: NFKC (full-width forms become plain), lower case. */
export function normalise(text: string): string {
  const plain = text.normalize('NFKC');
  const lower = plain.toLowerCase();
  return lower === plain ? plain : lower.normalize('NFKC');
}

/** The searchable runs of a normalised text, in order; everything else separates. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let [start, open] = [0, SEPARATOR];
  const close = (end: number) => {
    const run = text.slice(start, end);
    if (open === CJK_CHARACTER) runs.push({ isCjk: true, text: run });
    if (open === WORD) runs.push(...pieces(run));
  };
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) as number;
    const kind = kindOf(code);
    if (kind !== open) {
      close(at);
      [start, open] = [at, kind];
    }
    at += code > 0xffff ? 2 : 1;
  }
  close(text.length);
  return runs;
}

function kindOf(code: number): number {
  const known = kinds[code] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const character = String.fromCodePoint(code);
  const other = IS_WORD.test(character) ? WORD : SEPARATOR;
  const kind = IS_CJK.test(character) ? CJK_CHARACTER : other;
  // Of the other planes, which are rare, nothing is kept.
  kinds[code] = kind;
  return kind;
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
