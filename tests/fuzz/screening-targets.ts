import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes } from '@mingjing/crypto';
import {
  currencyRules,
  parseRuleSet,
  type RuleSet,
  ruleSetBytes,
  ruleSetHash,
  Screener,
} from '@mingjing/screening';
import type { Target } from './fuzzer.ts';

const EXAMPLE = join(import.meta.dirname, '../../docs/spec/screening-example.json');
const example = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as {
  readonly ruleSet: RuleSet;
  readonly cases: readonly { readonly text: string }[];
};
const screener = new Screener(currencyRules());

/** Rule sets as files: what is taken makes a screener, and its canonical form is taken again. */
const ruleSets: Target = {
  name: 'rule-set',
  seeds: () => [ruleSetBytes(example.ruleSet)],
  run(input) {
    const parsed = parseRuleSet(input);
    if (!parsed.ok) return parsed.refusal.fault;
    const again = parseRuleSet(ruleSetBytes(parsed.value));
    if (!again.ok || !equalBytes(ruleSetHash(again.value), ruleSetHash(parsed.value))) {
      throw new Error('taken, and its canonical form is another rule set');
    }
    new Screener(parsed.value);
    return 'accepted';
  },
};

/** Texts under the currency patterns: every part that is told lies in the text. */
const texts: Target = {
  name: 'screened-text',
  seeds: () => example.cases.map(({ text }) => Buffer.from(text, 'utf16le')),
  run(input) {
    const text = Buffer.from(input).toString('utf16le');
    const screening = screener.screen(text);
    if (!screening.ok) return screening.reason;
    const { action, matches } = screening.verdict;
    for (const { start, end } of matches.flatMap(({ places }) => places.flat())) {
      if (start < 0 || start >= end || end > text.length) throw new Error('a part outside');
    }
    return action;
  },
};

export const screeningTargets: readonly Target[] = [ruleSets, texts];
