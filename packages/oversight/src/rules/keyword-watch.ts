import { Screener, type Screening, SEVERITIES, windowsOf } from '@mingjing/screening';
import type { Fact } from './fact.ts';
import type { KeywordRule } from './rule.ts';
import type { Found, RuleWatch } from './watches.ts';

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
    const pieces = fact.texts.flatMap(windowsOf);
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
