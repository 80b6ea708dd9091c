import { concatBytes, hkdfSha256, taggedBytes } from '@mingjing/crypto';
import { type Element, encodeElement } from '@mingjing/crypto/ristretto';
import type { Envelope, EnvelopeKeys, EnvelopePlace } from './envelope.ts';

const KEY_BYTES = 32;
const CHECK_BYTES = 32;

/** What M becomes: the content's key, used once with nonce zero, and what shows M was right. */
export interface ContentKey {
  readonly key: Uint8Array;
  readonly keyCheck: Uint8Array;
}

type Sealed = Pick<Envelope, 'epoch' | 'c0' | 'cs' | 'recipients'>;

/**
 * What the content's key is bound to. The body is not in it: it holds the key check and the
 * ciphertext's commitment, which come of the key.
 *
 *     tagged 'envelope-key', chain id | suite u8 | epoch u32 | Ps | C0 | Cs
 *       | n u8 | (key id | Pi | Ci) each
 */
export function keyContext(
  sealed: Sealed,
  keys: EnvelopeKeys,
  { chainId, suite }: Pick<EnvelopePlace, 'chainId' | 'suite'>,
): Uint8Array {
  return taggedBytes('envelope-key', chainId, ...pointParts(suite, sealed, keys));
}

/**
 * What the proof is made for: the same, and the body with its proof field empty. So neither C0 nor
 * a proof can be used in another body.
 *
 *     tagged 'envelope', chain id | suite u8 | epoch u32 | Ps | C0 | Cs
 *       | n u8 | (key id | Pi | Ci) each | body
 */
export function proofTranscript(
  sealed: Sealed,
  keys: EnvelopeKeys,
  { chainId, suite, body }: EnvelopePlace,
): Uint8Array {
  return taggedBytes('envelope', chainId, ...pointParts(suite, sealed, keys), body);
}

/** HKDF-SHA256 of the encoding of M, without a salt: key and key check, 32 bytes each. */
export function contentKey(element: Element, context: Uint8Array): ContentKey {
  const ikm = encodeElement(element);
  const bytes = hkdfSha256(ikm, new Uint8Array(0), context, KEY_BYTES + CHECK_BYTES);
  return { key: bytes.subarray(0, KEY_BYTES), keyCheck: bytes.subarray(KEY_BYTES) };
}

function pointParts(suite: number, { epoch, c0, cs, recipients }: Sealed, keys: EnvelopeKeys) {
  const each = recipients.map(({ keyId, wrapped }, i) =>
    concatBytes(keyId, keys.recipients[i] as Uint8Array, wrapped),
  );
  const head = Uint8Array.of(suite, epoch >>> 24, epoch >>> 16, epoch >>> 8, epoch);
  return [head, keys.seal, c0, cs, Uint8Array.of(recipients.length), ...each];
}
