import { framed, isStandInSign, lookAlike } from './look-alikes.ts';
import { simplify } from './simplified.ts';

/** What stands between two significant characters; the stronger one counts. */
export const Gap = {
  none: 0,
  /** Spaces, line ends, quotes, signs: what people put between letters to hide a word. */
  soft: 1,
  /** A comma, a full stop, an empty line: what separates words that do not belong together. */
  clause: 2,
} as const;
export type Gap = (typeof Gap)[keyof typeof Gap];

/** One normalised character, or a separator. */
export interface Atom {
  /** Normalised; empty for a separator. */
  readonly text: string;
  /** The same with its case, as addresses need it; as many code units as `text`. */
  readonly cased: string;
  readonly gap: Gap;
  readonly isSpace: boolean;
  readonly isLineEnd: boolean;
  /** The sign itself where it means something: percent, full stop, one that replaces a letter. */
  readonly sign: string;
}

const IGNORED = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]$/u;
const CONTROL = /^\p{Cc}$/u;
const SPACE = /^\s$/u;
const LINE_END = /^[\n\u2028\u2029]$/;
const MARK = /\p{M}/gu;
const SIGNIFICANT = /^[\p{L}\p{N}]$/u;
const DECIMAL = /^\p{Nd}$/u;
const CLAUSE = new Set(',;:!?،؛؟。、，；：！？।…');
const PERCENT = new Set('%٪‰');

/** Distinct characters of a page of mixed scripts; beyond them all are looked up again. */
const CACHED_MAX = 16_384;
/** Of one code point: longest are ligatures of whole Arabic sentences, cut off behind this. */
const ATOMS_MAX = 8;
const cache = new Map<number, readonly Atom[]>();

/**
 * What one code point is read as: nothing, a separator, or characters in compatibility
 * decomposition (NFKD) without marks, in lower case, simplified, and without look-alikes.
 */
export function atomsOf(code: number): readonly Atom[] {
  const known = cache.get(code);
  if (known !== undefined) return known;
  const atoms = makeAtoms(String.fromCodePoint(code), code).slice(0, ATOMS_MAX);
  if (cache.size >= CACHED_MAX) cache.clear();
  cache.set(code, atoms);
  return atoms;
}

function makeAtoms(character: string, code: number): readonly Atom[] {
  if (IGNORED.test(character)) return [];
  if (CONTROL.test(character) && !SPACE.test(character)) return [];
  const shown = framed(code);
  if (shown !== undefined) return [significant(shown)];
  // The unnormalised sign decides: three full stops in one are no full stop in a number.
  if (CLAUSE.has(character)) return [separator(character, Gap.clause)];
  const decomposed = character.normalize('NFKD').replace(MARK, '');
  return [...decomposed].flatMap((part) => {
    if (SIGNIFICANT.test(part)) return significants(part);
    return [separator(part, CLAUSE.has(part) ? Gap.clause : Gap.soft)];
  });
}

/** Full case folding can make two letters of one: upper and then lower case. */
function significants(part: string): readonly Atom[] {
  if (DECIMAL.test(part)) return [significant(digitOf(part))];
  const lower = [...part.toUpperCase().toLowerCase().normalize('NFKD').replace(MARK, '')];
  if (lower.length === 1 && /^[A-Za-z]$/.test(part)) {
    return [significant(lower[0] ?? '', part)];
  }
  return lower.map((each) => significant(lookAlike(simplify(each))));
}

function significant(text: string, cased = text): Atom {
  return { text, cased, gap: Gap.none, isSpace: false, isLineEnd: false, sign: '' };
}

function separator(character: string, gap: Gap): Atom {
  const isSpace = SPACE.test(character);
  return {
    text: '',
    cased: '',
    gap,
    isSpace,
    isLineEnd: LINE_END.test(character),
    sign: signOf(character),
  };
}

function signOf(character: string): string {
  if (PERCENT.has(character)) return '%';
  return character === '.' || isStandInSign(character) ? character : '';
}

/** Decimal digits of any script lie ten in a row, from zero on. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DECIMAL.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
