import { type AeadInterface, Aes128Gcm } from '@hpke/core';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import * as oracle from 'hpke';
import { describe, expect, test } from 'vitest';
import { createHpkeSuite } from '../src/hpke.ts';
import {
  bytesToHex,
  checkX25519Key,
  concatBytes,
  hpkeOpen,
  hpkeSeal,
  InvariantError,
  x25519PublicKey,
} from '../src/index.ts';
import { randomBytes } from '../src/node/index.ts';
import { ascii, fromHex, readVectors } from './vectors.ts';

/** ChaCha20-Poly1305 as the suite's AEAD: the published vectors exist for it, not for AEAD 2. */
const chachaAead: AeadInterface = {
  id: 3,
  keySize: 32,
  nonceSize: 12,
  tagSize: 16,
  createEncryptionContext(key) {
    const keyBytes = copyOf(key);
    return {
      async seal(iv, data, aad) {
        return chacha20poly1305(keyBytes, copyOf(iv), copyOf(aad)).encrypt(copyOf(data)).slice()
          .buffer;
      },
      async open(iv, data, aad) {
        return chacha20poly1305(keyBytes, copyOf(iv), copyOf(aad)).decrypt(copyOf(data)).slice()
          .buffer;
      },
    };
  },
};

function copyOf(source: ArrayBufferLike | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}

function hexOf(buffer: ArrayBuffer): string {
  return bytesToHex(new Uint8Array(buffer));
}

// Undefined for the result of zero, which the library refuses.
function sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    return undefined;
  }
}

function littleEndian(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0')).reverse();
}

type Rfc9180Vector = {
  aead_id: 1 | 3;
  info: string;
  ikmE: string;
  ikmR: string;
  skRm: string;
  pkRm: string;
  enc: string;
  encryptions: { aad: string; ct: string; pt: string; seq: number }[];
  exports: { exporter_context: string; L: number; exported_value: string }[];
};

const rfc9180 = readVectors<Rfc9180Vector[]>('hpke/rfc9180_base_x25519.json');

describe.each(rfc9180)('RFC 9180 appendix A, AEAD $aead_id', (vector) => {
  const suite = createHpkeSuite(vector.aead_id === 1 ? new Aes128Gcm() : chachaAead);

  test('key pair, encapsulation, every sequence number and every export', async () => {
    expect(bytesToHex(x25519PublicKey(fromHex(vector.skRm)))).toBe(vector.pkRm);
    const derived = await suite.kem.deriveKeyPair(fromHex(vector.ikmR));
    expect(hexOf(await suite.kem.serializePublicKey(derived.publicKey))).toBe(vector.pkRm);

    const info = fromHex(vector.info);
    const sender = await suite.createSenderContext({
      recipientPublicKey: await suite.kem.deserializePublicKey(fromHex(vector.pkRm)),
      info,
      ekm: fromHex(vector.ikmE),
    });
    const recipient = await suite.createRecipientContext({
      recipientKey: await suite.kem.deserializePrivateKey(fromHex(vector.skRm)),
      info,
      enc: fromHex(vector.enc),
    });
    expect(hexOf(sender.enc)).toBe(vector.enc);
    expect(vector.encryptions.length).toBeGreaterThan(10);
    let next = 0;
    for (const { aad, ct, pt, seq } of vector.encryptions) {
      // Sequence numbers without a vector are spent on empty messages, on both sides.
      for (; next < seq; next++) await recipient.open(await sender.seal(new Uint8Array(0)));
      expect(hexOf(await sender.seal(fromHex(pt), fromHex(aad)))).toBe(ct);
      expect(hexOf(await recipient.open(fromHex(ct), fromHex(aad)))).toBe(pt);
      next++;
    }
    for (const { exporter_context, L, exported_value } of vector.exports) {
      expect(hexOf(await sender.export(fromHex(exporter_context), L))).toBe(exported_value);
    }
  });
});

