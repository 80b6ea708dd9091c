import {
  assert,
  bytesToHex,
  concatBytes,
  keyId,
  sha256,
  signingBytes,
  taggedHash,
} from '@mingjing/crypto';
import { framedText } from './account.ts';
import { canonicalJsonBytes } from './canonical-json.ts';
import { Tag } from './ids.ts';
import { SALT_BYTES } from './limits.ts';

/** What a user asks of the management node: a signature for the one is none for the other. */
export const USER_PURPOSES = [
  'register',
  'recover',
  'export',
  'consent',
  'correct',
  'erasure',
] as const;
export type UserPurpose = (typeof USER_PURPOSES)[number];

export interface UserRequest {
  readonly purpose: UserPurpose;
  /** The program that asked: what was signed for one is no request to another. */
  readonly nodeId: string;
  /** The site as the user's side reached it, such as `https://portal.example`. */
  readonly origin: string;
  readonly user: string;
  readonly challenge: Uint8Array;
  /** What he sends beside challenge and signature. */
  readonly form: unknown;
}

/**
 * What a user signs with his own key to be heard, without an account:
 *
 *     tagged 'user-request', chain id |
 *     len(purpose) u8 | purpose | len(node id) u8 | node id | len(origin) u8 | origin |
 *     len(user) u8 | user | challenge 38 | SHA-256 of the form in canonical JSON (RFC 8785)
 *
 * The four texts are ASCII of 1 to 255 characters (asserted). So a signature is good for one form,
 * once, at one node, on the site that the user's side itself sees.
 */
export function userRequestSigningBytes(chainId: string, request: UserRequest): Uint8Array {
  const { purpose, nodeId, origin, user, challenge, form } = request;
  const framed = [purpose, nodeId, origin, user].map(framedText);
  const formHash = sha256(canonicalJsonBytes(form));
  return signingBytes(Tag.userRequest, chainId, concatBytes(...framed, challenge, formHash));
}

const ID_DIGITS = 20;

/** The id of a user who registers himself: it follows from his first key and tells no more. */
export function userIdOf(publicKey: Uint8Array): string {
  return `u-${bytesToHex(keyId(publicKey)).slice(0, ID_DIGITS)}`;
}

/**
 * Commitment to an identity, 32 bytes, as a verifier signs it:
 *
 *     H(tag "identity", chain name, salt 32 | len(kind) u8 | kind | len(number) u8 | number)
 *
 * `number` is canonical, as `parseIdentifier` gives it: ASCII of 1 to 255 characters (asserted).
 * The salt hides it: the numbers there are could be tried one by one.
 */
export function identityCommitment(
  chainName: string,
  salt: Uint8Array,
  { kind, number }: { readonly kind: string; readonly number: string },
): Uint8Array {
  assert(salt.length === SALT_BYTES, 'a salt has 32 bytes');
  return taggedHash(Tag.identity, chainName, salt, framedText(kind), framedText(number));
}

/** What a node signs of the data it hands to a person about himself. */
export function userDataSigningBytes(chainId: string, data: unknown): Uint8Array {
  return signingBytes(Tag.userData, chainId, sha256(canonicalJsonBytes(data)));
}
