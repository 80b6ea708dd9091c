/**
 * Content rules over text: pure, bounded, and explained. A rule set is data with a canonical form
 * and a hash; a screener reads a text past its disguises and says which rules matched, where in
 * the original text, and why.
 *
 *     const screener = new Screener(currencyRules());
 *     const screening = screener.screen('发行代币,认购从速');
 *     if (screening.ok) screening.verdict.action; // 'pass' | 'flag' | 'hold' | 'refuse'
 */

export { ruleSetBytes, ruleSetHash } from './canonical.ts';
export { currencyRules } from './currency.ts';
export { PLACES_MAX, RULE_SET_BYTES_MAX, TEXT_UNITS_MAX } from './limits.ts';
export { checkRuleSet, parseRuleSet } from './parse-rule-set.ts';
export { readingsOf } from './readings.ts';
export {
  type BothLanguages,
  type Context,
  type ParsedRuleSet,
  RULE_SET_FAULTS,
  type Rule,
  type RuleSet,
  type RuleSetFault,
  type RuleSetRefusal,
  SEVERITIES,
  type Severity,
  type Term,
} from './rule-set.ts';
export { Screener } from './screener.ts';
export { OVERLAP_UNITS, windowsOf } from './text-windows.ts';
export type { Part, Place, RuleMatch, Screening, ScreenRefusal, Verdict } from './verdict.ts';
