/**
 * The group ristretto255 (RFC 9496), proofs that two logarithms are equal, and shared secrets: what
 * the look-through envelope stands on. Pure; runs in a browser.
 *
 *     const proof = proveEquality({ publicElement, base, image }, secret, context, random);
 *     if (!checkEquality({ publicElement, base, image }, proof, context)) refuse();
 */
export {
  checkEquality,
  EQUALITY_PROOF_BYTES,
  type EqualityStatement,
  hashScalar,
  type ProofContext,
  proveEquality,
} from './equality-proof.ts';
export {
  decodeElement,
  decodeScalar,
  ELEMENT_BYTES,
  type Element,
  encodeElement,
  encodeScalar,
  GENERATOR,
  GROUP_ORDER,
  isIdentity,
  type Scalar,
  secretScalar,
  times,
  timesPublic,
  WIDE_SCALAR_BYTES,
  wideScalar,
} from './group.ts';
export {
  combineElements,
  combineShares,
  HOLDERS_MAX,
  publicShare,
  type SecretShare,
  type SharedSecret,
  shareSecret,
  shareWeight,
} from './secret-sharing.ts';
