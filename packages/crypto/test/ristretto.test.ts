import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bytesToHex } from '../src/index.ts';
import { randomBytes } from '../src/node/index.ts';
import {
  checkEquality,
  combineElements,
  combineShares,
  decodeElement,
  decodeScalar,
  type Element,
  encodeElement,
  encodeScalar,
  GENERATOR,
  GROUP_ORDER,
  isIdentity,
  proveEquality,
  publicShare,
  secretScalar,
  shareSecret,
  shareWeight,
  times,
  timesPublic,
  wideScalar,
} from '../src/ristretto/index.ts';
import { fromHex, readVectors } from './vectors.ts';

interface Vectors {
  readonly multiples: readonly string[];
  readonly refused: readonly string[];
  readonly sharing: {
    readonly threshold: number;
    readonly secret: string;
    readonly public: string;
    readonly shares: readonly string[];
  };
}
const vectors = readVectors<Vectors>('ristretto255/rfc9496.json');
const hex = (element: Element) => bytesToHex(encodeElement(element));
const scalarOf = (text: string) => decodeScalar(fromHex(text)) as bigint;
const scalars = fc.uint8Array({ minLength: 64, maxLength: 64 }).map(secretScalar);
const runs = { numRuns: 20 };

describe('the group', () => {
  test.each(vectors.multiples.map((text, n) => [n, text] as const))('has %i G', (n, text) => {
    expect(hex(times(GENERATOR, BigInt(n)))).toBe(text);
    expect(hex(timesPublic(GENERATOR, BigInt(n)))).toBe(text);
    expect(hex(decodeElement(fromHex(text)) as Element)).toBe(text);
  });

  test.each(vectors.refused)('refuses %s', (text) => {
    expect(decodeElement(fromHex(text))).toBeUndefined();
  });

  test.each([0, 31, 33])('refuses %i bytes', (length) => {
    expect(decodeElement(new Uint8Array(length))).toBeUndefined();
    expect(decodeScalar(new Uint8Array(length))).toBeUndefined();
  });

  it('takes scalars below its order, in one encoding', () => {
    const order = encodeScalar(GROUP_ORDER - 1n);
    expect(decodeScalar(order)).toBe(GROUP_ORDER - 1n);
    const above = Uint8Array.from(order, (byte, i) => (i === 0 ? byte + 1 : byte));
    expect(decodeScalar(above)).toBeUndefined();
    expect(encodeScalar(GROUP_ORDER + 5n)).toEqual(encodeScalar(5n));
    expect(wideScalar(new Uint8Array(64))).toBe(0n);
    expect(secretScalar(new Uint8Array(64))).toBe(1n);
    expect(() => wideScalar(new Uint8Array(32))).toThrow('64 bytes');
  });

  it('has the neutral element at 0 and at its order', () => {
    expect(isIdentity(times(GENERATOR, 0n))).toBe(true);
    expect(isIdentity(times(GENERATOR, GROUP_ORDER))).toBe(true);
    expect(isIdentity(GENERATOR)).toBe(false);
  });
});

