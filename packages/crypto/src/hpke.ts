import {
  type AeadInterface,
  Aes256Gcm,
  CipherSuite,
  DhkemX25519HkdfSha256,
  HkdfSha256,
} from '@hpke/core';
import { x25519 } from '@noble/curves/ed25519.js';
import { assert } from './assert.ts';

/** Bytes of an X25519 public key, of a secret key, and of the encapsulated key of HPKE. */
export const X25519_KEY_BYTES = 32;
/** Bytes of fresh randomness one `hpkeSeal` consumes. */
export const HPKE_EPHEMERAL_SEED_BYTES = 32;
/** Callers put a tag and a few ids into `info`; anything near this is a mistake. */
const MAX_INFO_BYTES = 8192;

const FIELD_PRIME = 2n ** 255n - 19n;
/**
 * The coordinates below the prime whose points have an order that divides the cofactor, on the
 * curve or its twist: for these, and no others, the function of RFC 7748 gives zero for every
 * secret (https://cr.yp.to/ecdh.html#validate lists them).
 */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
  FIELD_PRIME - 1n,
]);

/** Why an X25519 key cannot be enrolled. */
export type X25519KeyRefusal = 'key-length' | 'key-not-canonical' | 'key-small-order';

export type X25519KeyResult = { ok: true } | { ok: false; reason: X25519KeyRefusal };

/**
 * Whether an X25519 public key may be enrolled: 32 bytes, below the field prime with the top bit
 * clear (so one key has one name), and not of small order (whose shared secret everyone knows;
 * RFC 7748 section 6.1): microseconds. Possession is shown by the holder's signature over the key.
 */
export function checkX25519Key(publicKey: Uint8Array): X25519KeyResult {
  if (publicKey.length !== X25519_KEY_BYTES) return { ok: false, reason: 'key-length' };
  let u = 0n;
  for (let i = 31; i >= 0; i--) u = (u << 8n) | BigInt(publicKey[i] as number);
  if (u >= FIELD_PRIME) return { ok: false, reason: 'key-not-canonical' };
  if (SMALL_ORDER.has(u)) return { ok: false, reason: 'key-small-order' };
  return { ok: true };
}

/** Public key of a 32-byte X25519 secret key (RFC 7748; clamping is part of the function). */
export function x25519PublicKey(secretKey: Uint8Array): Uint8Array {
  assert(secretKey.length === X25519_KEY_BYTES, 'an X25519 secret key has 32 bytes');
  return x25519.getPublicKey(secretKey);
}

export type HpkeSealInput = {
  /** X25519 key that passed `checkX25519Key`. */
  readonly recipientPublicKey: Uint8Array;
  /** Binds the context of use, at most 8192 bytes. */
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
  /** 32 fresh random bytes, never used for anything else. */
  readonly ephemeralSeed: Uint8Array;
};

export type HpkeSealed = { readonly enc: Uint8Array; readonly ciphertext: Uint8Array };

export type HpkeOpenInput = {
  readonly secretKey: Uint8Array;
  readonly enc: Uint8Array;
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
};

/**
 * The suite of RFC 9180 this project uses, with the AEAD left open for the published vectors,
 * which exist for AEAD 1 and 3 only.
 */
export function createHpkeSuite(aead: AeadInterface): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead });
}

const suite = createHpkeSuite(new Aes256Gcm());

/**
 * HPKE base mode, single shot (RFC 9180 section 6.1): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. `enc` has 32 bytes, `ciphertext` 16 more than the plaintext.
 *
 * The ephemeral key pair is DeriveKeyPair(ephemeralSeed) of RFC 9180 section 7.1.3, the
 * construction the RFC itself names for it, so the result is a function of the arguments.
 * The library marks that argument as "for testing", because a repeated seed repeats the key.
 */
export async function hpkeSeal(input: HpkeSealInput): Promise<HpkeSealed> {
  const { recipientPublicKey, info, aad, plaintext, ephemeralSeed } = input;
  assert(ephemeralSeed.length === HPKE_EPHEMERAL_SEED_BYTES, 'an ephemeral seed has 32 bytes');
  assert(info.length <= MAX_INFO_BYTES, 'HPKE info has at most 8192 bytes');
  assert(checkX25519Key(recipientPublicKey).ok, 'an HPKE recipient key was checked at enrolment');
  const recipientKey = await suite.kem.deserializePublicKey(recipientPublicKey);
  const sealed = await suite.seal(
    { recipientPublicKey: recipientKey, info, ekm: ephemeralSeed },
    plaintext,
    aad,
  );
  return { enc: new Uint8Array(sealed.enc), ciphertext: new Uint8Array(sealed.ct) };
}

/**
 * Opens what `hpkeSeal` made for the holder of `secretKey` (32 bytes, asserted). Undefined when
 * `enc` or `ciphertext` is malformed or anything (key, info, aad, bytes) differs.
 */
export async function hpkeOpen(input: HpkeOpenInput): Promise<Uint8Array | undefined> {
  const { secretKey, enc, info, aad, ciphertext } = input;
  assert(secretKey.length === X25519_KEY_BYTES, 'an X25519 secret key has 32 bytes');
  assert(info.length <= MAX_INFO_BYTES, 'HPKE info has at most 8192 bytes');
  const recipientKey = await suite.kem.deserializePrivateKey(secretKey);
  try {
    const plaintext = await suite.open({ recipientKey, enc, info }, ciphertext, aad);
    return new Uint8Array(plaintext);
  } catch {
    // Our own key was imported above; what fails here is a malformed or foreign `enc`, or a tag.
    return undefined;
  }
}
