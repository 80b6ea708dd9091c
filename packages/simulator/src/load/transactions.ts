import {
  type AttachmentContent,
  AttachmentRole,
  bodyCodec,
  commitmentOf,
  type Message,
  type PoolItem,
  transactionCodec,
  transactionSigningBytes,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import type { SeededRandom } from '../random.ts';
import { AUTHOR, answerFor } from '../world/genesis.ts';
import { enrolled, type SignatureKind, type WorldKey, worldKey } from '../world/keys.ts';

/** What a transaction is made from. */
export interface Writing {
  readonly chainId: string;
  readonly random: SeededRandom;
  readonly kind: SignatureKind;
  /** Block time until which it may stand, ms. */
  readonly validUntil: number;
  /** 16 bytes of its own, where something in the body was made for the whole of it. */
  readonly unique?: Uint8Array;
}

/** Signs a message as one transaction. */
export function signed(
  writing: Writing,
  key: WorldKey,
  message: Message,
  attachments: AttachmentContent[] = [],
): PoolItem {
  const { chainId, random, validUntil, unique } = writing;
  const body = bodyCodec.encode({
    chainId,
    signer: key.id,
    validUntil,
    unique: unique ?? random.bytes(UNIQUE_BYTES),
    [message.type]: message.value,
  });
  const signature = key.sign(transactionSigningBytes(chainId, body));
  return { transaction: transactionCodec.encode({ body, signature }), attachments };
}

/** One record with an attachment of each of these sizes. */
export function publication(writing: Writing, sizes: readonly number[], by = AUTHOR): PoolItem {
  const { random } = writing;
  const contents = sizes.map((size) => ({ salt: random.bytes(32), content: random.bytes(size) }));
  return published(writing, contents, by);
}

/** One record with these attachments. */
export function published(
  writing: Writing,
  contents: readonly AttachmentContent[],
  by = AUTHOR,
): PoolItem {
  const { chainId, random, kind } = writing;
  const refs = contents.map(({ salt, content }) => ({
    commitment: commitmentOf(chainId, salt, content),
    sizeBytes: content.length,
    role: AttachmentRole.content,
  }));
  const records = [{ category: random.below(100), subject: 'a/1', attachments: refs }];
  const message: Message = { type: 'recordsPublish', value: { records } };
  return signed(writing, worldKey(by, 'user', kind), message, [...contents]);
}

/** Registers a user, signed by a node's statement key. */
export function registration(writing: Writing, node: string, userId: string): PoolItem {
  const { answer, answerSignature } = answerFor(userId);
  const key = enrolled(worldKey(userId, 'user', 'ed25519'));
  const value = { userId, userType: 1, key, answer, answerSignature };
  const message: Message = { type: 'identityRegister', value };
  return signed(writing, worldKey(node, 'statement', writing.kind), message);
}
