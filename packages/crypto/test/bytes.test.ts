import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assert,
  bytesToHex,
  compareBytes,
  concatBytes,
  equalBytes,
  hexToBytes,
  InvariantError,
} from '../src/index.ts';

const anyBytes = fc.uint8Array({ maxLength: 200 });

describe('hex', () => {
  test('is what Buffer renders, and parses back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const hex = bytesToHex(bytes);
        expect(hex).toBe(Buffer.from(bytes).toString('hex'));
        expect(hexToBytes(hex)).toEqual(bytes);
      }),
    );
  });

  test.each(['0', '000', '0g', 'g0', 'AB', 'aB', ' a', '0x', 'é0', '０0', '0\n'])(
    'refuses malformed %j',
    (hex) => {
      expect(hexToBytes(hex)).toBeUndefined();
    },
  );
});

describe('comparison', () => {
  test('orders as Buffer.compare does', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  test('treats bytes as unsigned and puts a prefix first', () => {
    expect(compareBytes(Uint8Array.of(0x7f), Uint8Array.of(0x80))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(2), Uint8Array.of(1, 9))).toBeGreaterThan(0);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });
});

test('concatenation keeps order and shares no memory', () => {
  const first = Uint8Array.of(1, 2);
  const joined = concatBytes(first, new Uint8Array(0), Uint8Array.of(3));
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
  joined[0] = 9;
  expect(first[0]).toBe(1);
});

test('assert throws an InvariantError with its message', () => {
  expect(() => assert(true, 'never')).not.toThrow();
  expect(() => assert(false, 'height grows')).toThrow(InvariantError);
  expect(() => assert(undefined, 'height grows')).toThrow('height grows');
});
