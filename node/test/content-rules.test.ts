// What reviewers may decide, and what is counted: by tables alone.
import { currencyRules, type RuleSet } from '@mingjing/screening';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type CaseFile, closingFault, reportClock } from '../src/management/cases/case.ts';
import { decided, isBinding, type Review, verdictFault } from '../src/management/review/review.ts';
import { withLook } from '../src/management/review/review-days.ts';
import { judgementOf, ownReasons } from '../src/management/screening/judgement.ts';
import { JUDGING_MAX } from '../src/management/screening/limits.ts';
import {
  decisionFault,
  decisionRelation,
  proposedVersion,
} from '../src/management/screening/rule-set-version.ts';
import { counted, dayOf } from '../src/management/screening/statistics.ts';
import { JudgeBusyError, TextJudge } from '../src/management/screening/text-judge.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const NOW = 1_790_000_000_000;

function review(change: Partial<Review> = {}): Review {
  return {
    ...{ kind: 'held', state: 'waiting', digest: '', transactionId: '', author: 'user-1' },
    ...{ categories: [0], validUntil: NOW, attachments: [], findings: [], files: [] },
    ...{ enteredAt: NOW, dueAt: NOW + DAY_MS, looks: [], use: null, approvedUntil: null },
    ...change,
  };
}

const asked = (by: string) => ({ by, at: NOW, decision: 'second-look' as const, reason: 'x' });

