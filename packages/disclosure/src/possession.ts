import {
  checkEquality,
  decodeElement,
  GENERATOR,
  isIdentity,
  type ProofContext,
  proveEquality,
  type Scalar,
  times,
} from '@mingjing/crypto/ristretto';

/**
 * Shows that whoever made it knows x of `x G`, under a context: 64 bytes. The equality proof with
 * both bases alike, which is Schnorr's identification. `random` has 64 bytes.
 */
export function provePossession(
  secret: Scalar,
  context: ProofContext,
  random: Uint8Array,
): Uint8Array {
  const publicElement = times(GENERATOR, secret);
  const statement = { publicElement, base: GENERATOR, image: publicElement };
  return proveEquality(statement, secret, context, random);
}

/**
 * Whether the proof shows that the secret of a public key is known. False for a key that is no
 * element or the neutral one, whose secret everybody knows.
 */
export function checkPossession(
  publicKey: Uint8Array,
  proof: Uint8Array,
  context: ProofContext,
): boolean {
  const publicElement = decodeElement(publicKey);
  if (publicElement === undefined || isIdentity(publicElement)) return false;
  return checkEquality({ publicElement, base: GENERATOR, image: publicElement }, proof, context);
}
