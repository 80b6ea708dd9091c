import { ristretto255 } from '@noble/curves/ed25519.js';
import { assert } from '../assert.ts';

const { Point } = ristretto255;

/** Bytes of an encoded element, and of a scalar. */
export const ELEMENT_BYTES = 32;
export const SCALAR_BYTES = 32;
/** Random or hashed bytes that become a uniform scalar. */
export const WIDE_SCALAR_BYTES = 64;

/** An element of ristretto255 (RFC 9496): a group of prime order without cofactor. */
export type Element = InstanceType<typeof Point>;
/** An integer modulo the order of the group. */
export type Scalar = bigint;

export const GENERATOR: Element = Point.BASE;
export const IDENTITY: Element = Point.ZERO;
/** Order of the group: 2^252 + 27742317777372353535851937790883648493. */
export const GROUP_ORDER: Scalar = Point.Fn.ORDER;

/** The element of its one canonical encoding of 32 bytes (RFC 9496, 4.3.1); else undefined. */
export function decodeElement(bytes: Uint8Array): Element | undefined {
  if (bytes.length !== ELEMENT_BYTES) return undefined;
  try {
    return Point.fromBytes(bytes);
  } catch {
    // The library's only way to say "no such element".
    return undefined;
  }
}

/** The canonical encoding (RFC 9496, 4.3.2): 32 bytes. */
export function encodeElement(element: Element): Uint8Array {
  return element.toBytes();
}

/** Whether this is the neutral element, which opens everything and nothing. */
export function isIdentity(element: Element): boolean {
  return element.equals(IDENTITY);
}

/** The scalar of 32 bytes, little-endian, below the order; undefined for any others. */
export function decodeScalar(bytes: Uint8Array): Scalar | undefined {
  if (bytes.length !== SCALAR_BYTES) return undefined;
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return value < GROUP_ORDER ? value : undefined;
}

/** 32 bytes, little-endian. */
export function encodeScalar(scalar: Scalar): Uint8Array {
  return Point.Fn.toBytes(reduce(scalar));
}

/**
 * 64 bytes, little-endian, modulo the order (RFC 9496, 4.4): uniform when the bytes are. Length
 * asserted.
 */
export function wideScalar(bytes: Uint8Array): Scalar {
  assert(bytes.length === WIDE_SCALAR_BYTES, 'a uniform scalar is made of 64 bytes');
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return reduce(value);
}

/** A secret scalar of 64 random bytes; never 0, which happens to nobody. */
export function secretScalar(random: Uint8Array): Scalar {
  const scalar = wideScalar(random);
  return scalar === 0n ? 1n : scalar;
}

/** The representative in 0..order-1. */
export function reduce(value: bigint): Scalar {
  return Point.Fn.create(value);
}

/** The inverse; `scalar` is not 0 (asserted). */
export function invert(scalar: Scalar): Scalar {
  assert(reduce(scalar) !== 0n, '0 has no inverse');
  return Point.Fn.inv(reduce(scalar));
}

/** `scalar` times `element`; as far as the library goes its time does not tell the scalar. */
export function times(element: Element, scalar: Scalar): Element {
  const reduced = reduce(scalar);
  return reduced === 0n || isIdentity(element) ? IDENTITY : element.multiply(reduced);
}

/** The same for scalars that everybody knows: faster, and its time tells the scalar. */
export function timesPublic(element: Element, scalar: Scalar): Element {
  return element.multiplyUnsafe(reduce(scalar));
}
