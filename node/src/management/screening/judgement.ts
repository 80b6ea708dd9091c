import { bytesToHex } from '@mingjing/crypto';
import { type BothLanguages, SEVERITIES, type Severity, type Verdict } from '@mingjing/screening';
import Type, { type Static } from 'typebox';
import { FINDINGS_MAX } from './limits.ts';
import type { SubmittedText } from './submitted-texts.ts';

const both = Type.Object({ zh: Type.String(), en: Type.String() });

/** A rule that a submission met, with what it was found by; never the text. */
export const finding = Type.Object({
  ruleSet: Type.Object({ id: Type.String(), version: Type.Number(), hash: Type.String() }),
  rule: Type.String(),
  category: Type.String(),
  severity: Type.Enum(['flag', 'hold', 'refuse']),
  reason: both,
  count: Type.Number(),
  record: Type.Number(),
  part: Type.String(),
  /** What was read at the first place. */
  found: Type.Array(Type.String()),
});
export type Finding = Static<typeof finding>;

export interface Judgement {
  readonly action: 'pass' | Severity;
  readonly findings: readonly Finding[];
}

/** One text with its verdicts: one of each rule set for each window of each of its readings. */
export interface JudgedText {
  readonly text: Pick<SubmittedText, 'record' | 'part'>;
  readonly verdicts: readonly Verdict[];
}

/** What this node wants a reviewer for, whatever the words are. */
export interface ReviewWants {
  /** Categories of records that are published after a review only. */
  readonly reviewedCategories: readonly number[];
}

/** The program's own reasons to hold something, named like rules. */
const OWN_RULES = {
  'reviewed-category': {
    zh: '该类别的记录须经审核后发布',
    en: 'records of this category are published after a review',
  },
  'too-long': {
    zh: '文本过长，超出自动审查范围',
    en: 'more text than is judged automatically',
  },
} as const satisfies Record<string, BothLanguages>;

/** Of all verdicts the strictest, with the rules behind it in the order of their severity. */
export function judgementOf(
  judged: readonly JudgedText[],
  own: readonly (keyof typeof OWN_RULES)[],
): Judgement {
  const all = [...own.map(ownFinding), ...judged.flatMap(findingsOf)];
  // What several readings of a text show alike is said once.
  const found = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const findings = found.toSorted((a, b) => rank(b) - rank(a)).slice(0, FINDINGS_MAX);
  return { action: findings[0]?.severity ?? 'pass', findings };
}

/** Why a reviewer has to see some records even when no rule matches. */
export function ownReasons(
  categories: readonly number[],
  isTooLong: boolean,
  { reviewedCategories }: ReviewWants,
): (keyof typeof OWN_RULES)[] {
  const isReviewed = categories.some((category) => reviewedCategories.includes(category));
  return [
    ...(isReviewed ? (['reviewed-category'] as const) : []),
    ...(isTooLong ? (['too-long'] as const) : []),
  ];
}

function ownFinding(rule: keyof typeof OWN_RULES): Finding {
  const ruleSet = { id: 'node', version: 1, hash: '' };
  const place = { count: 1, record: 0, part: 'record', found: [] };
  return { ruleSet, rule, category: 'node', severity: 'hold', reason: OWN_RULES[rule], ...place };
}

function findingsOf({ text, verdicts }: JudgedText): Finding[] {
  const { record, part } = text;
  return verdicts.flatMap(({ matches, ruleSet }) => {
    const named = { ...ruleSet, hash: bytesToHex(ruleSet.hash) };
    return matches.map(({ rule, category, severity, reason, count, places }) => {
      const parts = (places[0] ?? []).map((each) => each.text);
      return {
        ...{ ruleSet: named, rule, category, severity, reason: { zh: reason.zh, en: reason.en } },
        ...{ count, record, part, found: parts },
      };
    });
  });
}

/** A finding as callers see it. */
export function findingView({ ruleSet, ...rest }: Finding) {
  return { rule_set: ruleSet, ...rest };
}

/** The same without what was found: a list shows no piece of a text. */
export function maskedFindingView(each: Finding) {
  const { found, ...rest } = findingView(each);
  return rest;
}

/** How statistics and the journal name a rule: set, version and rule. */
export function ruleNameOf({ ruleSet, rule }: Finding): string {
  return `${ruleSet.id}@${ruleSet.version}/${rule}`;
}
