import { expect } from 'vitest';
import { checkRuleSet, type Rule, type RuleSet, Screener, type Verdict } from '../src/index.ts';

export const REASON = { zh: '理由', en: 'reason' };

/** A rule that refuses any of some terms, with other fields laid over it. */
export function ruleOf(fields: Partial<Rule> & { readonly id?: string }): Rule {
  const { all } = fields;
  const base = { id: 'banned', category: 'test', severity: 'refuse' as const, reason: REASON };
  return { ...base, ...(all === undefined ? { any: ['违禁词'] } : {}), ...fields };
}

export function ruleSetOf(rules: readonly Rule[], lists?: RuleSet['lists']): RuleSet {
  const title = { zh: '测试', en: 'test' };
  return { format: 1, id: 'test', version: 1, title, rules, ...(lists ? { lists } : {}) };
}

export function screenerOf(rules: readonly Rule[], lists?: RuleSet['lists']): Screener {
  const checked = checkRuleSet(ruleSetOf(rules, lists));
  expect(checked).toMatchObject({ ok: true });
  return new Screener(ruleSetOf(rules, lists));
}

export function verdictOf(screener: Screener, text: string): Verdict {
  const screening = screener.screen(text);
  if (!screening.ok) throw new Error(screening.reason);
  return screening.verdict;
}

/** The original text at every part that was found. */
export function found(screener: Screener, text: string): string[] {
  return verdictOf(screener, text).matches.flatMap(({ places }) =>
    places.flatMap((place) => place.map(({ start, end }) => text.slice(start, end))),
  );
}
