import { AEAD_NONCE_BYTES, aeadSeal, assert } from '@mingjing/crypto';
import {
  decodeElement,
  type Element,
  encodeElement,
  GENERATOR,
  proveEquality,
  type Scalar,
  secretScalar,
  times,
} from '@mingjing/crypto/ristretto';
import { equalityOf } from './check.ts';
import type { Envelope, EnvelopeKeys, EnvelopePlace } from './envelope.ts';
import { readPoints } from './points.ts';
import { contentKey, keyContext, proofTranscript } from './transcript.ts';

/** A key is used for one content, so its nonce need not differ. */
export const ZERO_NONCE: Uint8Array = new Uint8Array(AEAD_NONCE_BYTES);

export interface SealInput {
  readonly chainId: string;
  readonly suite: number;
  readonly epoch: number;
  readonly keys: EnvelopeKeys;
  /** Ids of the recipients' keys, in their order. */
  readonly keyIds: readonly Uint8Array[];
  readonly content: Uint8Array;
  /** Twice 64 random bytes: for r, and for M. */
  readonly random: { readonly opening: Uint8Array; readonly element: Uint8Array };
}

export interface SealedContent {
  /** Without its proof, which binds the body that it is going to be in. */
  readonly envelope: Envelope;
  /** Goes into an attachment. */
  readonly ciphertext: Uint8Array;
  /** r: whoever knows it opens the record. Needed once, by `proveEnvelope`. */
  readonly opening: Scalar;
}

/** Seals a content to its recipients and the authority. Keys are registered ones (asserted). */
export function sealContent(input: SealInput): SealedContent {
  const { chainId, suite, epoch, keys, keyIds, content, random } = input;
  assert(keyIds.length === keys.recipients.length, 'every recipient has one key and its id');
  const opening = secretScalar(random.opening);
  const element = times(GENERATOR, secretScalar(random.element));
  const wrap = (key: Uint8Array) => encodeElement(element.add(times(registered(key), opening)));
  const sealed = {
    epoch,
    c0: encodeElement(times(GENERATOR, opening)),
    cs: wrap(keys.seal),
    recipients: keyIds.map((keyId, i) => ({
      keyId,
      wrapped: wrap(keys.recipients[i] as Uint8Array),
    })),
  };
  const context = keyContext(sealed, keys, { chainId, suite });
  const { key, keyCheck } = contentKey(element, context);
  return {
    envelope: { ...sealed, keyCheck, proof: new Uint8Array(0) },
    ciphertext: aeadSeal(key, ZERO_NONCE, content, context),
    opening,
  };
}

/** The proof for the body that carries the envelope: 64 bytes. `random` has 64 bytes. */
export function proveEnvelope(
  envelope: Envelope,
  keys: EnvelopeKeys,
  place: EnvelopePlace,
  opening: Scalar,
  random: Uint8Array,
): Uint8Array {
  const read = readPoints(envelope, keys);
  assert(read.ok, 'an envelope that was sealed here is well formed');
  const { chainId } = place;
  const context = proofTranscript(envelope, keys, place);
  const statement = equalityOf(read.points, chainId, context);
  return proveEquality(statement, opening, { chainId, context }, random);
}

function registered(key: Uint8Array): Element {
  const element = decodeElement(key);
  assert(element !== undefined, 'a registered key is the encoding of an element');
  return element;
}
