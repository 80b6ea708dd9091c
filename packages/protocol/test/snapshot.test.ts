import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeResults, parseResults } from '../src/index.ts';

const codes = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });

test('results come back as they were, and all zeros take no bytes', () => {
  fc.assert(
    fc.property(codes, (results) => {
      const bytes = encodeResults(results);
      expect(parseResults(bytes, results.length)).toEqual(results);
      expect(bytes.length === 0).toBe(results.every((code) => code === 0));
    }),
  );
});

test.each<[string, Uint8Array, number]>([
  ['too few', Uint8Array.of(0, 1), 2],
  ['too many', Uint8Array.of(0, 1, 0, 2), 1],
  ['half a code', Uint8Array.of(1), 1],
  ['zeros written out', Uint8Array.of(0, 0, 0, 0), 2],
])('refuses results that have another form: %s', (_what, bytes, count) => {
  expect(parseResults(bytes, count)).toBeUndefined();
});
