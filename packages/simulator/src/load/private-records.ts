import { encodeElement, GENERATOR, times, wideScalar } from '@mingjing/crypto/ristretto';
import { sealKeyOf } from '@mingjing/execution';
import {
  AttachmentRole,
  type Body,
  bodyWithoutProofs,
  commitmentOf,
  type Epoch,
  type PoolItem,
  type RecordEnvelope,
  RegistryKind,
  recipientKeyId,
  recipientPossession,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import { envelopeKeyOf } from '../world/epoch.ts';
import { worldKey } from '../world/keys.ts';
import { standInProof } from '../world/proofs.ts';
import { signed, type Writing } from './transactions.ts';

/** A user's key for envelopes, with the stand-in for its proof of possession. */
export function keyRegistration(writing: Writing, by: string): PoolItem {
  const publicKey = envelopeKeyOf(by);
  const context = recipientPossession(RegistryKind.user, by);
  const bare = { kind: 'possession', publicKey, proof: new Uint8Array(64) } as const;
  const possession = standInProof({ ...bare, chainId: '', context });
  const value = { publicKey, possession };
  const key = worldKey(by, 'user', writing.kind);
  return signed(writing, key, { type: 'envelopeKeyRegister', value });
}

/**
 * A private record of a user, sealed to himself: but for C0 its points stand for real ones, and its
 * proof is the stand-in, so that a run spends little time on the group.
 */
export function privatePublication(
  writing: Writing,
  epoch: Epoch,
  by: string,
): { item: PoolItem; envelope: RecordEnvelope } {
  const { chainId, random } = writing;
  const attachment = { salt: random.bytes(32), content: random.bytes(200) };
  const publicKey = envelopeKeyOf(by);
  const envelope: RecordEnvelope = {
    ...{ epoch: epoch.number, c0: pointOf(random), cs: random.bytes(32) },
    recipients: [{ keyId: recipientKeyId(publicKey), publicKey, wrapped: random.bytes(32) }],
    ...{ keyCheck: random.bytes(32), proof: new Uint8Array(64) },
    ciphertext: commitmentOf(chainId, attachment.salt, attachment.content),
  };
  const item = sealedPublication(writing, epoch, by, { envelope, attachment });
  return { item, envelope };
}

// The one point that orders ask about, which has to be an element.
function pointOf(random: Writing['random']): Uint8Array {
  return encodeElement(times(GENERATOR, wideScalar(random.bytes(64))));
}

/** What somebody publishes as his own who copied C0 and Cs, and the proof, of another's record. */
export function copiedPublication(writing: Writing, by: string, from: RecordEnvelope): PoolItem {
  const { chainId, random, kind } = writing;
  const attachment = { salt: random.bytes(32), content: random.bytes(200) };
  const publicKey = envelopeKeyOf(by);
  const envelope: RecordEnvelope = {
    ...from,
    recipients: [{ keyId: recipientKeyId(publicKey), publicKey, wrapped: random.bytes(32) }],
    ciphertext: commitmentOf(chainId, attachment.salt, attachment.content),
  };
  const value = { records: [recordOf(envelope, attachment.content.length)] };
  const key = worldKey(by, 'user', kind);
  return signed(writing, key, { type: 'recordsPublish', value }, [attachment]);
}

function sealedPublication(
  writing: Writing,
  epoch: Epoch,
  by: string,
  sealed: { envelope: RecordEnvelope; attachment: PoolItem['attachments'][number] },
): PoolItem {
  const { envelope, attachment } = sealed;
  const key = worldKey(by, 'user', writing.kind);
  const unique = writing.random.bytes(UNIQUE_BYTES);
  const value = { records: [recordOf(envelope, attachment.content.length)] };
  const { chainId, validUntil } = writing;
  const body: Body = { chainId, signer: key.id, validUntil, unique, recordsPublish: value };
  const keys = {
    seal: sealKeyOf(epoch),
    recipients: envelope.recipients.map(({ publicKey }) => publicKey),
  };
  const place = { chainId, suite: 1, body: bodyWithoutProofs(body) };
  envelope.proof = standInProof({ kind: 'envelope', envelope, keys, place });
  return signed({ ...writing, unique }, key, { type: 'recordsPublish', value }, [attachment]);
}

function recordOf(envelope: RecordEnvelope, sizeBytes: number) {
  const { ciphertext: commitment } = envelope;
  const attachments = [{ commitment, sizeBytes, role: AttachmentRole.ciphertext }];
  return { category: 1, subject: 'private/1', attachments, envelope };
}
