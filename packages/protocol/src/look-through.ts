import { sha256, signingBytes, taggedBytes, taggedHash } from '@mingjing/crypto';
import { keyBytes } from './bytes-key.ts';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import type { Signable } from './statements.ts';
import { type Epoch, supervisionCodecs } from './supervision.ts';

/** A share sealed to its holder, `side` a number of `EpochSide`; see `look-through.proto`. */
export interface SealedShare {
  epoch: number;
  side: number;
  index: number;
  holder: string;
  sideKey: Uint8Array;
  recipientKey: Uint8Array;
  enc: Uint8Array;
  ciphertext: Uint8Array;
}
export interface DealtShare {
  holder: string;
  recipientKey: Uint8Array;
  sealedHash: Uint8Array;
}
export interface DealtShares {
  threshold: number;
  shares: DealtShare[];
}
/** What a ceremony dealt; times in ms. */
export interface CeremonyRecord {
  version: number;
  chainName: string;
  epoch: number;
  time: number;
  epochHash: Uint8Array;
  officers: DealtShares;
  custodians: DealtShares;
  witnesses: Uint8Array[];
  secretsDestroyed: boolean;
}
export interface SignedCeremony {
  record: Uint8Array;
  signatures: { publicKey: Uint8Array; signature: Uint8Array }[];
}
/** A holder's answer about a point, as `disclosure` makes and checks it. */
export interface ShareAnswerPart {
  index: number;
  element: Uint8Array;
  proof: Uint8Array;
}
export interface SealedAnswer {
  officer: string;
  recipientKey: Uint8Array;
  enc: Uint8Array;
  ciphertext: Uint8Array;
}
export interface CustodyAnswer {
  orderId: Uint8Array;
  organisation: string;
  sealed: SealedAnswer[];
}
export interface CustodyShare {
  organisation: string;
  answer: ShareAnswerPart;
}
export interface OpeningContribution {
  orderId: Uint8Array;
  officer: string;
  recordId: Uint8Array;
  /** Of an identity; else empty. */
  userId: string;
  /** Of a sealed order; else 0. */
  basis: number;
  /** t, 32 bytes; empty: the order is open. */
  blinding: Uint8Array;
  authority: ShareAnswerPart;
  custody: CustodyShare[];
}
export interface SignedContribution {
  statement: Uint8Array;
  signature: Uint8Array;
}

export const sealedShareCodec = codec<SealedShare>('SealedShare');
export const ceremonyRecordCodec = codec<CeremonyRecord>('CeremonyRecord');
export const signedCeremonyCodec = codec<SignedCeremony>('SignedCeremony');
export const shareAnswerCodec = codec<ShareAnswerPart>('ShareAnswer');
export const custodyAnswerCodec = codec<CustodyAnswer>('CustodyAnswer');
export const openingContributionCodec = codec<OpeningContribution>('OpeningContribution');
export const signedContributionCodec = codec<SignedContribution>('SignedContribution');

/** Orders that one question about custodians' answers names. */
export const CUSTODY_ORDERS_MAX = 16;
/** A custodian's answer: a few hundred bytes for each officer whom an order names. */
export const CUSTODY_ANSWER_BYTES_MAX = 64 * 1024;
/** A contribution: an answer for each custodian there can be. */
export const CONTRIBUTION_BYTES_MAX = 64 * 1024;

/**
 * `info` of the HPKE that seals a share: 0x02 | 'sealed-share' | side u8 | epoch u32 | index u32 |
 * side's public key 32 | holder. There is no chain id: shares of the first epoch are dealt before
 * genesis, and the side's key stands for the deal.
 */
export function sealedShareInfo({ side, epoch, index, sideKey, holder }: SealedShare): Uint8Array {
  const numbers = new Uint8Array(9);
  const view = new DataView(numbers.buffer);
  view.setUint8(0, side);
  view.setUint32(1, epoch);
  view.setUint32(5, index);
  return taggedBytes(Tag.sealedShare, '', numbers, sideKey, keyBytes(holder));
}

/** Hash of a sealed share, as the record of its ceremony has it. */
export function sealedShareHash(bytes: Uint8Array): Uint8Array {
  return taggedHash(Tag.sealedShare, '', bytes);
}

/** Hash of an epoch as it was dealt, before a block gives it a height. */
export function epochHash(epoch: Epoch): Uint8Array {
  const dealt = supervisionCodecs.epoch.encode({ ...epoch, height: 0 });
  return taggedHash(Tag.epoch, '', dealt);
}

/** What the witnesses of a ceremony sign: over the bytes of its record. */
export function ceremonySigningBytes(record: Uint8Array): Uint8Array {
  return signingBytes(Tag.ceremony, '', record);
}

/**
 * `info` of the HPKE that seals a custodian's answer to an officer: 0x02 | 'custody-answer' | chain
 * id | order id 32 | len(organisation) u8 | organisation | officer.
 */
export function custodyAnswerInfo(
  chainId: string,
  { orderId, organisation }: Pick<CustodyAnswer, 'orderId' | 'organisation'>,
  officer: string,
): Uint8Array {
  const length = Uint8Array.of(organisation.length);
  const names = [length, keyBytes(organisation), keyBytes(officer)];
  return taggedBytes(Tag.custodyAnswer, chainId, orderId, ...names);
}

/** Hash of a custodian's canonical answer, as its release on the chain has it. */
export function custodyAnswerHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** What an officer signs of his contribution to an opening. */
export function contributionSignable(chainId: string, said: OpeningContribution): Signable {
  const statement = openingContributionCodec.encode(said);
  return { statement, signing: signingBytes(Tag.openingContribution, chainId, statement) };
}
