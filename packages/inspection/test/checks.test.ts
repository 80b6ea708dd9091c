import { describe, expect, test } from 'vitest';
import {
  check,
  factsOf,
  judgeSupervision,
  mostly,
  outcomeOf,
  SUPERVISION_ITEMS,
  type SupervisionItem,
  type SupervisionWords,
  unknown,
  type Verdict,
} from '../src/index.ts';
import { sayIn } from '../src/sheet.ts';
import { readTestForm } from './test-form.ts';

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

  test('tell first what the outcome comes of, each in its turn', () => {
    const looks = [check(true, 'a'), unknown('b'), mostly(false, 'c'), check(false, 'd')];
    const told = factsOf([...looks, check(true, 'e'), check(false, 'f')]);
    expect(told.map(({ key }) => key)).toEqual(['d', 'f', 'b', 'c', 'a', 'e']);
  });

  test('come to nothing where the item does not apply', () => {
    expect(outcomeOf({ checks: [bad], standsOn: [], isApplicable: false })).toBe('not-applicable');
  });
});

test('a clause about the first that fails is left out where none does', () => {
  const key = 'facts.ports.compared';
  const values = { open: 3, declared: 3, undeclared: 0, first: '-' };
  expect(sayIn('zh-CN')(key, values)).toBe('监听 3 个端口，已声明 3 个，未声明 0 个');
  const found = { ...values, declared: 2, undeclared: 1, first: '0.0.0.0:80' };
  expect(sayIn('en')(key, found)).toBe(
    '3 ports listen, 2 are declared, 1 are not (first: 0.0.0.0:80)',
  );
});

describe('the words of a supervision node', () => {
  const opening = { isOpened: true, own: 1, custodians: 2, entries: 2 };
  const opened = { isRefusedWithoutOrder: true, days: 90, opening };
  const good: SupervisionWords = {
    'deployed-and-in-sync': {
      ...{ height: 9, lag: 1, bound: 10, agreeing: 4, organisations: 4, isAgreed: true },
      ...{ whole: 5, journals: 5 },
    },
    'read-only-verifies-independently': {
      ...{ verified: 4, failed: 0, forged: 3, refused: 3, seats: 0, keys: 3, powerless: 3 },
    },
    'trace-by-subject-content-time': { blocks: 9, hits: 2, expected: 2, proved: 2 },
    'look-through-of-encrypted-data': opened,
    'identity-restoration': opened,
    'rules-and-alarms': {
      ...{ rules: 2, raised: 2, falselyRaised: 0, replayed: { findings: 3, missing: 0 } },
    },
    'supervision-acts-accountable': {
      ...{ reads: 0, orders: 0, mismatches: 0, overdue: 0, witnesses: 4, contradicting: 0 },
    },
  };
  const outcome = <I extends SupervisionItem>(item: I, word: SupervisionWords[I]) =>
    outcomeOf({ checks: judgeSupervision(item, word), standsOn: [] });

  test.each(SUPERVISION_ITEMS)('bear %s out', (item) => {
    expect(outcome(item, good[item])).toBe('met');
  });

  test('are about items that are the supervision node’s in the shipped form', () => {
    const own = readTestForm().items.filter(({ measuredBy }) => measuredBy === 'supervisor');
    const names = own.map(({ id }) => id);
    expect(SUPERVISION_ITEMS.filter((item) => !names.includes(item))).toEqual([]);
  });

  test.each<[item: SupervisionItem, change: object, verdict: Verdict]>([
    ['deployed-and-in-sync', { lag: 11 }, 'not-met'],
    ['deployed-and-in-sync', { isAgreed: false }, 'not-met'],
    ['deployed-and-in-sync', { lag: null }, 'not-measured'],
    ['deployed-and-in-sync', { whole: 4 }, 'mostly-met'],
    ['read-only-verifies-independently', { verified: 0 }, 'not-met'],
    ['read-only-verifies-independently', { failed: 1 }, 'not-met'],
    ['read-only-verifies-independently', { refused: 2 }, 'not-met'],
    ['read-only-verifies-independently', { forged: 0, refused: 0 }, 'not-met'],
    ['read-only-verifies-independently', { seats: 1 }, 'not-met'],
    ['read-only-verifies-independently', { powerless: 2 }, 'not-met'],
    ['trace-by-subject-content-time', { hits: 0, expected: 0, proved: 0 }, 'not-measured'],
    ['trace-by-subject-content-time', { expected: 3 }, 'not-met'],
    ['trace-by-subject-content-time', { proved: 1 }, 'not-met'],
    ...(['look-through-of-encrypted-data', 'identity-restoration'] as const).flatMap(
      (item): [SupervisionItem, object, Verdict][] => [
        [item, { isRefusedWithoutOrder: false }, 'not-met'],
        [item, { opening: { ...opening, isOpened: false } }, 'not-met'],
        [item, { opening: { ...opening, own: 0 } }, 'not-met'],
        [item, { opening: { ...opening, own: 2 } }, 'not-met'],
        [item, { opening: { ...opening, entries: 1 } }, 'not-met'],
        [item, { opening: { ...opening, custodians: 0, entries: 0 } }, 'not-met'],
        [item, { opening: null }, 'not-measured'],
        [item, { isRefusedWithoutOrder: false, opening: null }, 'not-met'],
      ],
    ),
    ['rules-and-alarms', { rules: 0, raised: 0 }, 'not-met'],
    ['rules-and-alarms', { raised: 1 }, 'not-met'],
    ['rules-and-alarms', { falselyRaised: 1 }, 'not-met'],
    ['rules-and-alarms', { replayed: { findings: 3, missing: 1 } }, 'not-met'],
    ['rules-and-alarms', { replayed: null }, 'met'],
    ['supervision-acts-accountable', { mismatches: 1 }, 'not-met'],
    ['supervision-acts-accountable', { overdue: 1 }, 'not-met'],
    ['supervision-acts-accountable', { contradicting: 1 }, 'not-met'],
    ['supervision-acts-accountable', { witnesses: 0 }, 'mostly-met'],
  ])('come to another verdict: %s with %j', (item, change, verdict) => {
    expect(outcome(item, { ...good[item], ...change } as never)).toBe(verdict);
  });

  test('have a sentence for each look, in both languages', () => {
    const changed = { lag: null, isRefusedWithoutOrder: false, opening: null, contradicting: 1 };
    const words = SUPERVISION_ITEMS.flatMap((item) => [
      ...judgeSupervision(item, good[item]),
      ...judgeSupervision(item, { ...good[item], ...changed } as never),
    ]);
    const said = (['zh-CN', 'en'] as const).flatMap((language) =>
      words.map(({ fact: { key, values } }) => sayIn(language)(key, values)),
    );
    expect(said.filter((text) => text === undefined || /[{}]/.test(text))).toEqual([]);
  });
});
