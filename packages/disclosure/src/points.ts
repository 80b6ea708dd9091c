import { compareBytes, equalBytes } from '@mingjing/crypto';
import {
  decodeElement,
  type Element,
  EQUALITY_PROOF_BYTES,
  isIdentity,
} from '@mingjing/crypto/ristretto';
import {
  type Envelope,
  type EnvelopeKeys,
  type EnvelopeRefusal,
  RECIPIENTS_MAX,
} from './envelope.ts';

const KEY_ID_BYTES = 32;
const KEY_CHECK_BYTES = 32;

/** The elements of an envelope and its keys, decoded once. */
export interface EnvelopePoints {
  readonly c0: Element;
  readonly cs: Element;
  readonly seal: Element;
  readonly recipients: readonly { readonly key: Element; readonly wrapped: Element }[];
}

export type PointsResult =
  | { readonly ok: true; readonly points: EnvelopePoints }
  | { readonly ok: false; readonly reason: EnvelopeRefusal };

/** Decodes and judges everything of an envelope but its proof. */
export function readPoints(envelope: Envelope, keys: EnvelopeKeys): PointsResult {
  const shape = shapeFault(envelope, keys);
  if (shape !== undefined) return { ok: false, reason: shape };
  const [c0, cs, seal] = [envelope.c0, envelope.cs, keys.seal].map(decodeElement);
  const wrapped = envelope.recipients.map((part) => decodeElement(part.wrapped));
  const own = keys.recipients.map(decodeElement);
  if (!isWhole([c0, cs, seal, ...wrapped, ...own])) {
    return { ok: false, reason: 'element-not-canonical' };
  }
  const points: EnvelopePoints = {
    c0: c0 as Element,
    cs: cs as Element,
    seal: seal as Element,
    recipients: own.map((key, i) => ({ key: key as Element, wrapped: wrapped[i] as Element })),
  };
  const reason = pointFault(points);
  return reason === undefined ? { ok: true, points } : { ok: false, reason };
}

function isWhole(elements: readonly (Element | undefined)[]): boolean {
  return elements.every((element) => element !== undefined);
}

function shapeFault(envelope: Envelope, keys: EnvelopeKeys): EnvelopeRefusal | undefined {
  const { recipients, keyCheck, proof } = envelope;
  if (recipients.length < 1 || recipients.length > RECIPIENTS_MAX) return 'recipients-count';
  if (keys.recipients.length !== recipients.length) return 'recipient-keys';
  const isLong = recipients.every(({ keyId }) => keyId.length === KEY_ID_BYTES);
  const isProof = proof.length === 0 || proof.length === EQUALITY_PROOF_BYTES;
  if (!isLong || keyCheck.length !== KEY_CHECK_BYTES || !isProof) return 'field-length';
  if (hasTwice(recipients.map(({ keyId }) => keyId)) || hasTwice(keys.recipients)) {
    return 'recipient-twice';
  }
  return undefined;
}

// A neutral element would open to everybody, and to a recipient's key equal to the seal's the proof
// says nothing.
function pointFault({ c0, seal, recipients }: EnvelopePoints): EnvelopeRefusal | undefined {
  const mustNotBe = [c0, seal, ...recipients.map(({ key }) => key)];
  if (mustNotBe.some(isIdentity)) return 'element-identity';
  if (recipients.some(({ key }) => key.equals(seal))) return 'recipient-is-seal';
  return undefined;
}

function hasTwice(names: readonly Uint8Array[]): boolean {
  const sorted = names.toSorted(compareBytes);
  return sorted.some((name, i) => i > 0 && equalBytes(name, sorted[i - 1] as Uint8Array));
}
