import { PHRASE_UNITS_MAX, PHRASE_UNITS_MIN, TERM_CHARS_MAX } from './limits.ts';
import { isPatternName, type PatternName } from './patterns.ts';
import { type Phrase, phraseOf } from './phrase.ts';
import type { RuleSetFault, Term } from './rule-set.ts';

/** What a term says once it is read. */
export type ReadTerm =
  | { readonly kind: 'phrase'; readonly phrase: Phrase }
  | { readonly kind: 'pattern'; readonly name: PatternName }
  | { readonly kind: 'list'; readonly name: string };

/** Reads a term that was checked, or one that may be wrong: then its fault. */
export function readTerm(term: Term): ReadTerm | RuleSetFault {
  if (term.length > TERM_CHARS_MAX) return 'term-too-long';
  if (!term.isWellFormed()) return 'bad-text';
  const name = term.slice(1);
  if (term.startsWith('#')) return { kind: 'list', name };
  if (term.startsWith('@')) {
    return isPatternName(name) ? { kind: 'pattern', name } : 'unknown-pattern';
  }
  const phrase = phraseOf(term);
  if (phrase.text.length < PHRASE_UNITS_MIN) return 'term-too-short';
  return phrase.text.length > PHRASE_UNITS_MAX ? 'term-too-long' : { kind: 'phrase', phrase };
}

/** Equal for terms that find the same. */
export function termKey(term: ReadTerm): string {
  if (term.kind !== 'phrase') return `${term.kind === 'list' ? '#' : '@'}${term.name}`;
  const { text, breaks } = term.phrase;
  return `${text} ${[...breaks].join(',')}`;
}
