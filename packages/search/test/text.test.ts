import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { termNumber, termsOfWords } from '../src/embedded/terms.ts';
import { Blinder, searchedPart } from '../src/index.ts';
import { indexedForm, packedWords } from '../src/indexed-form.ts';
import {
  addressPrefixes,
  coveringPrefix,
  isInRange,
  isNarrowEnough,
  parseAddressRange,
} from '../src/text/address.ts';
import { PairCache } from '../src/text/pair-cache.ts';
import { normalise, runsOf } from '../src/text/runs.ts';
import { bigrams, eachCharacter, eachPair, pairText, termsOf } from '../src/text/terms.ts';
import { WordCode } from '../src/text/word-code.ts';
import { BLIND_KEY, documentAt } from './fixture.ts';

const cjk = fc.string({ unit: fc.constantFrom('明', '镜', '𠮷', '々', 'カ', '한'), maxLength: 20 });
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('bigrams', () => {
  test.each([
    ['', []],
    ['明', ['明']],
    ['明镜', ['明镜']],
    ['明镜记', ['明镜', '镜记']],
    ['𠮷野', ['𠮷野']],
    ['𠮷', ['𠮷']],
  ])('of %s', (run, expected) => {
    expect(bigrams(run)).toEqual(expected);
  });

  test('overlap by one character, so they give the run back', () => {
    fc.assert(
      fc.property(cjk, (run) => {
        const pairs = bigrams(run);
        const firsts = pairs.map((pair) => [...pair][0]);
        const last = [...(pairs.at(-1) ?? '')].slice(1);
        expect([...firsts, ...last].join('')).toBe(run);
      }),
    );
  });

  test('a run contains another exactly when its pairs contain those in a row', () => {
    const within = (all: string[], some: string[]) =>
      all.some((_, at) => some.every((pair, i) => all[at + i] === pair));
    fc.assert(
      fc.property(cjk, cjk, (run, wanted) => {
        fc.pre([...wanted].length > 1);
        expect(within(bigrams(run), bigrams(wanted))).toBe(run.includes(wanted));
      }),
    );
  });
});

test('characters are given whole, one by one', () => {
  fc.assert(
    fc.property(cjk, (run) => {
      const given: string[] = [];
      eachCharacter(run, (character) => given.push(pairText(0, character)));
      expect(given).toEqual([...run]);
    }),
  );
});

test('the searched part of long texts gives the words of the whole ones', () => {
  const blinder = new Blinder(BLIND_KEY);
  const long = fc.tuple(fc.constantFrom('明', '𠮷', 'a '), fc.integer({ min: 2700, max: 8300 }));
  const text = long.map(([unit, count]) => `x${unit.repeat(count)}`);
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      const parts = texts.map(searchedPart);
      const [whole, part] = [texts, parts].map((each) => documentAt(0, { texts: each }));
      if (whole === undefined || part === undefined) throw new Error('no documents');
      expect(indexedForm(part, blinder)).toEqual(indexedForm(whole, blinder));
    }),
    { numRuns: 20 },
  );
});

describe('codes of words', () => {
  const secret = fc.uint8Array({ minLength: 1, maxLength: 64 });
  const text = fc.oneof(anyText, fc.string({ minLength: 120, maxLength: 140 }));

  test('begin as HMAC-SHA256 does, whatever was hashed before', () => {
    fc.assert(
      fc.property(secret, fc.array(text, { minLength: 2, maxLength: 4 }), (key, texts) => {
        const code = new WordCode(key, 5);
        const own = texts.map((each) => code.of(each));
        const hmac = texts.map((each) => createHmac('sha256', key).update(each).digest());
        expect(own).toEqual(hmac.map((digest) => digest.readUIntBE(0, 5)));
      }),
    );
  });

  test('of pairs are remembered, and those that share a place are not mistaken', () => {
    const cache = new PairCache((first, second) => first * 2 ** 21 + second);
    const character = fc.oneof(
      fc.constantFrom(0x4e00, 0x20bb7),
      fc.integer({ min: 1, max: 0xffff }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(character, character), { maxLength: 200 }), (pairs) => {
        for (const [a, b] of [...pairs, ...pairs]) expect(cache.of(a, b)).toBe(a * 2 ** 21 + b);
      }),
      { numRuns: 50 },
    );
    eachPair('明镜'.repeat(2), (a, b) => expect(cache.of(a, b)).toBe(a * 2 ** 21 + b));
  });
});

