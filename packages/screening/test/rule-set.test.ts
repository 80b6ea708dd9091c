import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { describe, expect, test } from 'vitest';
import {
  checkRuleSet,
  currencyRules,
  parseRuleSet,
  RULE_SET_BYTES_MAX,
  RULE_SET_FAULTS,
  type RuleSetFault,
  ruleSetBytes,
  ruleSetHash,
} from '../src/index.ts';
import { ruleOf, ruleSetOf } from './sample.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const good = ruleSetOf([ruleOf({})]);
const withRule = (fields: object) => ({ ...good, rules: [{ ...ruleOf({}), ...fields }] });
const combined = (fields: object) => {
  const { any: _, ...rule } = { ...ruleOf({}), ...fields };
  return { ...good, rules: [rule] };
};
const many = (count: number) => Array.from({ length: count }, (_, i) => `违禁词${i}x`);

const REFUSED: readonly [fault: RuleSetFault, place: string, detail: string, json: unknown][] = [
  ['not-an-object', '', '$', [good]],
  ['not-an-object', '', '$', null],
  ['not-an-object', 'rules/0', '$', { ...good, rules: ['违禁词'] }],
  ['not-an-object', 'lists', '$', { ...good, lists: [] }],
  ['not-an-object', 'rules/banned', '$', withRule({ unless: ['禁止'] })],
  ['unknown-field', '', 'rule', { ...good, rule: [] }],
  ['unknown-field', 'rules/banned', 'phrases', withRule({ phrases: ['违禁词'] })],
  ['unknown-field', 'rules/banned', '__proto__', withRule(JSON.parse('{"__proto__":1}'))],
  ['missing-field', '', 'title', drop('title')],
  ['missing-field', 'rules/banned', 'reason', { ...good, rules: [dropRule('reason')] }],
  ['missing-field', '', 'rules', { ...good, rules: [] }],
  ['missing-field', 'rules/banned', 'en', withRule({ reason: { zh: '理由' } })],
  ['bad-format', '', 'format', { ...good, format: 2 }],
  ['bad-id', '', 'id', { ...good, id: 'Test' }],
  ['bad-id', 'rules/0', 'id', withRule({ id: '违禁' })],
  ['bad-id', 'lists', '1', { ...good, lists: { 1: ['违禁词'] } }],
  ['bad-number', '', 'version', { ...good, version: 0 }],
  ['bad-number', 'rules/banned', 'within', combined({ all: [['违禁'], ['词语']], within: 1.5 })],
  ['bad-number', 'rules/banned', 'within', withRule({ unless: { terms: ['禁止'], within: 401 } })],
  ['bad-category', 'rules/banned', 'category', withRule({ category: '' })],
  ['bad-severity', 'rules/banned', 'severity', withRule({ severity: 'pass' })],
  ['bad-text', 'rules/banned', 'reason', withRule({ reason: { zh: ' ', en: 'reason' } })],
  ['bad-text', 'rules/banned', 'reason', withRule({ reason: { zh: '理'.repeat(201), en: 'a' } })],
  ['bad-text', 'rules/banned', '违\ufffd词', withRule({ any: ['违\ud800词'] })],
  ['bad-terms', 'rules/banned', 'any', withRule({ any: [] })],
  ['bad-terms', 'rules/banned', 'any', withRule({ any: '违禁词' })],
  ['bad-terms', 'rules/banned', '7', withRule({ any: [7] })],
  ['bad-terms', 'rules/banned', 'all', combined({ all: [['违禁词']] })],
  ['bad-terms', 'lists/words', 'words', { ...good, lists: { words: [] } }],
  ['too-many', '', 'rules', { ...good, rules: Array(513).fill(ruleOf({})) }],
  ['too-many', 'rules/banned', 'all', combined({ all: Array(5).fill(['违禁词']) })],
  ['too-many', 'rules/banned', 'any', withRule({ any: many(20_001) })],
  ['too-many', 'lists', '129', { ...good, lists: lists(129) }],
  ['too-many', '', '20001 terms', { ...good, lists: { words: many(20_000) } }],
  ['id-repeated', 'rules/banned', 'banned', ruleSetOf([ruleOf({}), ruleOf({})])],
  ['term-repeated', 'rules/banned', '违 禁 詞', withRule({ any: ['违-禁-词', '违 禁 詞'] })],
  ['term-too-short', 'rules/banned', '币!', withRule({ any: ['币!'] })],
  ['term-too-short', 'rules/banned', '\u200b', withRule({ any: ['\u200b'] })],
  ['term-too-long', 'rules/banned', '词'.repeat(33), withRule({ any: ['词'.repeat(33)] })],
  ['unknown-pattern', 'rules/banned', '@email', withRule({ any: ['@email'] })],
  ['unknown-pattern', 'rules/banned', '@toString', withRule({ any: ['@toString'] })],
  ['unknown-list', 'rules/banned', '#words', withRule({ any: ['#words'] })],
  ['list-in-list', 'lists/words', '#words', { ...good, lists: { words: ['#words'] } }],
  ['any-or-all', 'rules/banned', 'any', withRule({ all: [['违禁'], ['词语']] })],
  ['any-or-all', 'rules/banned', 'any', { ...good, rules: [dropRule('any')] }],
  ['within-without-all', 'rules/banned', 'within', withRule({ within: 5 })],
  ['never-matches', 'rules/banned', '违禁词', withRule({ except: ['違禁詞'] })],
];

