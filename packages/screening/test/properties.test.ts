import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { configs } from 'opencc-js/preset/t2cn';
import { describe, expect, test } from 'vitest';
import { checkRuleSet, currencyRules, ruleSetHash, Screener } from '../src/index.ts';
import { ruleOf, ruleSetOf, screenerOf, verdictOf } from './sample.ts';

const PHRASES = [
  '虚拟货币',
  '发行代币',
  '流动性挖矿',
  '积分买卖',
  'bitcoin',
  'initial coin offering',
];
const BANNED = screenerOf([ruleOf({ any: PHRASES })]);
const CURRENCY = new Screener(currencyRules());

const INVISIBLE = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u202e', '\u2066', '\u00ad', '\ufe0f'];
const MARKS = ['\u0301', '\u0336', '\u20dd'];
const SPACING = [' ', '\u3000', '\u00a0', '\t', '*', '_', '·', '~', '|', '🎉', '「', '"'];

type Change = (text: string, random: () => number) => string;

const traditional = new Map(
  (configs?.['t2s']?.conversionChain.flat() ?? []).flatMap((dictionary: unknown) => {
    const entries = typeof dictionary === 'string' ? dictionary.split('|') : [];
    return entries
      .map((entry) => entry.split(' ') as [string, string])
      .filter(([from, to]) => [...from].length === 1 && [...to].length === 1)
      .map(([from, to]) => [to, from] as const);
  }),
);

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Puts characters after some of those of a text. */
function sprinkle(characters: readonly string[]): Change {
  return (text, random) =>
    [...text].map((each) => each + (random() < 0.5 ? pick(characters, random) : '')).join('');
}

const each =
  (change: (character: string) => string): Change =>
  (text, random) =>
    [...text].map((character) => (random() < 0.6 ? change(character) : character)).join('');

function widen(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x20) return '\u3000';
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : character;
}

/** Spaces between all letters of a Latin word, between any of Chinese characters. */
const space: Change = (text, random) =>
  /^[a-z ]+$/i.test(text) ? [...text].join(pick(SPACING, random)) : sprinkle(SPACING)(text, random);

const CHANGES: Readonly<Record<string, Change>> = {
  'invisible characters': sprinkle(INVISIBLE),
  'combining marks': sprinkle(MARKS),
  'full width': each(widen),
  'traditional characters': each((character) => traditional.get(character) ?? character),
  case: each((character) => character.toUpperCase()),
  spacing: space,
};

const seeded = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

function randomOf(stream: Iterator<number>): () => number {
  return () => Number(stream.next().value);
}

describe('a banned phrase', () => {
  test.each(Object.keys(CHANGES))('is refused under %s', (name) => {
    const change = CHANGES[name] as Change;
    fc.assert(
      fc.property(fc.constantFrom(...PHRASES), seeded, (phrase, stream) => {
        const text = `正文${change(phrase, randomOf(stream))}。`;
        expect(verdictOf(BANNED, text).action).toBe('refuse');
      }),
    );
  });

  test('is refused under several disguises at once', () => {
    const names = fc.shuffledSubarray(Object.keys(CHANGES).filter((name) => name !== 'spacing'));
    fc.assert(
      fc.property(fc.constantFrom(...PHRASES), names, seeded, (phrase, chosen, stream) => {
        const random = randomOf(stream);
        const spaced = space(phrase, random);
        const text = chosen.reduce((all, name) => (CHANGES[name] as Change)(all, random), spaced);
        expect(verdictOf(BANNED, `正文 ${text} 正文`).action).toBe('refuse');
      }),
    );
  });
});

/** Harmless cases that no rule so much as marks. */
function harmlessTexts(screener: Screener): string[] {
  return ['tuning', 'held-out'].flatMap((corpus) => {
    const path = join(import.meta.dirname, `corpora/${corpus}.json`);
    const cases = JSON.parse(readFileSync(path, 'utf8')) as { kind: string; text: string }[];
    return cases
      .filter(
        ({ kind, text }) => kind === 'harmless' && verdictOf(screener, text).action === 'pass',
      )
      .map(({ text }) => text);
  });
}

