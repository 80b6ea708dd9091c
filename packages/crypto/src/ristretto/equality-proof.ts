import { sha512 } from '@noble/hashes/sha2.js';
import { assert } from '../assert.ts';
import { concatBytes } from '../bytes.ts';
import { taggedBytes } from '../tagged-hash.ts';
import {
  decodeScalar,
  type Element,
  encodeElement,
  encodeScalar,
  GENERATOR,
  reduce,
  SCALAR_BYTES,
  type Scalar,
  times,
  timesPublic,
  WIDE_SCALAR_BYTES,
  wideScalar,
} from './group.ts';

/** Bytes of a proof: challenge and response. */
export const EQUALITY_PROOF_BYTES = 2 * SCALAR_BYTES;

/** `public_ = x G` and `image = x base` for the same x. */
export interface EqualityStatement {
  readonly publicElement: Element;
  readonly base: Element;
  readonly image: Element;
}

/** What a proof is made for: under another chain or context it shows nothing. */
export interface ProofContext {
  readonly chainId: string;
  /** Bytes that the maker of the proof stands by, such as the order that it answers. */
  readonly context: Uint8Array;
}

/**
 * Shows that log_G(publicElement) = log_base(image) without telling it (Chaum and Pedersen, "Wallet
 * databases with observers", 1992; made non-interactive after Fiat and Shamir):
 *
 *     k = H('equality-nonce', random | x | statement | context)       c = H('equality', ...)
 *     A = kG, B = k base                                              s = k + c x
 *
 * 64 bytes: c | s, each little-endian. `random` has 64 bytes (asserted); the nonce also depends on
 * the secret and the statement, so that a bad source of randomness does not give x away.
 */
export function proveEquality(
  statement: EqualityStatement,
  secret: Scalar,
  { chainId, context }: ProofContext,
  random: Uint8Array,
): Uint8Array {
  assert(random.length === WIDE_SCALAR_BYTES, 'a proof takes 64 random bytes');
  const said = statementBytes(statement);
  const hedged = concatBytes(random, encodeScalar(secret), said, context);
  const nonce = hashScalar('equality-nonce', chainId, hedged);
  const commitments = [times(GENERATOR, nonce), times(statement.base, nonce)] as const;
  const challenge = challengeOf(chainId, said, commitments, context);
  const response = reduce(nonce + challenge * secret);
  return concatBytes(encodeScalar(challenge), encodeScalar(response));
}

/**
 * Whether the proof shows the statement in this context. False for malformed bytes too: they come
 * from outside. Four multiplications, about 3 ms.
 */
export function checkEquality(
  { publicElement, base, image }: EqualityStatement,
  proof: Uint8Array,
  { chainId, context }: ProofContext,
): boolean {
  if (proof.length !== EQUALITY_PROOF_BYTES) return false;
  const challenge = decodeScalar(proof.subarray(0, SCALAR_BYTES));
  const response = decodeScalar(proof.subarray(SCALAR_BYTES));
  if (challenge === undefined || response === undefined) return false;
  const commitments = [
    timesPublic(GENERATOR, response).subtract(timesPublic(publicElement, challenge)),
    timesPublic(base, response).subtract(timesPublic(image, challenge)),
  ] as const;
  const said = statementBytes({ publicElement, base, image });
  return challengeOf(chainId, said, commitments, context) === challenge;
}

function statementBytes({ publicElement, base, image }: EqualityStatement): Uint8Array {
  return concatBytes(encodeElement(publicElement), encodeElement(base), encodeElement(image));
}

function challengeOf(
  chainId: string,
  statement: Uint8Array,
  [first, second]: readonly [Element, Element],
  context: Uint8Array,
): Scalar {
  const points = concatBytes(statement, encodeElement(first), encodeElement(second));
  return hashScalar('equality', chainId, points, context);
}

/** A uniform scalar of bytes: SHA-512 over the tagged bytes, modulo the order (RFC 9496, 4.4). */
export function hashScalar(tag: string, chainId: string, ...parts: Uint8Array[]): Scalar {
  return wideScalar(sha512(taggedBytes(tag, chainId, ...parts)));
}
