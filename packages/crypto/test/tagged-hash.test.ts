import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesToHex,
  concatBytes,
  InvariantError,
  sha256,
  signingBytes,
  taggedBytes,
  taggedHash,
} from '../src/index.ts';
import { sha256 as sha256Native } from '../src/sha256-native.ts';
import { sha256 as sha256Portable } from '../src/sha256-portable.ts';
import { ascii } from './vectors.ts';

const label = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 64 });
const parts = fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 4 });

describe('sha256', () => {
  test('is the native one under Node', () => {
    expect(sha256).toBe(sha256Native);
  });

  test('native and portable give the digest of FIPS 180-4', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const million = 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0';
    for (const digest of [sha256Native, sha256Portable]) {
      expect(bytesToHex(digest(ascii('abc')))).toBe(abc);
      expect(bytesToHex(digest(new Uint8Array(1_000_000).fill(0x61)))).toBe(million);
    }
  });

  test('native and portable agree on any input, views included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, skip) => {
        const view = bytes.subarray(Math.min(skip, bytes.length));
        expect(bytesToHex(sha256Native(view))).toBe(bytesToHex(sha256Portable(view)));
      }),
    );
  });
});

describe('tagged bytes', () => {
  test('have the documented layout', () => {
    expect(taggedBytes('vote', 'c-1', Uint8Array.of(7), Uint8Array.of(8, 9))).toEqual(
      concatBytes(
        Uint8Array.of(2, 4),
        ascii('vote'),
        Uint8Array.of(3),
        ascii('c-1'),
        Uint8Array.of(7, 8, 9),
      ),
    );
    expect(taggedBytes('key', '')).toEqual(Uint8Array.of(2, 3, 0x6b, 0x65, 0x79, 0));
  });

  test('are what taggedHash hashes, below and above its scratch size', () => {
    fc.assert(
      fc.property(label, label, parts, (tag, chainId, pieces) => {
        const expected = createHash('sha256')
          .update(taggedBytes(tag, chainId, ...pieces))
          .digest();
        expect(bytesToHex(taggedHash(tag, chainId, ...pieces))).toBe(expected.toString('hex'));
      }),
    );
  });

  test('differ whenever tag, chain id or message differ', () => {
    const input = fc.tuple(
      label,
      fc.string({ unit: 'grapheme-ascii', maxLength: 64 }),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(input, input, (a, b) => {
        const same = a[0] === b[0] && a[1] === b[1] && bytesToHex(a[2]) === bytesToHex(b[2]);
        expect(bytesToHex(signingBytes(...a)) === bytesToHex(signingBytes(...b))).toBe(same);
      }),
    );
    // The split between tag, chain id and message is part of the bytes.
    expect(taggedHash('ab', 'c')).not.toEqual(taggedHash('a', 'bc'));
    expect(taggedHash('a', 'b', ascii('c'))).not.toEqual(taggedHash('a', 'bc'));
  });

  test('an earlier result stays as it was when more is hashed', () => {
    const first = taggedHash('vote', 'chain', Uint8Array.of(1));
    const copy = Uint8Array.from(first);
    const bytes = taggedBytes('vote', 'chain', Uint8Array.of(1));
    bytes.fill(0);
    taggedHash('vote', 'chain', Uint8Array.of(2));
    expect(Uint8Array.from(first)).toEqual(copy);
    expect(Uint8Array.from(taggedHash('vote', 'chain', Uint8Array.of(1)))).toEqual(copy);
  });

  test('stay right when the prefix cache overflows', () => {
    const expected = bytesToHex(taggedBytes('tag-0', 'chain-0'));
    for (let chain = 0; chain < 40; chain++) taggedBytes('tag-0', `chain-${chain}`);
    for (let tag = 0; tag < 600; tag++) taggedBytes(`tag-${tag}`, 'chain-0');
    expect(bytesToHex(taggedBytes('tag-0', 'chain-0'))).toBe(expected);
  });

  test.each([
    ['an empty tag', '', 'chain'],
    ['a tag of 65 characters', 'a'.repeat(65), 'chain'],
    ['a chain id of 65 characters', 'tag', 'a'.repeat(65)],
    ['a tag outside ASCII', '票', 'chain'],
    ['a control character', 'tag', 'chain\n'],
  ])('refuse %s', (_name, tag, chainId) => {
    expect(() => taggedHash(tag, chainId)).toThrow(InvariantError);
  });
});
