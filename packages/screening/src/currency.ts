import { assert } from '@mingjing/crypto';
import currency from '../rules/currency.json' with { type: 'json' };
import { checkRuleSet } from './parse-rule-set.ts';
import type { RuleSet } from './rule-set.ts';

/** The rule set that finds what looks like a currency; it comes with the program. */
export function currencyRules(): RuleSet {
  const checked = checkRuleSet(currency);
  assert(checked.ok, 'the currency rules that come with the program are a good rule set');
  return checked.value;
}