describe('HPKE with AES-256-GCM against a second implementation', () => {
  const suite = new oracle.CipherSuite(
    oracle.KEM_DHKEM_X25519_HKDF_SHA256,
    oracle.KDF_HKDF_SHA256,
    oracle.AEAD_AES_256_GCM,
  );
  const texts = fc.uint8Array({ maxLength: 120 });
  const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });

  test('opens what we seal', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, secrets, texts, texts, texts, async (sk, seed, info, aad, text) => {
        const sealed = await hpkeSeal({
          recipientPublicKey: x25519PublicKey(sk),
          info,
          aad,
          plaintext: text,
          ephemeralSeed: seed,
        });
        const key = await suite.DeserializePrivateKey(sk, true);
        const opened = await suite.Open(key, sealed.enc, sealed.ciphertext, { info, aad });
        expect(opened).toEqual(text);
      }),
      { numRuns: 25 },
    );
  });

  test('seals what we open', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, texts, texts, texts, async (sk, info, aad, plaintext) => {
        const key = await suite.DeserializePublicKey(x25519PublicKey(sk));
        const sealed = await suite.Seal(key, plaintext, { info, aad });
        const { encapsulatedSecret: enc, ciphertext } = sealed;
        expect(await hpkeOpen({ secretKey: sk, enc, info, aad, ciphertext })).toEqual(plaintext);
      }),
      { numRuns: 25 },
    );
  });
});

describe('hpkeSeal and hpkeOpen', () => {
  const secretKey = randomBytes(32);
  const recipientPublicKey = x25519PublicKey(secretKey);
  const aad = ascii('aad');
  const plaintext = ascii('text');
  const ephemeralSeed = randomBytes(32);
  /** Views into larger buffers, as parsed messages are. */
  const info = ascii('-info-').subarray(1, 5);

  test('are a function of their arguments; another seed gives other bytes', async () => {
    const input = { recipientPublicKey, info, aad, plaintext, ephemeralSeed };
    const first = await hpkeSeal(input);
    expect(await hpkeSeal(input)).toEqual(first);
    expect(await hpkeSeal({ ...input, info: ascii('info') })).toEqual(first);
    const other = await hpkeSeal({ ...input, ephemeralSeed: randomBytes(32) });
    expect(other.enc).not.toEqual(first.enc);
    expect(first.ciphertext).toHaveLength(plaintext.length + 16);
  });

  test('a change of any argument, or a malformed one, does not open', async () => {
    const sealed = await hpkeSeal({ recipientPublicKey, info, aad, plaintext, ephemeralSeed });
    const input = { secretKey, info, aad, enc: sealed.enc, ciphertext: sealed.ciphertext };
    expect(await hpkeOpen(input)).toEqual(plaintext);
    const changes = {
      'another key': { secretKey: randomBytes(32) },
      'another info': { info: ascii('other') },
      'another aad': { aad: ascii('other') },
      'another enc': { enc: x25519PublicKey(randomBytes(32)) },
      'a short enc': { enc: sealed.enc.subarray(1) },
      'an empty enc': { enc: new Uint8Array(0) },
      'a zero enc': { enc: new Uint8Array(32) },
      'a longer ciphertext': { ciphertext: concatBytes(sealed.ciphertext, Uint8Array.of(0)) },
      'a shorter ciphertext': { ciphertext: sealed.ciphertext.subarray(1) },
      'an empty ciphertext': { ciphertext: new Uint8Array(0) },
    };
    for (const [name, change] of Object.entries(changes)) {
      expect(await hpkeOpen({ ...input, ...change }), name).toBeUndefined();
    }
  });

  test('assert their own bounds', async () => {
    const input = { recipientPublicKey, info, aad, plaintext, ephemeralSeed };
    const broken = [
      { recipientPublicKey: new Uint8Array(32) },
      { ephemeralSeed: new Uint8Array(31) },
      { info: new Uint8Array(8193) },
    ];
    for (const change of broken) {
      await expect(hpkeSeal({ ...input, ...change })).rejects.toThrow(InvariantError);
    }
  });
});

