import { possessionBytes, sha256 } from '@mingjing/crypto';
import {
  commitmentOf,
  type EnrolledKey,
  KeyPurpose,
  type Message,
  SanctionGrade,
} from '@mingjing/protocol';

/** A key pair on the holder's side: the public key, and Ed25519 over exactly these bytes. */
export interface HeldKey {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** A user's key as the chain enrols it, with its proof of possession. */
export function enrolledUserKey({ publicKey, sign }: HeldKey): EnrolledKey {
  const possession = sign(possessionBytes('', 'user', publicKey));
  return { purpose: KeyPurpose.user, publicKey, possession };
}

/** A user's new key in place of the one that signs the transaction. */
export function rotationMessage(key: HeldKey): Message {
  return { type: 'identityRotate', value: { key: enrolledUserKey(key) } };
}

/** What of an agreement's text stands on the chain: SHA-256 of its bytes. */
export function agreementHash(text: Uint8Array): Uint8Array {
  return sha256(text);
}

/** The next version of an agreement; `effectiveAt` is a block time in ms, 0 at once. */
export function agreementMessage(version: number, text: Uint8Array, effectiveAt = 0): Message {
  const value = { version, textHash: agreementHash(text), effectiveAt };
  return { type: 'agreementPublish', value };
}

/** A user's acceptance of the text that he was shown. */
export function acceptanceMessage(version: number, text: Uint8Array): Message {
  return { type: 'agreementAccept', value: { version, textHash: agreementHash(text) } };
}

export type SanctionGradeName = keyof typeof SanctionGrade;

/** A sanction on a user; `expiresAt` is a block time in ms, and without meaning for a closing. */
export function sanctionMessage(
  userId: string,
  grade: SanctionGradeName,
  said: { readonly reason: number; readonly basis: number; readonly expiresAt: number },
): Message {
  const { reason, basis, expiresAt } = said;
  const value = { userId, grade: SanctionGrade[grade], reason, basis };
  return {
    type: 'sanctionImpose',
    value: { ...value, expiresAt: grade === 'close' ? 0 : expiresAt },
  };
}

/** What a user says in an appeal, kept by him and his organisation: the chain has a commitment. */
export interface AppealStatement {
  readonly text: Uint8Array;
  /** 32 random bytes, without which nobody can guess the text. */
  readonly salt: Uint8Array;
}

/** A user's appeal against a sanction, with what he says or without. */
export function appealMessage(
  chainId: string,
  sanctionId: Uint8Array,
  reason: number,
  said?: AppealStatement,
): Message {
  const statement =
    said === undefined ? new Uint8Array(0) : commitmentOf(chainId, said.salt, said.text);
  return { type: 'sanctionAppeal', value: { sanctionId, reason, statement } };
}
