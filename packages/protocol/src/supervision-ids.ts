import { concatBytes, taggedBytes, taggedHash } from '@mingjing/crypto';
import { keyBytes } from './bytes-key.ts';
import { Tag } from './ids.ts';
import { type Body, bodyCodec, type RecordItem } from './messages.ts';
import type { Epoch, KeyHolder, RecordEnvelope } from './supervision.ts';

/** Sides of an epoch by their number in what a holder proves. */
export const EpochSide = { officers: 1, custodians: 2 } as const;
export type EpochSideName = keyof typeof EpochSide;

/** Name of an envelope's recipient key, the same on every chain: 32 bytes. */
export function recipientKeyId(publicKey: Uint8Array): Uint8Array {
  return taggedHash(Tag.recipientKey, '', publicKey);
}

/**
 * What the holder of a recipient key proves possession for, as who he is (`RegistryKind` of a user
 * or of an organisation, and his id):
 *
 *     tagged 'recipient-possession', '' | kind u8 | holder ascii
 */
export function recipientPossession(holderKind: number, holder: string): Uint8Array {
  return taggedBytes(Tag.recipientPossession, '', Uint8Array.of(holderKind), keyBytes(holder));
}

/**
 * What a holder of an epoch proves possession of his share for. The chain id is empty: a genesis
 * with epochs makes it.
 *
 *     tagged 'share-possession', '' | epoch u32 | side u8 | len u8 | authority | index u8
 *       | len u8 | holder | n u8 | commitments, 32 bytes each
 */
export function sharePossession(
  epoch: Pick<Epoch, 'number' | 'authority' | EpochSideName>,
  side: EpochSideName,
  { holder, index }: Pick<KeyHolder, 'holder' | 'index'>,
): Uint8Array {
  const { number, authority } = epoch;
  const { commitments } = epoch[side];
  const head = new Uint8Array(5);
  new DataView(head.buffer).setUint32(0, number);
  head[4] = EpochSide[side];
  const who = concatBytes(framed(authority), Uint8Array.of(index), framed(holder));
  const count = Uint8Array.of(commitments.length);
  return taggedBytes(Tag.sharePossession, '', head, who, count, ...commitments);
}

/** What a sealed order is about: one of both is empty. */
export interface SealedSubject {
  readonly recordId: Uint8Array;
  readonly userId: string;
  /** Code of the legal basis. */
  readonly basis: number;
  /** t: 32 bytes, uniform below the group's order, used once. It hides the rest. */
  readonly blinding: Uint8Array;
}

/**
 * What a sealed order carries of its subject: 32 bytes.
 *
 *     H('access-sealed', chain id, len u8 | record id | len u8 | user id | basis u16 | t 32)
 */
export function accessCommitment(chainId: string, subject: SealedSubject): Uint8Array {
  const { recordId, userId, basis, blinding } = subject;
  const code = Uint8Array.of(basis >>> 8, basis);
  const record = concatBytes(Uint8Array.of(recordId.length), recordId);
  return taggedHash(Tag.accessSealed, chainId, record, framed(userId), code, blinding);
}

/** What a custodian's or officer's answer is bound to: the context of its equality proof. */
export function accessContext(chainId: string, orderId: Uint8Array): Uint8Array {
  return taggedBytes(Tag.accessAnswer, chainId, orderId);
}

/**
 * The body that the proofs of its envelopes are made for: canonical, every proof field empty. So a
 * proof in another body, or beside another record, shows nothing.
 */
export function bodyWithoutProofs(body: Body): Uint8Array {
  const { recordsPublish, recordsAmend, identitySeal } = body;
  return bodyCodec.encode({
    ...bodyFields(body),
    ...(recordsPublish && {
      recordsPublish: { records: recordsPublish.records.map(recordWithoutProof) },
    }),
    ...(recordsAmend && {
      recordsAmend: { ...recordsAmend, record: recordWithoutProof(recordsAmend.record) },
    }),
    ...(identitySeal && {
      identitySeal: { ...identitySeal, envelope: withoutProof(identitySeal.envelope) },
    }),
  });
}

function bodyFields({ chainId, signer, validUntil, unique }: Body): Body {
  return { chainId, signer, validUntil, unique };
}

function recordWithoutProof(record: RecordItem): RecordItem {
  return record.envelope ? { ...record, envelope: withoutProof(record.envelope) } : record;
}

function withoutProof(envelope: RecordEnvelope): RecordEnvelope {
  return { ...envelope, proof: new Uint8Array(0) };
}

function framed(name: string): Uint8Array {
  const bytes = keyBytes(name);
  return concatBytes(Uint8Array.of(bytes.length), bytes);
}
