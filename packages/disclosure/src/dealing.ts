import {
  decodeElement,
  type Element,
  encodeElement,
  isIdentity,
  publicShare,
  type Scalar,
  type SecretShare,
  secretScalar,
  shareSecret,
} from '@mingjing/crypto/ristretto';
import { remembered } from './remembered.ts';

/** One side of an epoch as it was dealt: who has which share is for the caller to say. */
export interface DealtSide {
  /** Index 1 and up. */
  readonly shares: readonly SecretShare[];
  /** 32 bytes each, the side's public key first: what the chain registers. */
  readonly commitments: readonly Uint8Array[];
}

/**
 * Deals one side's key to `count` holders, any `random.length` of whom have it together: 64 random
 * bytes for each coefficient. Whoever calls this knows the secret until he forgets it.
 */
export function dealSide(random: readonly Uint8Array[], count: number): DealtSide {
  const [secret, ...coefficients] = random.map(secretScalar) as [Scalar, ...Scalar[]];
  const { shares, commitments } = shareSecret(secret, coefficients, count);
  return { shares, commitments: commitments.map(encodeElement) };
}

/** G times the share of an index, from a side's commitments; undefined when one is no element. */
export const shareKey: (
  commitments: readonly Uint8Array[],
  index: number,
) => Uint8Array | undefined = remembered((commitments, index: number) => {
  const elements = commitments.map(decodeElement);
  const known = elements.filter((element): element is Element => element !== undefined);
  return known.length < elements.length ? undefined : encodeElement(publicShare(known, index));
});

const sumOfBoth = remembered(([authority, custody]) => {
  const [first, second] = [authority, custody].map((each) => each && decodeElement(each));
  if (first === undefined || second === undefined) return undefined;
  const sum = first.add(second);
  return [first, second, sum].some(isIdentity) ? undefined : encodeElement(sum);
});

/**
 * Ps = Pauthority + Pcustody of both sides' public keys: 32 bytes. Undefined when one is no
 * element, or when one of the three is the neutral one.
 */
export function sealKey(authority: Uint8Array, custody: Uint8Array): Uint8Array | undefined {
  return sumOfBoth([authority, custody], undefined);
}
