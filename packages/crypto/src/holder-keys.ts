import { assert } from './assert.ts';
import { SEED_BYTES } from './ed25519-portable.ts';
import { hkdfSha256 } from './hkdf.ts';
import { X25519_KEY_BYTES, x25519PublicKey } from './hpke.ts';
import {
  encodeElement,
  GENERATOR,
  type Scalar,
  secretScalar,
  times,
  WIDE_SCALAR_BYTES,
} from './ristretto/group.ts';

// A key file holds a seed and shows the Ed25519 key of it. Who receives needs keys of other groups:
// they come of the seed under a label of their own, so that one file has one secret to keep.

const RECEIVING = ascii('mingjing receiving');
const ENVELOPE = ascii('mingjing envelope');

/** The X25519 key that a seed of 32 bytes (asserted) receives with (HPKE). */
export function receivingKeyOf(seed: Uint8Array): {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
} {
  const secretKey = derived(seed, RECEIVING, X25519_KEY_BYTES);
  return { secretKey, publicKey: x25519PublicKey(secretKey) };
}

/** The ristretto255 key that a seed of 32 bytes (asserted) opens envelopes with. */
export function envelopeKeyOf(seed: Uint8Array): {
  readonly secret: Scalar;
  readonly publicKey: Uint8Array;
} {
  const secret = secretScalar(derived(seed, ENVELOPE, WIDE_SCALAR_BYTES));
  return { secret, publicKey: encodeElement(times(GENERATOR, secret)) };
}

function derived(seed: Uint8Array, label: Uint8Array, lengthBytes: number): Uint8Array {
  assert(seed.length === SEED_BYTES, 'a seed has 32 bytes');
  return hkdfSha256(seed, new Uint8Array(0), label, lengthBytes);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