function insert(text: string, places: readonly (readonly [number, string])[]): string {
  const characters = [...text];
  for (const [place, inserted] of places) {
    characters.splice(place % (characters.length + 1), 0, inserted);
  }
  return characters.join('');
}

describe('a harmless text', () => {
  const placesOf = (characters: readonly string[]) =>
    fc.array(fc.tuple(fc.nat(200), fc.constantFrom(...characters)), { maxLength: 30 });

  test('is never refused for spaces, signs and invisible characters anywhere in it', () => {
    const texts = harmlessTexts(CURRENCY);
    expect(texts.length).toBeGreaterThan(40);
    const places = placesOf([...SPACING, ...INVISIBLE, '\n', '-']);
    fc.assert(
      fc.property(fc.constantFrom(...texts), places, (text, inserts) => {
        expect(verdictOf(CURRENCY, insert(text, inserts)).action).not.toBe('refuse');
      }),
    );
  });

  // A word put into 不可兑换现金 makes it another sentence.
  test('that rests on no exception is not refused for words and commas in it either', () => {
    const rules = currencyRules().rules.map(({ except: _, unless: __, ...rule }) => rule);
    const texts = harmlessTexts(new Screener({ ...currencyRules(), rules }));
    expect(texts.length).toBeGreaterThan(30);
    const places = placesOf([...SPACING, ...INVISIBLE, '，', '。', '的', '了', 'a', '7']);
    fc.assert(
      fc.property(fc.constantFrom(...texts), places, (text, inserts) => {
        expect(verdictOf(CURRENCY, insert(text, inserts)).action).not.toBe('refuse');
      }),
    );
  });
});

test('every part lies within the text, on whole characters, in any text', () => {
  const words = fc.constantFrom(...PHRASES, '收益', '百倍', 't0ken', '0x', '倍', '5%', '㍿', '𠵾');
  const other = fc.string({ unit: 'binary', maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.oneof(words, other), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      for (const { count, places } of verdictOf(CURRENCY, text).matches) {
        expect(places.length).toBeLessThanOrEqual(count);
        for (const { start, end } of places.flat()) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end).isWellFormed()).toBe(true);
        }
      }
    }),
  );
});

test('the hash does not depend on the order of keys', () => {
  const shuffle = (value: unknown, random: () => number): unknown => {
    if (Array.isArray(value)) return value.map((item) => shuffle(item, random));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [
      random(),
      key,
      shuffle(item, random),
    ]);
    return Object.fromEntries(
      entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, key, item]) => [key, item]),
    );
  };
  const all = [['发行'], ['代币']];
  const rules = [ruleOf({ unless: { terms: ['禁止'], within: 3 } }), ruleOf({ id: 'second', all })];
  const original = ruleSetOf(rules, { words: ['一词'], others: ['另词'] });
  fc.assert(
    fc.property(seeded, (stream) => {
      const checked = checkRuleSet(shuffle(original, randomOf(stream)));
      expect(checked.ok && ruleSetHash(checked.value)).toEqual(ruleSetHash(original));
    }),
  );
});

test('whatever JSON is given, a rule set is taken, or refused and the place named', () => {
  const fields = fc.dictionary(
    fc.constantFrom('id', 'any', 'all', 'within', 'except', 'unless', 'reason', 'severity'),
    fc.jsonValue({ maxDepth: 3 }),
  );
  fc.assert(
    fc.property(fields, fc.jsonValue(), (laid, whole) => {
      const rule = { ...ruleOf({}), ...laid };
      const checked = checkRuleSet(ruleSetOf([rule as never]));
      if (!checked.ok) expect(checked.refusal.place).toMatch(/^rules\/[a-z0-9-]+$/);
      const other = checkRuleSet(whole);
      expect(other.ok).toBe(false);
    }),
  );
});
