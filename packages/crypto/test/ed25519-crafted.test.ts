import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEnrolment, concatBytes, verifyPortable } from '../src/index.ts';
import { signerFromSeed, verify } from '../src/node/index.ts';

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const RUNS = 60;

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 80 });
const torsion = fc.constantFrom(...ED25519_TORSION_SUBGROUP.map((hex) => Point.fromHex(hex)));
const nonZeroTorsion = torsion.filter((point) => !point.is0());
const nonces = fc.bigInt({ min: 1n, max: ORDER - 1n });

type EdwardsPoint = typeof Point.BASE;

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function scalarBytes(scalar: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((scalar >> BigInt(8 * i)) & 255n));
}

function challenge(encodedR: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  return littleEndian(sha512(concatBytes(encodedR, key, message))) % ORDER;
}

/** Signs with any R and any encoding of the key, as a malicious holder of the secret can. */
function craft(
  secret: bigint,
  key: Uint8Array,
  nonce: bigint,
  r: EdwardsPoint,
  message: Uint8Array,
) {
  const encodedR = r.toBytes();
  const s = (nonce + challenge(encodedR, key, message) * secret) % ORDER;
  return concatBytes(encodedR, scalarBytes(s));
}

function secretOf(seed: Uint8Array): bigint {
  return ed25519.utils.getExtendedPublicKey(seed).scalar;
}

function bothVerdicts(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const native = verify(key, message, signature);
  expect(verifyPortable(key, message, signature)).toBe(native);
  return native;
}

describe('native and portable verifier agree on crafted signatures', () => {
  test('a small-order point added to R is refused, although cofactored verifiers take it', () => {
    fc.assert(
      fc.property(seeds, messages, nonces, nonZeroTorsion, (seed, message, nonce, point) => {
        const { publicKey } = signerFromSeed(seed);
        const r = Point.BASE.multiply(nonce).add(point);
        const signature = craft(secretOf(seed), publicKey, nonce, r, message);
        expect(ed25519.verify(signature, message, publicKey)).toBe(true);
        expect(bothVerdicts(publicKey, message, signature)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  test('any nonce of the holder is valid: the rule does not ask for the deterministic one', () => {
    fc.assert(
      fc.property(seeds, messages, nonces, (seed, message, nonce) => {
        const { publicKey } = signerFromSeed(seed);
        const r = Point.BASE.multiply(nonce);
        const signature = craft(secretOf(seed), publicKey, nonce, r, message);
        expect(bothVerdicts(publicKey, message, signature)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('a small-order point added to A: same verdict, and the key is not enrollable', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        seeds,
        messages,
        nonces,
        nonZeroTorsion,
        torsion,
        (seed, message, nonce, t, u) => {
          const secret = secretOf(seed);
          const key = Point.BASE.multiply(secret).add(t).toBytes();
          expect(checkEnrolment(key)).toEqual({ ok: false, reason: 'key-mixed-order' });
          const r = Point.BASE.multiply(nonce).add(u);
          if (bothVerdicts(key, message, craft(secret, key, nonce, r, message))) accepted++;
        },
      ),
      { numRuns: 4 * RUNS },
    );
    // Some must satisfy the equation by chance, or the property has looked at refusals only.
    expect(accepted).toBeGreaterThan(0);
  });

  test('R of small order under a key of mixed order is refused by both', () => {
    fc.assert(
      fc.property(seeds, messages, nonZeroTorsion, torsion, (seed, message, t, r) => {
        const secret = secretOf(seed);
        const key = Point.BASE.multiply(secret).add(t).toBytes();
        expect(bothVerdicts(key, message, craft(secret, key, 0n, r, message))).toBe(false);
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test('R = identity with a fitting S is refused under an honest key', () => {
    fc.assert(
      fc.property(seeds, messages, (seed, message) => {
        const { publicKey } = signerFromSeed(seed);
        const signature = craft(secretOf(seed), publicKey, 0n, Point.ZERO, message);
        expect(bothVerdicts(publicKey, message, signature)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  test('S + n L is refused for every n that fits in 32 bytes', () => {
    fc.assert(
      fc.property(seeds, messages, fc.bigInt({ min: 1n, max: 14n }), (seed, message, n) => {
        const signer = signerFromSeed(seed);
        const signature = signer.sign(message);
        const s = littleEndian(signature.subarray(32)) + n * ORDER;
        signature.set(scalarBytes(s), 32);
        expect(bothVerdicts(signer.publicKey, message, signature)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  test('a flipped bit anywhere in key, message or signature makes it invalid', () => {
    const places = fc.record({ part: fc.nat(2), bit: fc.nat(10_000) });
    const nonEmpty = fc.uint8Array({ minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(seeds, nonEmpty, places, (seed, original, { part, bit }) => {
        const signer = signerFromSeed(seed);
        const key = Uint8Array.from(signer.publicKey);
        const message = Uint8Array.from(original);
        const signature = signer.sign(message);
        expect(verify(key, message, signature)).toBe(true);
        const target = [key, message, signature][part] as Uint8Array;
        const index = (bit >> 3) % target.length;
        target[index] = (target[index] as number) ^ (1 << (bit & 7));
        expect(bothVerdicts(key, message, signature)).toBe(false);
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test('random bytes and wrong lengths are invalid, never an exception', () => {
    const lengths = fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 65, 128);
    const sized = lengths.chain((n) => fc.uint8Array({ minLength: n, maxLength: n }));
    fc.assert(
      fc.property(sized, messages, sized, (key, message, signature) => {
        expect(bothVerdicts(key, message, signature)).toBe(false);
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test('a signature with a byte more or less is invalid', () => {
    const signer = signerFromSeed(new Uint8Array(32).fill(1));
    const message = new Uint8Array(3);
    const signature = signer.sign(message);
    expect(bothVerdicts(signer.publicKey, message, signature)).toBe(true);
    expect(bothVerdicts(signer.publicKey, message, signature.subarray(0, 63))).toBe(false);
    const longer = concatBytes(signature, new Uint8Array(1));
    expect(bothVerdicts(signer.publicKey, message, longer)).toBe(false);
    expect(bothVerdicts(signer.publicKey.subarray(1), message, signature)).toBe(false);
  });
});
