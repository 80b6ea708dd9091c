import { InvariantError } from '@mingjing/crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DigestSet } from '../src/state/digest-set.ts';

/** Digests that share their first bytes, so that slots collide, and some that do not. */
const digest = fc
  .tuple(fc.constantFrom(0, 1, 0xff), fc.nat(3), fc.nat(0xffff), fc.boolean())
  .map(([first, second, last, isPlain]) => {
    const bytes = new Uint8Array(32);
    bytes.set(isPlain ? [last & 0xff, last >> 8, first, second] : [first, second]);
    bytes.set([last >> 8, last & 0xff], 30);
    return bytes;
  });

test('holds what a set of strings holds', () => {
  fc.assert(
    fc.property(fc.array(digest, { maxLength: 300 }), fc.array(digest), (added, asked) => {
      const set = new DigestSet();
      const model = new Set<string>();
      for (const one of added) {
        set.add(one);
        model.add(Buffer.from(one).toString('hex'));
        expect(set.has(one)).toBe(true);
      }
      expect(set.size).toBe(model.size);
      for (const one of [...added, ...asked]) {
        expect(set.has(one)).toBe(model.has(Buffer.from(one).toString('hex')));
      }
    }),
  );
});

test('what was added may change afterwards', () => {
  const set = new DigestSet();
  const bytes = new Uint8Array(32).fill(7);
  set.add(bytes);
  bytes.fill(8);
  expect([set.has(new Uint8Array(32).fill(7)), set.has(bytes)]).toEqual([true, false]);
});

test('asserts the length of a digest', () => {
  const set = new DigestSet();
  expect(() => set.add(new Uint8Array(31))).toThrow(InvariantError);
  expect(() => set.has(new Uint8Array(33))).toThrow(InvariantError);
});
