import { compareBytes } from '@mingjing/crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER_MAX, numberKey, numberOfKey } from '../src/keys.ts';

const storable = fc.integer({ min: 0, max: NUMBER_MAX });

test('keys are in the order of their numbers and give them back', () => {
  fc.assert(
    fc.property(storable, storable, (a, b) => {
      const order = Math.sign(compareBytes(numberKey(2, a), numberKey(2, b)));
      expect(order).toBe(Math.sign(a - b));
      expect(numberOfKey(numberKey(2, a))).toBe(a);
    }),
  );
});

test.each([-1, 0.5, NUMBER_MAX + 1, Number.NaN, Number.POSITIVE_INFINITY])(
  '%s is in no key',
  (value) => {
    expect(() => numberKey(2, value)).toThrow(/whole numbers/);
  },
);

test('a key of another length has no number', () => {
  expect(numberOfKey(new Uint8Array(6))).toBeUndefined();
  expect(numberOfKey(new Uint8Array(33))).toBeUndefined();
});
