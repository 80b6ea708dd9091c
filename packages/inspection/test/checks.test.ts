import { describe, expect, test } from 'vitest';
import {
  check,
  judgeSupervision,
  mostly,
  outcomeOf,
  type SupervisionItem,
  type SupervisionWords,
  unknown,
  type Verdict,
} from '../src/index.ts';

describe('looks at an item', () => {
  const [good, bad] = [check(true, 'facts.a'), check(false, 'facts.a')];
  const [fair, blind] = [mostly(false, 'facts.a'), unknown('facts.a')];
  test.each<[name: string, checks: Parameters<typeof outcomeOf>[0]['checks'], verdict: Verdict]>([
    ['none', [], 'not-measured'],
    ['good ones', [good, mostly(true, 'facts.a')], 'met'],
    ['one in the main', [good, fair], 'mostly-met'],
    ['one that could not be', [good, fair, blind], 'not-measured'],
    ['one that failed', [good, fair, blind, bad], 'not-met'],
  ])('come to the worst of them: %s', (_name, checks, verdict) => {
    expect(outcomeOf({ checks, standsOn: [] })).toBe(verdict);
  });

  test('come to nothing where the item does not apply', () => {
    expect(outcomeOf({ checks: [bad], standsOn: [], isApplicable: false })).toBe('not-applicable');
  });
});

describe('the words of a supervision node', () => {
  const good: SupervisionWords = {
    'read-only-verifies-independently': { verified: 4, failed: 0, isForgeryRefused: true },
    'trace-by-subject-content-time': { hits: 2, expected: 2, proved: 2 },
    'look-through-of-encrypted-data': { isRefusedWithoutOrder: true, isOpened: true, entries: 2 },
    'identity-restoration': { isRefusedWithoutOrder: true, isRightPerson: true, entries: 2 },
    'rules-and-alarms': { rules: 1, raised: 1, falselyRaised: 0 },
    'supervision-acts-accountable': { reads: 0, orders: 0, mismatches: 0, overdue: 0 },
  };
  const outcome = <I extends SupervisionItem>(item: I, word: SupervisionWords[I]) =>
    outcomeOf({ checks: judgeSupervision(item, word), standsOn: [] });

  test.each(Object.keys(good) as SupervisionItem[])('bear %s out', (item) => {
    expect(outcome(item, good[item])).toBe('met');
  });

  test.each<[item: SupervisionItem, change: object]>([
    ['read-only-verifies-independently', { verified: 0 }],
    ['read-only-verifies-independently', { failed: 1 }],
    ['read-only-verifies-independently', { isForgeryRefused: false }],
    ['trace-by-subject-content-time', { hits: 0, expected: 0, proved: 0 }],
    ['trace-by-subject-content-time', { expected: 3 }],
    ['trace-by-subject-content-time', { proved: 1 }],
    ['look-through-of-encrypted-data', { isRefusedWithoutOrder: false }],
    ['look-through-of-encrypted-data', { isOpened: false }],
    ['look-through-of-encrypted-data', { entries: 1 }],
    ['identity-restoration', { isRefusedWithoutOrder: false }],
    ['identity-restoration', { isRightPerson: false }],
    ['identity-restoration', { entries: 3 }],
    ['rules-and-alarms', { rules: 0 }],
    ['rules-and-alarms', { raised: 0 }],
    ['rules-and-alarms', { falselyRaised: 1 }],
    ['supervision-acts-accountable', { mismatches: 1 }],
    ['supervision-acts-accountable', { overdue: 1 }],
  ])('do not bear %s out with %j', (item, change) => {
    expect(outcome(item, { ...good[item], ...change } as never)).toBe('not-met');
  });
});
