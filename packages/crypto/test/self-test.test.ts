import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { hexToBytes, type VerifySignature, verifyPortable } from '../src/index.ts';
import { randomBytes, SelfTestError, selfTest, verify } from '../src/node/index.ts';
import { SELF_TEST_VECTORS } from '../src/node/self-test-vectors.ts';

describe('self-test', () => {
  test('passes with the native and with the portable verifier', () => {
    expect(() => selfTest()).not.toThrow();
    expect(() => selfTest(verifyPortable)).not.toThrow();
  });

  const cofactored: VerifySignature = (key, message, signature) => {
    if (key.length !== 32 || signature.length !== 64) return false;
    return ed25519.verify(signature, message, key, { zip215: false });
  };
  const ignoresTail: VerifySignature = (key, message, signature) =>
    verify(key, message, signature.subarray(0, 64));

  test.each<[string, VerifySignature, string]>([
    ['takes everything', () => true, 'message changed'],
    ['takes nothing', () => false, 'valid, RFC 8032 7.1 test 2'],
    ['is cofactored', cofactored, 'small-order point added to R'],
    ['ignores bytes after the 64th', ignoresTail, 'signature of 65 bytes'],
  ])('fails when the verifier %s', (_name, broken, vector) => {
    expect(() => selfTest(broken)).toThrow(SelfTestError);
    expect(() => selfTest(broken)).toThrow(vector);
  });

  test('every single wrong verdict is noticed', () => {
    SELF_TEST_VECTORS.forEach((vector, index) => {
      let call = 0;
      const wrongOnce: VerifySignature = (key, message, signature) =>
        verify(key, message, signature) !== (call++ === index);
      expect(() => selfTest(wrongOnce)).toThrow(vector.name);
    });
  });

  test('embedded vectors are well-formed and named once', () => {
    const names = new Set(SELF_TEST_VECTORS.map(({ name }) => name));
    expect(names.size).toBe(SELF_TEST_VECTORS.length);
    for (const { publicKey, message, signature } of SELF_TEST_VECTORS) {
      for (const hex of [publicKey, message, signature]) expect(hexToBytes(hex)).toBeDefined();
    }
    expect(SELF_TEST_VECTORS.some(({ valid }) => valid)).toBe(true);
  });
});

describe('random bytes', () => {
  test('have the length asked for and memory of their own', () => {
    const first = randomBytes(32);
    expect(first).toHaveLength(32);
    expect(first.buffer.byteLength).toBe(32);
    expect(randomBytes(32)).not.toEqual(first);
    expect(randomBytes(0)).toHaveLength(0);
  });

  test.each([-1, 1.5, 65_537, Number.NaN])('are refused for %d', (count) => {
    expect(() => randomBytes(count)).toThrow('random bytes');
  });
});
