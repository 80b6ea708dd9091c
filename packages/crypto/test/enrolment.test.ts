import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPortably } from '../src/enrolment.ts';
import {
  bytesToHex,
  checkEnrolment,
  checkPossession,
  InvariantError,
  keyId,
  possessionBytes,
  taggedHash,
  verifyPortable,
} from '../src/index.ts';
import { generateSeed, signerFromSeed, verify } from '../src/node/index.ts';
import { fromHex, readVectors } from './vectors.ts';

const { Point } = ed25519;
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

function reasonOf(key: Uint8Array): string {
  const result = checkEnrolment(key);
  return result.ok ? 'ok' : result.reason;
}

describe('enrolment', () => {
  test('takes every honest key', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(reasonOf(signerFromSeed(seed).publicKey)).toBe('ok');
      }),
      { numRuns: 50 },
    );
  });

  test('refuses all fourteen small-order encodings, by the reason that fits each', () => {
    const reasons = readVectors<string[]>('ed25519/small_order_encodings.json').map((encoding) =>
      reasonOf(fromHex(encoding)),
    );
    expect(reasons.filter((reason) => reason === 'key-small-order')).toHaveLength(8);
    expect(reasons.filter((reason) => reason === 'key-not-canonical')).toHaveLength(6);
  });

  test('refuses an honest key with a small-order point added', () => {
    for (const torsionHex of ED25519_TORSION_SUBGROUP) {
      const torsion = Point.fromHex(torsionHex);
      const mixed = Point.BASE.multiply(12_345n).add(torsion).toBytes();
      expect(reasonOf(mixed)).toBe(torsion.is0() ? 'ok' : 'key-mixed-order');
    }
  });

  test('gives the portable verdict for any 32 bytes', () => {
    const multiples = fc.bigInt({ min: 1n, max: 2n ** 200n });
    const points = fc
      .tuple(multiples, fc.constantFrom(...ED25519_TORSION_SUBGROUP))
      .map(([factor, torsion]) =>
        Point.BASE.multiply(factor).add(Point.fromHex(torsion)).toBytes(),
      );
    fc.assert(
      fc.property(fc.oneof(seeds, points), (key) => {
        expect(checkEnrolment(key)).toEqual(checkPortably(key));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['an empty key', new Uint8Array(0), 'key-length'],
    ['31 bytes', new Uint8Array(31), 'key-length'],
    ['33 bytes', new Uint8Array(33), 'key-length'],
    ['y = 2, not on the curve', Uint8Array.of(2, ...new Array(31).fill(0)), 'key-not-on-curve'],
    ['y = p + 1', fromHex(`ee${'ff'.repeat(30)}7f`), 'key-not-canonical'],
    ['x = 0 with its sign bit set', fromHex(`01${'00'.repeat(30)}80`), 'key-not-canonical'],
  ])('refuses %s', (_name, key, reason) => {
    expect(reasonOf(key)).toBe(reason);
  });
});

test('a key id is the tagged hash of the key, without chain', () => {
  const { publicKey } = signerFromSeed(new Uint8Array(32));
  expect(bytesToHex(keyId(publicKey))).toBe(bytesToHex(taggedHash('key', '', publicKey)));
  expect(() => keyId(publicKey.subarray(1))).toThrow(InvariantError);
});

describe('proof of possession', () => {
  const signer = signerFromSeed(generateSeed());
  const proof = signer.sign(possessionBytes('chain-1', 'vote', signer.publicKey));

  test('holds for its key, purpose and chain, under both verifiers', () => {
    expect(checkPossession(signer.publicKey, 'vote', proof, verify, 'chain-1')).toBe(true);
    expect(checkPossession(signer.publicKey, 'vote', proof, verifyPortable, 'chain-1')).toBe(true);
    const genesis = signer.sign(possessionBytes('', 'peer', signer.publicKey));
    expect(checkPossession(signer.publicKey, 'peer', genesis, verify)).toBe(true);
  });

  test.each([
    ['another purpose', signer.publicKey, 'peer', 'chain-1'],
    ['another chain', signer.publicKey, 'vote', 'chain-2'],
    ['no chain', signer.publicKey, 'vote', ''],
    ['another key', signerFromSeed(generateSeed()).publicKey, 'vote', 'chain-1'],
    ['a malformed purpose', signer.publicKey, 'Vote!', 'chain-1'],
    ['a short key', signer.publicKey.subarray(1), 'vote', 'chain-1'],
  ])('does not hold for %s', (_name, key, purpose, chainId) => {
    expect(checkPossession(key, purpose, proof, verify, chainId)).toBe(false);
  });

  test('is not made for a malformed purpose', () => {
    expect(() => possessionBytes('', '', signer.publicKey)).toThrow(InvariantError);
    expect(() => possessionBytes('', 'a'.repeat(33), signer.publicKey)).toThrow(InvariantError);
  });
});
