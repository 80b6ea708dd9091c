import { compareBytes, keyId, type VerifySignature } from '@mingjing/crypto';
import {
  type CeremonyRecord,
  type Checked,
  ceremonyRecordCodec,
  ceremonySigningBytes,
  type Epoch,
  epochHash,
  passed,
  refused,
  signedCeremonyCodec,
} from '@mingjing/protocol';

export type CeremonyRefusal = 'malformed' | 'bad-signature' | 'witness-missing' | 'other-epoch';

/** A ceremony's record, its signatures checked, and held against a registered epoch if given. */
export function readCeremony(
  bytes: Uint8Array,
  verify: VerifySignature,
  epoch?: Epoch,
): Checked<CeremonyRecord, CeremonyRefusal> {
  const signed = signedCeremonyCodec.parse(bytes);
  if (!signed.ok) return refused('malformed');
  const { record, signatures } = signed.value;
  const parsed = ceremonyRecordCodec.parse(record);
  if (!parsed.ok || !parsed.value.officers || !parsed.value.custodians) return refused('malformed');
  const signing = ceremonySigningBytes(record);
  const { witnesses } = parsed.value;
  const isWhole = witnesses.length > 0 && witnesses.length === signatures.length;
  const areTheirs = signatures.every(({ publicKey }, i) => {
    const witness = witnesses[i];
    const isKey = publicKey.length === 32 && witness !== undefined;
    return isKey && compareBytes(keyId(publicKey), witness) === 0;
  });
  if (!isWhole || !areTheirs) return refused('witness-missing');
  const holds = signatures.every((each) => verify(each.publicKey, signing, each.signature));
  if (!holds) return refused('bad-signature');
  const { epochHash: dealt } = parsed.value;
  const isIts = epoch === undefined || compareBytes(dealt, epochHash(epoch)) === 0;
  return isIts ? passed(parsed.value) : refused('other-epoch');
}
