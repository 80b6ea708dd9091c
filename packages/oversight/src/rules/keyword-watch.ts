import { Screener, type Screening, SEVERITIES, TEXT_UNITS_MAX } from '@mingjing/screening';
import type { Fact } from './fact.ts';
import type { KeywordRule } from './rule.ts';
import type { Found, RuleWatch } from './watches.ts';

/** Pieces of a long text share so many code units, so that no phrase is cut in two. */
const OVERLAP_UNITS = 512;
/** Reasons told of one record. */
const REASONS_MAX = 8;

/** Finds a record once, whatever it repeats. A text that cannot be judged has not passed. */
export class KeywordWatch implements RuleWatch {
  readonly #rule: KeywordRule;
  readonly #screener: Screener;

  constructor(rule: KeywordRule) {
    this.#rule = rule;
    this.#screener = new Screener(rule.content);
  }

  take(fact: Fact): readonly Found[] {
    if (fact.type !== 'text') return [];
    const pieces = fact.texts.flatMap(piecesOf);
    const reasons = new Set(pieces.flatMap((piece) => this.#reasons(this.#screener.screen(piece))));
    if (reasons.size === 0) return [];
    const { record: subject, organisation, user } = fact;
    return [{ subject, organisation, reasons: [user, ...[...reasons].slice(0, REASONS_MAX)] }];
  }

  #reasons(screening: Screening): string[] {
    if (!screening.ok) return [screening.reason];
    const least = SEVERITIES.indexOf(this.#rule.from);
    const strict = screening.verdict.matches.filter(
      ({ severity }) => SEVERITIES.indexOf(severity) >= least,
    );
    return strict.map(({ rule }) => rule);
  }
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from + OVERLAP_UNITS < text.length; ) {
    const to = wholeAt(text, from + TEXT_UNITS_MAX);
    pieces.push(text.slice(from, to));
    from = wholeAt(text, to - OVERLAP_UNITS);
  }
  return pieces;
}

// No cut between the halves of a surrogate pair: such a text would not be judged.
function wholeAt(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