describe('a proof of equality', () => {
  const about = { chainId: 'trial-1', context: new Uint8Array([1, 2, 3]) };
  const made = (secret = 77n, base = times(GENERATOR, 5n)) => {
    const statement = {
      ...{ publicElement: times(GENERATOR, secret), base },
      image: times(base, secret),
    };
    return { statement, proof: proveEquality(statement, secret, about, randomBytes(64)) };
  };

  it('shows what is so, for any secret and base', () => {
    fc.assert(
      fc.property(scalars, scalars, (secret, base) => {
        const { statement, proof } = made(secret, times(GENERATOR, base));
        expect(checkEquality(statement, proof, about)).toBe(true);
      }),
      runs,
    );
  });

  it('is another one each time, and the same for the same random bytes', () => {
    const { statement, proof } = made();
    expect(made().proof).not.toEqual(proof);
    const random = randomBytes(64);
    const again = () => proveEquality(statement, 77n, about, random);
    expect(again()).toEqual(again());
    expect(() => proveEquality(statement, 77n, about, randomBytes(32))).toThrow('64 random bytes');
  });

  it('shows nothing that is not so, changed in any bit or place', () => {
    const { statement, proof } = made();
    const other = times(GENERATOR, 6n);
    for (const key of ['publicElement', 'base', 'image'] as const) {
      expect(checkEquality({ ...statement, [key]: other }, proof, about), key).toBe(false);
    }
    const wrong = { ...statement, image: other };
    const forged = proveEquality(wrong, 77n, about, randomBytes(64));
    expect(checkEquality(wrong, forged, about)).toBe(false);
    expect(checkEquality(statement, proof, { ...about, chainId: 'trial-2' })).toBe(false);
    expect(checkEquality(statement, proof, { ...about, context: new Uint8Array(0) })).toBe(false);
    expect(checkEquality(statement, proof.subarray(1), about)).toBe(false);
    expect(checkEquality(statement, new Uint8Array(64).fill(255), about)).toBe(false);
    fc.assert(
      fc.property(fc.nat({ max: 511 }), (bit) => {
        const bent = Uint8Array.from(proof);
        bent[bit >> 3] = (bent[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(checkEquality(statement, bent, about)).toBe(false);
      }),
      runs,
    );
  });
});

describe('a shared secret', () => {
  const { secret, shares, threshold } = vectors.sharing;
  const known = shares.map((text, i) => ({ index: i + 1, value: scalarOf(text) }));

  it('is the one of RFC 9591, from any two of its three shares', () => {
    expect(hex(times(GENERATOR, scalarOf(secret)))).toBe(vectors.sharing.public);
    for (const left of known) {
      const two = known.filter((share) => share !== left);
      expect(two).toHaveLength(threshold);
      expect(combineShares(two)).toBe(scalarOf(secret));
    }
    const [first, second] = known;
    const slope = (second?.value ?? 0n) - (first?.value ?? 0n);
    const dealt = shareSecret(scalarOf(secret), [slope], 3);
    expect(dealt.shares.map(({ value }) => value)).toEqual(known.map(({ value }) => value));
  });

  it('comes of any holders who are enough, and of no fewer; each share is checkable', () => {
    const plan = fc.record({
      secret: scalars,
      more: fc.array(scalars, { maxLength: 3 }),
      spare: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(plan, fc.infiniteStream(fc.nat()), ({ secret: hidden, more, spare }, picks) => {
        const dealt = shareSecret(hidden, more, more.length + 1 + spare);
        const order = dealt.shares.map((share) => ({ share, at: picks.next().value ?? 0 }));
        const came = order.toSorted((a, b) => a.at - b.at).map(({ share }) => share);
        const enough = came.slice(0, more.length + 1);
        expect(combineShares(enough)).toBe(hidden);
        expect(combineShares(came)).toBe(hidden);
        if (more.length > 0) expect(combineShares(enough.slice(1))).not.toBe(hidden);
        const base = times(GENERATOR, 9n);
        const parts = enough.map(({ index, value }) => ({ index, element: times(base, value) }));
        expect(hex(combineElements(parts))).toBe(hex(times(base, hidden)));
        for (const { index, value } of dealt.shares) {
          expect(hex(publicShare(dealt.commitments, index))).toBe(hex(times(GENERATOR, value)));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('counts no holder twice, none that did not come, and no index 0', () => {
    expect(() => shareWeight([1, 1], 1)).toThrow('counts once');
    expect(() => shareWeight([1, 2], 3)).toThrow('one of those who came');
    expect(() => shareWeight([0, 1], 1)).toThrow('begin with 1');
    expect(() => shareSecret(1n, [2n], 1)).toThrow('threshold');
    expect(() => shareSecret(1n, [], 65)).toThrow('threshold');
  });
});
