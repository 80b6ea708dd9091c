import { bytesToHex } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import { type RecordEnvelope, RegistryKind } from '@mingjing/protocol';

/** What a private record is sealed to; its content is ciphertext for whoever is not named here. */
export function envelopeView(registry: RegistryReader, envelope: RecordEnvelope) {
  const { epoch, c0, cs, recipients, keyCheck, ciphertext, proof } = envelope;
  return {
    epoch,
    ...{ c0: bytesToHex(c0), cs: bytesToHex(cs) },
    recipients: recipients.map(({ keyId, publicKey, wrapped }) => {
      const entry = registry.get('envelopeKey', keyId);
      return {
        holder_kind: entry?.holderKind === RegistryKind.organisation ? 'organisation' : 'user',
        holder: entry?.holder ?? '',
        ...{ key_id: bytesToHex(keyId), public_key: bytesToHex(publicKey) },
        wrapped: bytesToHex(wrapped),
      };
    }),
    ...{ key_check: bytesToHex(keyCheck), ciphertext: bytesToHex(ciphertext) },
    proof: bytesToHex(proof),
  };
}
