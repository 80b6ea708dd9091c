import { checkEquality, type Element, hashScalar, timesPublic } from '@mingjing/crypto/ristretto';
import type { Envelope, EnvelopeKeys, EnvelopePlace, EnvelopeResult } from './envelope.ts';
import { type EnvelopePoints, readPoints } from './points.ts';
import { proofTranscript } from './transcript.ts';

/**
 * Whether everybody named in the envelope and the authority open the same element M, without
 * learning it. It says nothing of what the ciphertext holds: garbage is shown when it is opened.
 * Keys are the registered ones of the epoch, given by the caller. `npm run bench --
 * disclosure` says what it costs: a few ms, and two multiplications more for each recipient.
 */
export function checkEnvelope(
  envelope: Envelope,
  keys: EnvelopeKeys,
  place: EnvelopePlace,
): EnvelopeResult {
  const read = readPoints(envelope, keys);
  if (!read.ok) return read;
  const { chainId } = place;
  const context = proofTranscript(envelope, keys, place);
  const statement = equalityOf(read.points, chainId, context);
  const holds = checkEquality(statement, envelope.proof, { chainId, context });
  return holds ? { ok: true } : { ok: false, reason: 'proof-wrong' };
}

/**
 * One statement for all recipients: with weights that depend on everything said,
 * log_G(C0) = log_(sum wi (Ps - Pi))(sum wi (Cs - Ci)) holds only if it holds for each of them, but
 * with negligible probability (the batching of RFC 9497, 2.2.1).
 */
export function equalityOf(
  { c0, cs, seal, recipients }: EnvelopePoints,
  chainId: string,
  context: Uint8Array,
) {
  const parts = recipients.map(({ key, wrapped }, i) => {
    const [base, image] = [seal.subtract(key), cs.subtract(wrapped)];
    // The first counts as it is: weights of the others are what a cheat would have to foresee.
    if (i === 0) return { base, image };
    const weight = hashScalar('envelope-weight', chainId, Uint8Array.of(i), context);
    return { base: timesPublic(base, weight), image: timesPublic(image, weight) };
  });
  const sum = (pick: (part: (typeof parts)[number]) => Element) =>
    parts.map(pick).reduce((total, element) => total.add(element));
  return {
    publicElement: c0,
    base: sum(({ base }) => base),
    image: sum(({ image }) => image),
  };
}
