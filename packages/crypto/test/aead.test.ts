import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aeadOpen, aeadSeal, bytesToHex, InvariantError } from '../src/index.ts';
import { openNative, sealNative } from '../src/node/index.ts';
import { fromHex } from './vectors.ts';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonces = fc.uint8Array({ minLength: 12, maxLength: 12 });
const texts = fc.uint8Array({ maxLength: 300 });

/** Test cases 13 to 16 of "The Galois/Counter Mode of Operation", McGrew and Viega. */
const GCM_KEY = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const GCM_NONCE = 'cafebabefacedbaddecaf888';
const GCM_PLAINTEXT =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
  '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
const GCM_CIPHERTEXT =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
  '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662';
const ZERO_KEY = '00'.repeat(32);
const ZERO_NONCE = '00'.repeat(12);

describe.each([
  ['portable', aeadSeal, aeadOpen],
  ['native', sealNative, openNative],
])('AES-256-GCM, %s', (_name, seal, open) => {
  test.each([
    ['case 13', ZERO_KEY, ZERO_NONCE, '', '', '530f8afbc74536b9a963b4f1c4cb738b'],
    [
      'case 14',
      ZERO_KEY,
      ZERO_NONCE,
      '00'.repeat(16),
      '',
      'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    ],
    [
      'case 16',
      GCM_KEY,
      GCM_NONCE,
      GCM_PLAINTEXT,
      'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      `${GCM_CIPHERTEXT}76fc6ece0f4e1768cddf8853bb2d551b`,
    ],
  ])('gives the published bytes of %s', (_case, key, nonce, plaintext, aad, expected) => {
    const sealed = seal(fromHex(key), fromHex(nonce), fromHex(plaintext), fromHex(aad));
    expect(bytesToHex(sealed)).toBe(expected);
    expect(open(fromHex(key), fromHex(nonce), sealed, fromHex(aad))).toEqual(fromHex(plaintext));
  });

  test('does not open when one bit of anything differs', () => {
    const part = fc.nat(3);
    fc.assert(
      fc.property(keys, nonces, texts, texts, part, fc.nat(5000), (k, n, text, aad, which, bit) => {
        const sealed = seal(k, n, text, aad);
        expect(open(k, n, sealed, aad)).toEqual(text);
        const inputs = [k, n, sealed, aad].map((bytes) => Uint8Array.from(bytes));
        const changed = inputs[which] as Uint8Array;
        if (changed.length === 0) return;
        const index = (bit >> 3) % changed.length;
        changed[index] = (changed[index] as number) ^ (1 << (bit & 7));
        const [key, nonce, ciphertext, extra] = inputs as [
          Uint8Array,
          Uint8Array,
          Uint8Array,
          Uint8Array,
        ];
        expect(open(key, nonce, ciphertext, extra)).toBeUndefined();
      }),
    );
  });

  test('refuses impossible lengths from outside, and asserts its own', () => {
    const key = new Uint8Array(32);
    const nonce = new Uint8Array(12);
    const empty = new Uint8Array(0);
    expect(open(key, nonce, new Uint8Array(15), empty)).toBeUndefined();
    expect(open(key, nonce, empty, empty)).toBeUndefined();
    expect(open(key, new Uint8Array(16), new Uint8Array(40), empty)).toBeUndefined();
    expect(() => open(new Uint8Array(16), nonce, new Uint8Array(40), empty)).toThrow(
      InvariantError,
    );
    expect(() => seal(new Uint8Array(16), nonce, empty, empty)).toThrow(InvariantError);
    expect(() => seal(key, new Uint8Array(13), empty, empty)).toThrow(InvariantError);
  });
});

test('portable and native give the same bytes and open each other', () => {
  fc.assert(
    fc.property(keys, nonces, texts, texts, (key, nonce, text, aad) => {
      const sealed = sealNative(key, nonce, text, aad);
      expect(aeadSeal(key, nonce, text, aad)).toEqual(sealed);
      expect(aeadOpen(key, nonce, sealed, aad)).toEqual(text);
      expect(openNative(key, nonce, aeadSeal(key, nonce, text, aad), aad)).toEqual(text);
    }),
  );
});
