import type { Scalar } from '@mingjing/crypto/ristretto';
import { type Envelope, type EnvelopeKeys, proveEnvelope } from '@mingjing/disclosure';
import { type Body, bodyWithoutProofs, envelopesOf, messageOf } from '@mingjing/protocol';

interface Sealed {
  readonly keys: EnvelopeKeys;
  readonly opening: Scalar;
}

/** The body with the proofs of its envelopes, in their order. */
export function provedBody(
  body: Body,
  sealed: readonly Sealed[],
  random: (name: string) => Uint8Array,
): Body {
  const message = messageOf(body);
  const envelopes = message ? envelopesOf(message) : [];
  const place = { chainId: body.chainId, suite: 1, body: bodyWithoutProofs(body) };
  envelopes.forEach((envelope, at) => {
    const { keys, opening } = sealed[at] as Sealed;
    const bare: Envelope = { ...envelope, proof: new Uint8Array(0) };
    envelope.proof = proveEnvelope(bare, keys, place, opening, random(`proof ${at}`));
  });
  return body;
}
