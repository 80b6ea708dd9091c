import { assert } from '../assert.ts';
import {
  type Element,
  GENERATOR,
  IDENTITY,
  invert,
  reduce,
  type Scalar,
  times,
  timesPublic,
} from './group.ts';

/** Most holders of one secret: organisations of a chain or officers of an authority. */
export const HOLDERS_MAX = 64;

/** One holder's share: the value of the polynomial at `index`, 1 and up. */
export interface SecretShare {
  readonly index: number;
  readonly value: Scalar;
}

export interface SharedSecret {
  readonly shares: readonly SecretShare[];
  /** G times each coefficient, the secret's first (Feldman): what every share is held against. */
  readonly commitments: readonly Element[];
}

/**
 * Shares a secret so that any `1 + coefficients.length` of `count` holders have it together and
 * fewer learn nothing (Shamir, "How to share a secret", 1979; commitments after Feldman, 1987).
 * `coefficients` are secret and uniform. Bounds asserted: 1 <= threshold <= count <= 64.
 */
export function shareSecret(
  secret: Scalar,
  coefficients: readonly Scalar[],
  count: number,
): SharedSecret {
  const polynomial = [secret, ...coefficients];
  assert(count >= polynomial.length && count <= HOLDERS_MAX, 'threshold <= count <= 64');
  const shares = Array.from({ length: count }, (_, i) => {
    const index = i + 1;
    return { index, value: evaluate(polynomial, BigInt(index)) };
  });
  return { shares, commitments: polynomial.map((part) => times(GENERATOR, part)) };
}

/** G times the share that the holder of `index` must have, from the commitments alone. */
export function publicShare(commitments: readonly Element[], index: number): Element {
  let sum = IDENTITY;
  for (const commitment of commitments.toReversed()) {
    sum = timesPublic(sum, BigInt(index)).add(commitment);
  }
  return sum;
}

/**
 * What the share at `index` counts when these holders come together (Lagrange at 0). Indexes are
 * distinct, 1 and up, and `index` is one of them (asserted).
 */
export function shareWeight(indexes: readonly number[], index: number): Scalar {
  assert(indexes.includes(index), 'the holder is one of those who came');
  assert(new Set(indexes).size === indexes.length, 'every holder counts once');
  assert(
    indexes.every((each) => Number.isSafeInteger(each) && each >= 1),
    'indexes begin with 1',
  );
  let [above, below] = [1n, 1n];
  for (const other of indexes) {
    if (other === index) continue;
    above = reduce(above * BigInt(other));
    below = reduce(below * BigInt(other - index));
  }
  return reduce(above * invert(below));
}

/** The secret times an element, from each holder's share times that element. */
export function combineElements(
  parts: readonly { readonly index: number; readonly element: Element }[],
): Element {
  const indexes = parts.map(({ index }) => index);
  return parts.reduce(
    (sum, { index, element }) => sum.add(timesPublic(element, shareWeight(indexes, index))),
    IDENTITY,
  );
}

/** The secret itself, from enough shares; for the ceremony that tests what it dealt. */
export function combineShares(shares: readonly SecretShare[]): Scalar {
  const indexes = shares.map(({ index }) => index);
  const sum = shares.reduce(
    (total, { index, value }) => total + value * shareWeight(indexes, index),
    0n,
  );
  return reduce(sum);
}

function evaluate(polynomial: readonly Scalar[], at: bigint): Scalar {
  return polynomial.toReversed().reduce((sum, part) => reduce(sum * at + part), 0n);
}