describe('X25519', () => {
  test('wycheproof: shared secrets, small-order and non-canonical keys', () => {
    type XdhCase = {
      tcId: number;
      flags: string[];
      public: string;
      private: string;
      shared: string;
    };
    const file = 'hpke/wycheproof_x25519_test.json.gz';
    const { testGroups } = readVectors<{ testGroups: { tests: XdhCase[] }[] }>(file);
    const cases = testGroups.flatMap(({ tests }) => tests);
    expect(cases).toHaveLength(518);
    const seen = { ok: 0, 'key-length': 0, 'key-not-canonical': 0, 'key-small-order': 0 };
    for (const { tcId, flags, public: publicHex, private: secretHex, shared } of cases) {
      const publicKey = fromHex(publicHex);
      const secret = sharedSecret(fromHex(secretHex), publicKey);
      const isZero = /^0+$/.test(shared);
      expect(secret && bytesToHex(secret), `case ${tcId}`).toBe(isZero ? undefined : shared);
      const result = checkX25519Key(publicKey);
      const verdict = result.ok ? 'ok' : result.reason;
      seen[verdict]++;
      if (isZero) expect(verdict, `case ${tcId}`).not.toBe('ok');
      if (flags.includes('NonCanonicalPublic')) expect(verdict, `case ${tcId}`).not.toBe('ok');
      // Everything of p = 7fff..ffed and above, most significant byte first.
      const bigEndian = bytesToHex(publicKey.slice().reverse());
      const canonical = bigEndian < `7f${'ff'.repeat(30)}ed`;
      expect(verdict !== 'key-not-canonical', `case ${tcId}`).toBe(canonical);
    }
    expect(seen['key-length']).toBe(0);
    for (const verdict of ['ok', 'key-not-canonical', 'key-small-order'] as const) {
      expect(seen[verdict], verdict).toBeGreaterThan(0);
    }
  });

  test('of small order are exactly the coordinates that give zero', () => {
    const prime = 2n ** 255n - 19n;
    const isRefused = (u: bigint) => {
      const result = checkX25519Key(littleEndian(u));
      return !result.ok && result.reason === 'key-small-order';
    };
    const givesZero = (u: bigint) =>
      sharedSecret(new Uint8Array(32).fill(0x42), littleEndian(u)) === undefined;
    const near = [...Array(9).keys()].flatMap((k) => [BigInt(k), prime - 1n - BigInt(k)]);
    for (const u of near) expect(isRefused(u), `u = ${u}`).toBe(givesZero(u));
    expect(near.filter(isRefused)).toEqual([0n, prime - 1n, 1n]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: prime - 1n }), (u) => isRefused(u) === givesZero(u)),
    );
  });

  test('refuses keys of a wrong length', () => {
    for (const length of [0, 31, 33]) {
      expect(checkX25519Key(new Uint8Array(length))).toEqual({ ok: false, reason: 'key-length' });
    }
  });
});

test('wycheproof: the ChaCha20-Poly1305 under the AEAD 3 vectors is itself sound', () => {
  type AeadCase = Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result', string>;
  const file = 'hpke/wycheproof_chacha20_poly1305_test.json.gz';
  const { testGroups } = readVectors<{ testGroups: { tests: AeadCase[] }[] }>(file);
  const cases = testGroups.flatMap(({ tests }) => tests);
  expect(cases).toHaveLength(325);
  for (const { key, iv, aad, msg, ct, tag, result } of cases) {
    const open = () =>
      chacha20poly1305(fromHex(key), fromHex(iv), fromHex(aad)).decrypt(fromHex(ct + tag));
    if (result === 'valid') expect(bytesToHex(open())).toBe(msg);
    else expect(open).toThrow();
  }
});
