import { equalBytes, hexToBytes } from '@mingjing/crypto';
import type { Scalar } from '@mingjing/crypto/ristretto';
import { type Envelope, type EnvelopeKeys, openAsRecipient } from '@mingjing/disclosure';
import { type Checked, type RecordEnvelope, refused } from '@mingjing/protocol';
import type { EnvelopeAnswer } from './look-through-answers.ts';
import { documentIn, type OpenedDocument } from './private-document.ts';

export type OpenPrivateRefusal =
  | 'not-a-recipient'
  | 'malformed'
  /** What was sealed is not what the envelope says: its author's doing. */
  | 'key-check'
  | 'ciphertext'
  | 'not-a-document';

export interface SealedRecord {
  readonly envelope: RecordEnvelope;
  /** Ps of the envelope's epoch. */
  readonly seal: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Opens a private record as one of its recipients, with his key pair. */
export function openPrivate(
  { envelope, seal, ciphertext }: SealedRecord,
  key: { readonly publicKey: Uint8Array; readonly secret: Scalar },
  place: { readonly chainId: string; readonly suite: number },
): Checked<OpenedDocument, OpenPrivateRefusal> {
  const { recipients } = envelope;
  const index = recipients.findIndex(({ publicKey }) => equalBytes(publicKey, key.publicKey));
  if (index < 0) return refused('not-a-recipient');
  const keys = envelopeKeys(envelope, seal);
  const held = { index, secret: key.secret };
  const opened = openAsRecipient(held, sealedPart(envelope), keys, place, ciphertext);
  return opened.ok ? documentIn(opened.content) : refused(opened.reason);
}

/** An envelope of a body as `disclosure` reads it. */
export function sealedPart({ recipients, ...envelope }: RecordEnvelope): Envelope {
  const { epoch, c0, cs, keyCheck, proof } = envelope;
  const named = recipients.map(({ keyId, wrapped }) => ({ keyId, wrapped }));
  return { epoch, c0, cs, keyCheck, proof, recipients: named };
}

/** The registered keys that an envelope names, under the seal of its epoch. */
export function envelopeKeys({ recipients }: RecordEnvelope, seal: Uint8Array): EnvelopeKeys {
  return { seal, recipients: recipients.map(({ publicKey }) => publicKey) };
}

/** The envelope of a record as a node told it; hexadecimal was checked with the answer's shape. */
export function envelopeOf(answer: EnvelopeAnswer): RecordEnvelope {
  const bytes = (hex: string) => hexToBytes(hex) ?? new Uint8Array(0);
  return {
    epoch: answer.epoch,
    ...{ c0: bytes(answer.c0), cs: bytes(answer.cs), proof: bytes(answer.proof) },
    recipients: answer.recipients.map((each) => ({
      ...{ keyId: bytes(each.key_id), publicKey: bytes(each.public_key) },
      wrapped: bytes(each.wrapped),
    })),
    ...{ keyCheck: bytes(answer.key_check), ciphertext: bytes(answer.ciphertext) },
  };
}
