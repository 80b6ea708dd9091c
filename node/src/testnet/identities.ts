import { keyId, possessionBytes } from '@mingjing/crypto';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import {
  type EnrolledKey,
  KeyPurpose,
  Standing,
  type User,
  UserType,
  Verification,
  type VerificationAnswer,
  verificationSignable,
} from '@mingjing/protocol';

export type PurposeName = keyof typeof KeyPurpose;

/** A new key with its proof of possession. */
export interface NewKey {
  readonly seed: Uint8Array;
  readonly enrolled: EnrolledKey;
}

/** Makes a key for one purpose. */
export function newKey(purpose: PurposeName): NewKey {
  const seed = generateSeed();
  const { publicKey, sign } = signerFromSeed(seed);
  const possession = sign(possessionBytes('', purpose, publicKey));
  return { seed, enrolled: { purpose: KeyPurpose[purpose], publicKey, possession } };
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** A marked test subject: no person stands behind it, and the verifier's answer says so. */
export function syntheticUser(
  id: string,
  { name: chainName, now }: { readonly name: string; readonly now: number },
  verifier: { readonly key: NewKey; readonly organisation: string },
): { user: User; key: NewKey } {
  const key = newKey('user');
  const answer: VerificationAnswer = {
    chainName,
    verifierKey: keyId(verifier.key.enrolled.publicKey),
    userKey: keyId(key.enrolled.publicKey),
    identityCommitment: randomBytes(32),
    verifiedAt: now,
    expiresAt: now + YEAR_MS,
    synthetic: true,
  };
  const { statement, signing } = verificationSignable(answer);
  const user: User = {
    id,
    type: UserType.person,
    key: key.enrolled,
    verification: Verification.verified,
    standing: Standing.active,
    answer: statement,
    answerSignature: signerFromSeed(verifier.key.seed).sign(signing),
    verifiedUntil: answer.expiresAt,
    synthetic: true,
    registeredHeight: 0,
    organisation: verifier.organisation,
    acceptances: [],
  };
  return { user, key };
}
