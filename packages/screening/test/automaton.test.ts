import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Automaton } from '../src/automaton.ts';

function occurrences(keywords: readonly string[], text: string): string[] {
  const found: string[] = [];
  new Automaton(keywords).scan(text, (keyword, begin) => found.push(`${keyword}@${begin}`));
  return found.sort();
}

function everywhere(keywords: readonly string[], text: string): string[] {
  const found = keywords.flatMap((keyword) =>
    Array.from({ length: text.length }, (_, begin) => begin)
      .filter((begin) => text.startsWith(keyword, begin))
      .map((begin) => `${keyword}@${begin}`),
  );
  return found.sort();
}

test('every occurrence is found once, overlapping and nested ones too', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '币'), minLength: 1, maxLength: 4 });
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '币'), maxLength: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 8 }), texts, (words, text) => {
      expect(occurrences(words, text)).toEqual(everywhere(words, text));
    }),
  );
});

test('an occurrence on the border of two slices is found once', () => {
  for (let shift = -4; shift <= 4; shift++) {
    const text = `${'x'.repeat(8192 + shift)}abcd${'x'.repeat(20)}`;
    expect(occurrences(['abcd', 'bc', 'xab'], text)).toEqual(
      [`abcd@${8192 + shift}`, `bc@${8193 + shift}`, `xab@${8191 + shift}`].sort(),
    );
  }
});

test('without keywords nothing is found', () => {
  expect(occurrences([], 'abc')).toEqual([]);
});