describe('a review', () => {
  test.each<[string, Partial<Review>, string, Review['looks'][number]['decision'], string?]>([
    ['a held one is approved', {}, 'bo', 'approve'],
    ['a held one is refused', {}, 'bo', 'refuse'],
    ['a held one is not confirmed', {}, 'bo', 'confirm', 'review-wrong-decision'],
    ['a flagged one is confirmed', { kind: 'flagged' }, 'bo', 'confirm'],
    ['a sample is objected to', { kind: 'sample' }, 'bo', 'object'],
    ['a sample is not approved', { kind: 'sample' }, 'bo', 'approve', 'review-wrong-decision'],
    [
      'a second look by the same',
      { state: 'second-look', looks: [asked('bo')] },
      'bo',
      'approve',
      'review-second-person',
    ],
    ['a second look by another', { state: 'second-look', looks: [asked('bo')] }, 'mei', 'refuse'],
    [
      'a third look',
      { state: 'second-look', looks: [asked('bo')] },
      'mei',
      'second-look',
      'review-wrong-decision',
    ],
    ['one that is decided', { state: 'refused' }, 'bo', 'approve', 'review-decided'],
    [
      'one that waited too long',
      { enteredAt: NOW - 31 * DAY_MS },
      'bo',
      'approve',
      'review-lapsed',
    ],
  ])('%s', (_name, change, by, decision, fault) => {
    const verdict = { by, at: NOW, decision, reason: 'x' };
    expect(verdictFault(review(change), verdict)).toBe(fault);
  });

  test.each<[string, Partial<Review>, boolean]>([
    ['while it waits', {}, true],
    ['as approved', { state: 'approved', approvedUntil: NOW + 1 }, true],
    ['as approved long ago', { state: 'approved', approvedUntil: NOW }, false],
    ['as refused', { state: 'refused' }, false],
    ['as a sample', { kind: 'sample' }, false],
  ])('binds the next submission %s: %s', (_name, change, binds) => {
    expect(isBinding(review(change), NOW)).toBe(binds);
  });

  it('keeps every look, and an approval has an end', () => {
    const second = decided(review(), asked('bo'));
    const approved = decided(second, { ...asked('mei'), decision: 'approve' });
    expect(approved).toMatchObject({ state: 'approved', approvedUntil: NOW + 7 * DAY_MS });
    expect(approved.looks.map(({ by }) => by)).toEqual(['bo', 'mei']);
  });

  it('is never decided by one person alone where two were asked for', () => {
    const person = fc.constantFrom('bo', 'mei');
    const decision = fc.constantFrom('approve' as const, 'refuse' as const, 'second-look' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(person, decision), { maxLength: 6 }), (steps) => {
        let now = review();
        for (const [by, what] of steps) {
          const verdict = { by, at: NOW, decision: what, reason: 'x' };
          if (verdictFault(now, verdict) === undefined) now = decided(now, verdict);
        }
        const people = now.looks.map(({ by }) => by);
        expect(new Set(people).size).toBe(people.length);
        expect(now.looks.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is counted in time or not, and a second look ends nothing', () => {
    const first = withLook(undefined, 'second-look', { at: 1, dueAt: 5 });
    const late = withLook(first, 'approve', { at: 6, dueAt: 5 });
    expect(withLook(late, 'approve', { at: 5, dueAt: 5 })).toEqual({
      ...{ looks: { 'second-look': 1, approve: 2 }, ended: 2, inTime: 1 },
    });
  });
});

describe('a judgement', () => {
  it('is the strictest of all texts and rule sets, and the node has its own reasons', () => {
    const rule = (severity: 'flag' | 'hold' | 'refuse', name: string) => ({
      ...{ rule: name, category: 'x', severity, reason: { zh: '理', en: 'why' }, count: 1 },
      places: [[{ start: 0, end: 1, text: 'x' }]],
    });
    const verdict = (...matches: ReturnType<typeof rule>[]) => ({
      ...{ action: 'pass' as const, matches },
      ruleSet: { id: 'banned', version: 2, hash: new Uint8Array(32) },
    });
    const text = { record: 1, part: 'title' as const };
    const judged = [
      { text, verdicts: [verdict(rule('flag', 'a')), verdict()] },
      { text, verdicts: [verdict(rule('refuse', 'b'))] },
    ];
    const own = ownReasons([5, 9], false, { reviewedCategories: [9] });
    const { action, findings } = judgementOf(judged, own);
    expect(action).toBe('refuse');
    expect(findings.map((each) => each.rule)).toEqual(['b', 'reviewed-category', 'a']);
    expect(findings[0]).toMatchObject({ record: 1, part: 'title', found: ['x'] });
    expect(judgementOf([], []).action).toBe('pass');
    expect(judgementOf([], ownReasons([1], true, { reviewedCategories: [] })).action).toBe('hold');
    const day = counted(counted(undefined, [{ action, findings }]), [{ action, findings }]);
    expect(day.submissions).toEqual({ flag: 0, hold: 0, refuse: 2 });
    expect(day.rules['banned@2/a']).toEqual({ flag: 2, hold: 0, refuse: 0 });
  });

  it('belongs to the day in China', () => {
    expect(dayOf(Date.UTC(2026, 10, 25, 15, 59))).toBe('2026-11-25');
    expect(dayOf(Date.UTC(2026, 10, 25, 16))).toBe('2026-11-26');
  });
});

describe('the thread that judges', () => {
  const rules = currencyRules();

  it('asks who comes beyond its bound to come again, and answers the others', async () => {
    const judge = new TextJudge([rules]);
    const asked = Array.from({ length: JUDGING_MAX + 1 }, () => judge.judge(['托管矿机开售']));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(1);
    for (const each of refused) expect(each).toMatchObject({ reason: expect.any(JudgeBusyError) });
    expect(answers[0]).toMatchObject({ value: [[{ action: 'refuse' }]] });
    await judge.close();
  });

  it('refuses what it could not judge, and judges again once it can', async () => {
    const broken = { ...rules, rules: [{ ...rules.rules[0], all: [['@no-such']] }] };
    const judge = new TextJudge([broken as RuleSet]);
    await expect(judge.judge(['x'])).rejects.toThrow('the judging thread ended');
    await judge.use([rules]);
    expect(await judge.judge(['x', '托管矿机开售'])).toMatchObject([
      [{ action: 'pass' }],
      [{ action: 'refuse' }],
    ]);
    await judge.close();
  });
});

describe('a version of a rule set', () => {
  const test1 = { by: 'a', at: 1, records: 0, texts: 0, unread: 0, pass: 0, flag: 0, hold: 0 };
  const backTest = { ...test1, refuse: 0, newlyStopped: 0, newlyStoppedIds: [], isWhole: true };
  const proposed = proposedVersion({ ...currencyRules(), id: 'mine', version: 4 }, 'bo', NOW);
  const tested = { ...proposed, backTest };
  const older = { ...tested, ruleSet: { ...tested.ruleSet, version: 5 } };
  test.each([
    ['once it is tested', tested, true, undefined, undefined],
    ['untested', proposed, true, undefined, 'rule-set-not-tested'],
    ['under a later one', tested, true, older, 'rule-set-version-old'],
    ['twice', { ...tested, state: 'active' as const }, true, undefined, 'rule-set-decided'],
    ['or rejected untested', proposed, false, undefined, undefined],
  ])('is put in force %s', (_name, version, approves, active, fault) => {
    expect(decisionFault(version, approves, active)).toBe(fault);
  });

  test.each([
    ['mei', true, 'organisation'],
    ['bo', true, 'own'],
    // Taken back, it harms nobody.
    ['bo', false, 'organisation'],
  ])('is to %s, approving it: %s, %s', (by, approves, relation) => {
    expect(decisionRelation(proposed, { by, approves })).toBe(relation);
  });
});

describe('the clock of a case', () => {
  const file = (change: Partial<CaseFile> = {}): CaseFile => ({
    form: {
      ...{ found_by: 'rule', reference: '', found_at: NOW, basis: 'x', description: 'x' },
      ...{ records: [], users: ['user-1'] },
    },
    opened: { by: 'bo', at: NOW },
    ...{ evidence: [], actions: [], report: null, closing: null, ...change },
  });
  const sent = (at: number) => ({
    report: { form: { to: 'x', receipt: 'x', sent_at: at }, by: 'bo', at },
  });
  test.each([
    ['just found', {}, 0, 'running'],
    ['a moment before the reminder', {}, 20 * HOUR_MS - 1, 'running'],
    ['four hours before the end', {}, 20 * HOUR_MS, 'remind'],
    ['at the end', {}, DAY_MS, 'remind'],
    ['a moment later', {}, DAY_MS + 1, 'overdue'],
    ['reported in the last moment', sent(NOW + DAY_MS), 9 * DAY_MS, 'in-time'],
    ['reported a moment late', sent(NOW + DAY_MS + 1), 9 * DAY_MS, 'late'],
  ])('%s', (_name, change, after, clock) => {
    expect(reportClock(file(change), NOW + after)).toBe(clock);
  });

  it('is not needed for what was unfounded', () => {
    const form = { outcome: 'unfounded' as const, reason: 'x' };
    expect(closingFault(file(), form)).toBeUndefined();
    const closed = file({ closing: { form, by: 'mei', at: NOW } });
    expect(reportClock(closed, NOW + 9 * DAY_MS)).toBe('not-needed');
  });
});
