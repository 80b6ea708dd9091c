import { assert, compareBytes, keyId } from '@mingjing/crypto';
import type { Signer } from '@mingjing/crypto/node';
import type { SecretShare } from '@mingjing/crypto/ristretto';
import { shareKey } from '@mingjing/disclosure';
import {
  type CeremonyRecord,
  ceremonyRecordCodec,
  ceremonySigningBytes,
  type DealtShares,
  type Epoch,
  EpochSide,
  type EpochSideName,
  epochHash,
  FORMAT_VERSION,
  sealedShareHash,
  signedCeremonyCodec,
} from '@mingjing/protocol';
import type { DealtEpoch } from './deal.ts';
import { sealShare } from './sealed-share.ts';

/** X25519 key that each holder receives his share with, by his name. */
export type ReceivingKeys = ReadonlyMap<string, Uint8Array>;

/** Keys of the holders of both sides. */
export interface Receiving {
  readonly officers: ReceivingKeys;
  readonly custodians: ReceivingKeys;
}

export interface CeremonyPlace {
  readonly chainName: string;
  /** Ms. */
  readonly time: number;
  readonly receiving: Receiving;
  /** Who is there, each with his own key; at least one. */
  readonly witnesses: readonly Signer[];
}

/** A share as its holder gets it. */
export interface SealedFile {
  readonly side: EpochSideName;
  readonly holder: string;
  readonly bytes: Uint8Array;
}

export interface HeldCeremony {
  readonly shares: readonly SealedFile[];
  /** Canonical `SignedCeremony`. */
  readonly record: Uint8Array;
}

/** An epoch whose shares nobody reads any more but their holders. */
export interface SealedEpoch {
  readonly epoch: Epoch;
  readonly shares: readonly SealedFile[];
}

/** Seals what was dealt, each share to its holder alone; it stays in the memory of this process. */
export async function sealDealt(
  { epoch, shares }: DealtEpoch,
  receiving: Receiving,
): Promise<SealedEpoch> {
  const officers = await sealSide('officers', epoch, shares.officers, receiving.officers);
  const custodians = await sealSide('custodians', epoch, shares.custodians, receiving.custodians);
  return { epoch, shares: [...officers, ...custodians] };
}

/** Seals what was dealt in this process, and writes the record that the witnesses sign. */
export async function holdCeremony(dealt: DealtEpoch, place: CeremonyPlace): Promise<HeldCeremony> {
  return recordCeremony(await sealDealt(dealt, place.receiving), place);
}

/** Writes the record that the witnesses sign: no share and no secret was ever in a file. */
export function recordCeremony(
  { epoch, shares }: SealedEpoch,
  { chainName, time, receiving, witnesses }: CeremonyPlace,
): HeldCeremony {
  assert(witnesses.length > 0, 'a ceremony has a witness');
  const [officers, custodians] = (['officers', 'custodians'] as const).map((side) =>
    shares.filter((each) => each.side === side),
  ) as [SealedFile[], SealedFile[]];
  const there = witnesses.toSorted((a, b) => compareBytes(idOf(a), idOf(b)));
  const record: CeremonyRecord = {
    ...{ version: FORMAT_VERSION, chainName, epoch: epoch.number, time },
    epochHash: epochHash(epoch),
    officers: dealtShares(epoch.officers.threshold, officers, receiving.officers),
    custodians: dealtShares(epoch.custodians.threshold, custodians, receiving.custodians),
    witnesses: there.map(idOf),
    secretsDestroyed: true,
  };
  const bytes = ceremonyRecordCodec.encode(record);
  const signing = ceremonySigningBytes(bytes);
  const signatures = there.map(({ publicKey, sign }) => ({ publicKey, signature: sign(signing) }));
  const signed = signedCeremonyCodec.encode({ record: bytes, signatures });
  return { shares, record: signed };
}

async function sealSide(
  side: EpochSideName,
  epoch: Epoch,
  shares: readonly SecretShare[],
  receiving: ReceivingKeys,
): Promise<SealedFile[]> {
  const { holders, commitments } = epoch[side];
  const [sideKey] = commitments;
  assert(sideKey !== undefined, 'a side has its public key');
  return Promise.all(
    holders.map(async ({ holder, index }, i) => {
      const [share, recipientKey] = [shares[i], receiving.get(holder)];
      assert(share?.index === index && recipientKey !== undefined, 'each share has its holder');
      assert(shareKey(commitments, index) !== undefined, 'a side was dealt whole');
      const head = { epoch: epoch.number, side: EpochSide[side], index, holder, sideKey };
      return { side, holder, bytes: await sealShare({ ...head, recipientKey }, share) };
    }),
  );
}

function dealtShares(
  threshold: number,
  files: readonly SealedFile[],
  receiving: ReceivingKeys,
): DealtShares {
  const shares = files.map(({ holder, bytes }) => ({
    ...{ holder, recipientKey: receiving.get(holder) ?? new Uint8Array(0) },
    sealedHash: sealedShareHash(bytes),
  }));
  return { threshold, shares };
}

function idOf({ publicKey }: Pick<Signer, 'publicKey'>): Uint8Array {
  return keyId(publicKey);
}
