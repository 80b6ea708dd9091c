import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressPrefixes,
  coveringPrefix,
  isInRange,
  isNarrowEnough,
  parseAddressRange,
} from '../src/text/address.ts';
import { normalise, runsOf } from '../src/text/runs.ts';
import { bigrams, charactersOf, termsOf } from '../src/text/terms.ts';

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

describe('runs', () => {
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
        for (const term of [...termsOf(runs), ...charactersOf(runs)]) {
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
