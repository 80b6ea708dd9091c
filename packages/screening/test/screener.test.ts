import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { describe, expect, test } from 'vitest';
import { checkRuleSet, PLACES_MAX, ruleSetHash, Screener, TEXT_UNITS_MAX } from '../src/index.ts';
import { found, REASON, ruleOf, ruleSetOf, screenerOf, verdictOf } from './sample.ts';

describe('a verdict', () => {
  const rules = [
    ruleOf({ id: 'marked', severity: 'flag', any: ['标记词'] }),
    ruleOf({ id: 'held', severity: 'hold', category: 'other', any: ['待审词'] }),
    ruleOf({ id: 'refused', any: ['违禁词'] }),
  ];
  const screener = screenerOf(rules);

  test.each([
    ['无害', 'pass', []],
    ['标记词', 'flag', ['marked']],
    ['标记词和待审词', 'hold', ['held', 'marked']],
    ['标记词、待审词、违禁词', 'refuse', ['refused', 'held', 'marked']],
  ])('of %s is %s', (text, action, matched) => {
    const verdict = verdictOf(screener, text);
    expect(verdict.action).toBe(action);
    expect(verdict.matches.map(({ rule }) => rule)).toEqual(matched);
  });

  test('explains itself: rule, category, reason in both languages, place and what was read', () => {
    expect(verdictOf(screener, '这里有待\u200b審 词。').matches).toEqual([
      {
        ...{ rule: 'held', category: 'other', severity: 'hold', reason: REASON, count: 1 },
        places: [[{ start: 3, end: 8, text: '待审词' }]],
      },
    ]);
  });

  test('names the rule set by id, version and hash', () => {
    const { ruleSet } = verdictOf(screener, '');
    expect(ruleSet).toEqual({ id: 'test', version: 1, hash: ruleSetHash(ruleSetOf(rules)) });
    expect(bytesToHex(ruleSet.hash)).toHaveLength(64);
  });

  test('lists the first places of a rule and counts all', () => {
    const [match] = verdictOf(screener, '违禁词,'.repeat(100)).matches;
    expect(match?.count).toBe(100);
    expect(match?.places).toHaveLength(PLACES_MAX);
  });

  test('never tells a long stretch of the text', () => {
    const number = '12345 '.repeat(100);
    const rate = screenerOf([ruleOf({ any: ['@percentage'] })]);
    const [match] = verdictOf(rate, `${number}%`).matches;
    expect(match?.places[0]?.[0]).toMatchObject({ start: 0, end: 599 });
    expect(match?.places[0]?.[0]?.text).toHaveLength(90);
  });

  test('does not repeat what lies inside a longer find', () => {
    const nested = screenerOf([ruleOf({ any: ['禁词', '违禁词', '违禁词语'] })]);
    expect(found(nested, '违禁词语和禁词')).toEqual(['违禁词语', '禁词']);
  });
});

describe('a text that cannot be judged', () => {
  const screener = screenerOf([ruleOf({})]);

  test('is refused when it is too long, and not cut', () => {
    expect(screener.screen('a'.repeat(TEXT_UNITS_MAX)).ok).toBe(true);
    const longer = 'a'.repeat(TEXT_UNITS_MAX + 1);
    expect(screener.screen(longer)).toEqual({ ok: false, reason: 'text-too-long' });
  });

  test('is refused when half a character is in it', () => {
    expect(screener.screen('违\ud800禁词')).toEqual({ ok: false, reason: 'text-not-well-formed' });
  });
});

describe('an exception', () => {
  const screener = screenerOf([ruleOf({ any: ['代币'], except: ['替代币种', '#fairs'] })], {
    fairs: ['代币机'],
  });

  test.each([
    ['代币', ['代币']],
    ['替代币种', []],
    ['游乐场代币机', []],
    ['代币机收代币', ['代币']],
    ['替代币', ['代币']],
  ])('in %s leaves %j', (text, expected) => {
    expect(found(screener, text)).toEqual(expected);
  });

  test('is seen through the same disguises', () => {
    expect(found(screener, '代 幣 機')).toEqual([]);
  });
});

describe('a combination', () => {
  const near = screenerOf([ruleOf({ all: [['发行'], ['代币', '通证']], within: 5 })]);
  const anywhere = screenerOf([ruleOf({ all: [['发行'], ['代币'], ['认购']] })]);

  test.each([
    ['发行代币', ['发行', '代币']],
    ['代币的发行', ['代币', '发行']],
    ['发行一种新代币', ['发行', '代币']],
    ['发行一种很新代币', []],
    ['发行', []],
    ['发 行 一 种 新 代 币', ['发 行', '代 币']],
    ['发行很多东西,另外发行通证', ['发行', '通证']],
  ])('in %s finds %j', (text, expected) => {
    expect(found(near, text).sort()).toEqual([...expected].sort());
  });

  test('without a distance finds its parts anywhere', () => {
    expect(found(anywhere, `发行${'很'.repeat(500)}代币${'很'.repeat(500)}认购`)).toHaveLength(3);
    expect(found(anywhere, '发行代币')).toEqual([]);
  });

  test('uses each find in one match only', () => {
    const [match] = verdictOf(near, '发行代币通证,发行代币').matches;
    expect(match?.count).toBe(2);
  });

  test('lists the parts in the order of its groups', () => {
    const [match] = verdictOf(near, '代币发行').matches;
    expect(match?.places[0]?.map(({ text }) => text)).toEqual(['发行', '代币']);
  });
});

describe('a context', () => {
  const near = screenerOf([
    ruleOf({ any: ['代币'], unless: { terms: ['禁止', '骗局'], within: 4 } }),
  ]);
  const anywhere = screenerOf([ruleOf({ any: ['代币'], unless: { terms: ['禁止'] } })]);

  test.each([
    ['禁止代币', []],
    ['代币是骗局', []],
    ['禁止任何的代币', []],
    ['禁止任何人的代币', []],
    ['禁止任何人等的代币', ['代币']],
    ['禁止代币。我们一起来买新的代币', ['代币']],
  ])('in %s leaves %j', (text, expected) => {
    expect(found(near, text)).toEqual(expected);
  });

  test('without a distance counts anywhere', () => {
    expect(found(anywhere, `代币${'很'.repeat(500)}禁止`)).toEqual([]);
  });
});

test('the example of the specification comes out as it says', () => {
  const path = join(import.meta.dirname, '../../../docs/spec/screening-example.json');
  const { cases, hash, ruleSet } = JSON.parse(readFileSync(path, 'utf8'));
  const checked = checkRuleSet(ruleSet);
  if (!checked.ok) throw new Error(checked.refusal.fault);
  const screener = new Screener(checked.value);
  expect(bytesToHex(screener.hash)).toBe(hash);
  expect(cases.length).toBeGreaterThan(5);
  for (const expected of cases) {
    const { action, matches } = verdictOf(screener, expected.text);
    const brief = matches.map(({ count, places, rule }) => ({ rule, count, places }));
    expect({ text: expected.text, action, matches: brief }).toEqual(expected);
  }
});

test('an unchecked rule set is a defect of its caller', () => {
  expect(() => new Screener(ruleSetOf([ruleOf({ any: ['@nothing'] })]))).toThrow(
    /checked: unknown-pattern/,
  );
});
