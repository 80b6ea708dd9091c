// Evidence of garbage in the hands of somebody who was not there: he has the file, the receipt of
// the record, and a genesis, and asks nobody.
import { envelopeKeys, provedEnvelope, sealedPart } from '@mingjing/client';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { decodeElement, decodeScalar, type Element } from '@mingjing/crypto/ristretto';
import {
  judgeOpening,
  type OpeningVerdict,
  type SideEvidence,
  type SideKeys,
  shareKey,
} from '@mingjing/disclosure';
import { sealKeyOf } from '@mingjing/execution';
import {
  accessContext,
  commitmentOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  type KeySide,
} from '@mingjing/protocol';

interface SideFile {
  readonly t: string;
  readonly answers: { readonly index: number; readonly element: string; readonly proof: string }[];
}

/** What a supervision node hands out; bytes in hexadecimal. */
export interface EvidenceFile {
  readonly chain_id: string;
  readonly suite: number;
  readonly order: string;
  readonly subject: string;
  readonly envelope: object;
  readonly ciphertext: string;
  readonly salt: string;
  readonly authority: SideFile;
  readonly custody: SideFile;
}

const bytesOf = (hex: string) => hexToBytes(hex) as Uint8Array;

/** Judges the evidence; what it says of the record itself is held against the record's receipt. */
export function judgeEvidence(
  file: EvidenceFile,
  receipt: Uint8Array,
  genesis: Genesis,
): OpeningVerdict | 'other-record' | 'other-ciphertext' {
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  const proved = provedEnvelope(receipt, bytesOf(file.subject), { trustedGenesisHash, verify });
  if (proved === undefined || proved.chainId !== file.chain_id) return 'other-record';
  const { chainId, envelope } = proved;
  const ciphertext = bytesOf(file.ciphertext);
  const committed = commitmentOf(chainId, bytesOf(file.salt), ciphertext);
  if (bytesToHex(committed) !== bytesToHex(envelope.ciphertext)) return 'other-ciphertext';
  const epoch = genesis.epochs?.find(({ number }) => number === envelope.epoch);
  if (epoch === undefined) return 'other-record';
  const evidence = {
    ...{ envelope: sealedPart(envelope), ciphertext },
    ...{ authority: sideOf(file.authority), custody: sideOf(file.custody) },
  };
  const keys = {
    ...envelopeKeys(envelope, sealKeyOf(epoch)),
    ...{ authority: keysOf(epoch.officers), custody: keysOf(epoch.custodians) },
  };
  const context = accessContext(chainId, bytesOf(file.order));
  return judgeOpening(evidence, keys, { chainId, suite: genesis.suite }, { chainId, context });
}

function sideOf({ answers, t }: SideFile): SideEvidence {
  return {
    t: decodeScalar(bytesOf(t)) ?? 0n,
    answers: answers.map(({ element, index, proof }) => ({
      ...{ index, element: bytesOf(element), proof: bytesOf(proof) },
    })),
  };
}

function keysOf({ commitments, threshold }: KeySide): SideKeys {
  const element = (bytes: Uint8Array | undefined) => bytes && decodeElement(bytes);
  return {
    ...{ publicElement: element(commitments[0]) as Element, threshold },
    shareOf: (index) => element(shareKey(commitments, index)),
  };
}