test('words are five-bit digits, and the number of a term is that of its word', () => {
  const word = fc.integer({ min: 0, max: 2 ** 40 - 1 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const terms = termsOfWords(packedWords(words));
      expect(terms).toEqual(words.map((each) => each.toString(32).padStart(8, '0')));
      expect(terms.map(termNumber)).toEqual(words);
    }),
  );
});

describe('runs', () => {
  test('are what the classes of Unicode say', () => {
    const cjkClass =
      '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}々〇ー';
    const run = new RegExp(`[${cjkClass}]+|(?:(?![${cjkClass}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
    const unit = fc.oneof(
      fc.constantFrom('明', '𠮷', 'ー', 'a', '7', '́', ' ', ',', '\ud800', '한', 'é'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
        const text = units.join('');
        const expected = Array.from(text.matchAll(run), ([each]) => each);
        expect(runsOf(text).map((each) => each.text)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('scripts are told apart, and full-width and case do not count', () => {
    expect(runsOf(normalise('第３章:Ｎode-１ 明镜𠮷ABC'))).toEqual([
      { isCjk: true, text: '第' },
      { isCjk: false, text: '3' },
      { isCjk: true, text: '章' },
      { isCjk: false, text: 'node' },
      { isCjk: false, text: '1' },
      { isCjk: true, text: '明镜𠮷' },
      { isCjk: false, text: 'abc' },
    ]);
  });

  test('a very long word is cut into pieces that are found again', () => {
    expect(runsOf('a'.repeat(300)).map(({ text }) => text.length)).toEqual([128, 128, 44]);
  });

  test('words of any text have no sign that FTS5 could read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const runs = runsOf(normalise(text));
        for (const term of termsOf(runs)) {
          expect(term.replace(/[a-z0-9]/g, '')).toMatch(/^\P{ASCII}*$/u);
          expect(term.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('addresses', () => {
  const octets = fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 0, max: 255 })));
  const ipv4 = octets.map((parts) => parts.join('.'));

  test('an address in a range is indexed under the prefix that the range is looked up by', () => {
    const bits = fc.integer({ min: 8, max: 32 });
    fc.assert(
      fc.property(fc.oneof(ipv4, fc.ipV6()), ipv4, bits, (address, other, length) => {
        for (const base of [address, other]) {
          const range = parseAddressRange(base.includes(':') ? `${base}/48` : `${base}/${length}`);
          if (range === undefined || !isInRange(address, range)) continue;
          expect(isNarrowEnough(range)).toBe(true);
          expect(addressPrefixes(address)).toContain(coveringPrefix(range));
        }
      }),
    );
  });

  test.each([
    ['192.0.2.200', '192.0.2.128/25', true],
    ['192.0.2.100', '192.0.2.128/25', false],
    ['192.0.2.100', '192.0.2.100', true],
    ['::ffff:192.0.2.1', '::ffff:c000:201', true],
    ['2001:db8:0:ff::1', '2001:db8::/55', true],
    ['2001:db8:0:200::1', '2001:db8::/55', false],
    ['192.0.2.1', '::/32', false],
    ['fe80::1%eth0', 'fe80::/32', false],
    ['nobody', '192.0.2.0/24', false],
  ])('%s in %s: %s', (address, range, isIn) => {
    const parsed = parseAddressRange(range);
    expect(parsed && isInRange(address, parsed)).toBe(isIn);
  });
});
