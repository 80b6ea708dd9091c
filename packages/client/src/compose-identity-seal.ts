import { proveEnvelope, sealContent } from '@mingjing/disclosure';
import {
  type Body,
  bodyWithoutProofs,
  commitmentOf,
  type Message,
  SALT_BYTES,
} from '@mingjing/protocol';
import { type PrivateRecipient, recordEnvelope } from './compose-private.ts';
import { type IdentityDocument, identityBytes } from './identity-document.ts';

const WIDE_BYTES = 64;

export interface IdentitySealOptions {
  readonly chainId: string;
  readonly suite: number;
  /** Number of the epoch, and the sum of the public keys of its two sides. */
  readonly epoch: number;
  readonly seal: Uint8Array;
  /** The registered key of the user's organisation, without which the chain takes no seal. */
  readonly recipient: PrivateRecipient;
  /** Of the transaction: its proof is bound to all three, and it is good in no other. */
  readonly signer: Uint8Array;
  readonly validUntil: number;
  readonly unique: Uint8Array;
  random(bytes: number): Uint8Array;
}

export interface ComposedIdentitySeal {
  /** For a transaction of this very signer, end and unique bytes. */
  readonly message: Message & { readonly type: 'identitySeal' };
  /** What the envelope's `ciphertext` commits to; it goes on no chain. */
  readonly content: { readonly salt: Uint8Array; readonly content: Uint8Array };
}

/**
 * Seals who a user is to the authority with its custodians and to his organisation, with the proof
 * that they open the same key. Pure but for what is injected.
 */
export function composeIdentitySeal(
  document: IdentityDocument,
  options: IdentitySealOptions,
): ComposedIdentitySeal {
  const { chainId, suite, epoch, seal, recipient, random, ...rest } = options;
  const keys = { seal, recipients: [recipient.publicKey] };
  const sealed = sealContent({
    ...{ chainId, suite, epoch, keys, keyIds: [recipient.keyId] },
    content: identityBytes(document),
    random: { opening: random(WIDE_BYTES), element: random(WIDE_BYTES) },
  });
  const content = { salt: random(SALT_BYTES), content: sealed.ciphertext };
  const commitment = commitmentOf(chainId, content.salt, content.content);
  const valueWith = (proof: Uint8Array) => ({
    userId: document.user,
    envelope: recordEnvelope({ ...sealed.envelope, proof }, keys, commitment),
  });
  const { signer, validUntil, unique } = rest;
  const frame: Body = { chainId, signer, validUntil, unique };
  const body = bodyWithoutProofs({ ...frame, identitySeal: valueWith(new Uint8Array(0)) });
  const place = { chainId, suite, body };
  const proof = proveEnvelope(sealed.envelope, keys, place, sealed.opening, random(WIDE_BYTES));
  return { message: { type: 'identitySeal', value: valueWith(proof) }, content };
}
