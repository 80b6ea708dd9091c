/** Why a passphrase protects no key: a floor, not a measure of strength. */
export type PassphraseFault = 'short' | 'digits' | 'plain';

/** A Chinese character counts as two. */
export const PASSPHRASE_LENGTH_MIN = 12;
/** What is left when repeats, rows and the commonest words count next to nothing. */
const SUBSTANCE_MIN = 8;
/** How often the same character counts. */
const REPEATS_MAX = 3;

/** Tried first by whoever guesses; each counts as one character. */
const KNOWN = new RegExp(
  [
    ...['password', 'passphrase', 'passwd', 'letmein', 'welcome', 'iloveyou', 'admin', 'root'],
    ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwerty', 'asdf', 'zxcv', 'qaz', 'wsx'],
    ...['woaini', 'mingjing', '明镜', '密码', '口令', '我爱你', '5201314', '1314', '520'],
  ].join('|'),
  'giu',
);
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * What is wrong with a passphrase for a new key file; undefined: nothing that is plain to see. A
 * file opens with whatever it was made with. Spaces count, and nothing is trimmed or normalised:
 * the key is derived of the UTF-8 of what was typed.
 */
export function passphraseFault(passphrase: string): PassphraseFault | undefined {
  if (lengthOf(passphrase) < PASSPHRASE_LENGTH_MIN) return 'short';
  if (/^[\d\s.-]+$/.test(passphrase)) return 'digits';
  return substanceOf(passphrase) < SUBSTANCE_MIN ? 'plain' : undefined;
}

function lengthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

/** Characters that add something: not the next of a row, and not the same again and again. */
function substanceOf(passphrase: string): number {
  const seen = new Map<string, number>();
  let before = 0;
  let sum = 0;
  for (const character of passphrase.toLowerCase().replace(KNOWN, '\0')) {
    const point = character.codePointAt(0) ?? 0;
    const count = (seen.get(character) ?? 0) + 1;
    seen.set(character, count);
    const isNext = Math.abs(point - before) <= 1;
    before = point;
    if (!isNext && count <= REPEATS_MAX) sum += widthOf(character);
  }
  return sum;
}

function widthOf(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}
