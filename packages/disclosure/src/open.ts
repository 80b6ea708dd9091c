import { aeadOpen, equalBytes } from '@mingjing/crypto';
import { type Element, type Scalar, times } from '@mingjing/crypto/ristretto';
import type { Envelope, EnvelopeKeys, EnvelopePlace } from './envelope.ts';
import { readPoints } from './points.ts';
import { ZERO_NONCE } from './seal.ts';
import { contentKey, keyContext } from './transcript.ts';

/**
 * What came of opening. `key-check` and `ciphertext` are faults of who sealed it: M is right, so
 * either the key check was made of something else, or the ciphertext was.
 */
export type Opened =
  | { readonly ok: true; readonly content: Uint8Array }
  | { readonly ok: false; readonly reason: 'malformed' | 'key-check' | 'ciphertext' };

type Place = Pick<EnvelopePlace, 'chainId' | 'suite'>;

/** Opens with M, which recipients and shares give. */
export function openWithElement(
  element: Element,
  envelope: Envelope,
  keys: EnvelopeKeys,
  place: Place,
  ciphertext: Uint8Array,
): Opened {
  const context = keyContext(envelope, keys, place);
  const { key, keyCheck } = contentKey(element, context);
  if (!equalBytes(keyCheck, envelope.keyCheck)) return { ok: false, reason: 'key-check' };
  const content = aeadOpen(key, ZERO_NONCE, ciphertext, context);
  return content === undefined ? { ok: false, reason: 'ciphertext' } : { ok: true, content };
}

/** Opens as the recipient at `index`, with the secret of his registered key: M = Ci - pi C0. */
export function openAsRecipient(
  { index, secret }: { readonly index: number; readonly secret: Scalar },
  envelope: Envelope,
  keys: EnvelopeKeys,
  place: Place,
  ciphertext: Uint8Array,
): Opened {
  const read = readPoints(envelope, keys);
  const part = read.ok ? read.points.recipients[index] : undefined;
  if (!read.ok || part === undefined) return { ok: false, reason: 'malformed' };
  const element = part.wrapped.subtract(times(read.points.c0, secret));
  return openWithElement(element, envelope, keys, place, ciphertext);
}