function drop(field: string): object {
  return Object.fromEntries(Object.entries(good).filter(([key]) => key !== field));
}

function dropRule(field: string): object {
  return Object.fromEntries(Object.entries(ruleOf({})).filter(([key]) => key !== field));
}

function lists(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`list-${i}`, ['违禁词']]));
}

describe('a bad rule set is refused', () => {
  test.each(REFUSED)('%s in %j at %s', (fault, place, detail, json) => {
    expect(checkRuleSet(json)).toEqual({ ok: false, refusal: { fault, place, detail } });
  });

  test.each([
    ['too-large', new Uint8Array(RULE_SET_BYTES_MAX + 1)],
    ['not-utf8', Uint8Array.of(0x7b, 0xff)],
    ['not-json', utf8('{"format":1,')],
    ['not-an-object', utf8('[]')],
  ])('as a file: %s', (fault, bytes) => {
    expect(parseRuleSet(bytes)).toMatchObject({ ok: false, refusal: { fault } });
  });

  test('for every fault there is', () => {
    const asFile = ['too-large', 'not-utf8', 'not-json'];
    const seen = new Set([...REFUSED.map(([fault]) => fault as string), ...asFile]);
    expect([...RULE_SET_FAULTS].filter((fault) => !seen.has(fault))).toEqual([]);
  });

  test('with a long term shortened in the refusal', () => {
    const checked = checkRuleSet(withRule({ any: ['词'.repeat(1000)] }));
    expect(checked).toMatchObject({ ok: false, refusal: { detail: `${'词'.repeat(64)}…` } });
  });
});

describe('the hash of a rule set', () => {
  test('is over the canonical form, which the order and the spaces of a file do not change', () => {
    const file = '{ "rules": [{"reason": {"en":"reason","zh":"理由"}, "any":["违禁词"],\n'.concat(
      '"severity":"refuse","id":"banned","category":"test"}], "version":1, "id":"test",',
      '"title":{"en":"test","zh":"测试"}, "format":1 }',
    );
    const parsed = parseRuleSet(utf8(file));
    expect(parsed).toMatchObject({ ok: true });
    if (parsed.ok) expect(ruleSetHash(parsed.value)).toEqual(ruleSetHash(good));
    expect(new TextDecoder().decode(ruleSetBytes(good))).toBe(
      '{"format":1,"id":"test","rules":[{"any":["违禁词"],"category":"test","id":"banned",'.concat(
        '"reason":{"en":"reason","zh":"理由"},"severity":"refuse"}],',
        '"title":{"en":"test","zh":"测试"},"version":1}',
      ),
    );
  });

  test('is what the specification says: the tagged hash of the canonical bytes', () => {
    const tag = utf8('screening-rules');
    const canonical = ruleSetBytes(good);
    const message = Uint8Array.from([2, tag.length, ...tag, 0, ...canonical]);
    expect(ruleSetHash(good)).toEqual(sha256(message));
  });

  test.each([
    ['version', { ...good, version: 2 }],
    ['severity', withRule({ severity: 'hold' })],
    ['terms', withRule({ any: ['违禁词', '禁词'] })],
    ['reason', withRule({ reason: { zh: '别的', en: 'reason' } })],
  ])('changes with the %s', (_field, json) => {
    const checked = checkRuleSet(json);
    expect(checked.ok && bytesToHex(ruleSetHash(checked.value))).not.toBe(
      bytesToHex(ruleSetHash(good)),
    );
  });

  test('of the currency rules is the one that the specification quotes', () => {
    const path = join(import.meta.dirname, '../../../docs/spec/screening.md');
    const hash = bytesToHex(ruleSetHash(currencyRules()));
    expect(readFileSync(path, 'utf8')).toContain(hash);
  });
});
