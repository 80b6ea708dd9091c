import { describe, expect, test } from 'vitest';
import {
  bytesToHex,
  checkEnrolment,
  publicKeyFromSeedPortable,
  signPortable,
  verifyPortable,
} from '../src/index.ts';
import { signerFromSeed, verify } from '../src/node/index.ts';
import { ascii, fromHex, readVectors } from './vectors.ts';

type Case = { name: string; key: Uint8Array; message: Uint8Array; signature: Uint8Array };

/** The one answer of this project: both verifiers agree, and the key could be enrolled. */
function judge({ name, key, message, signature }: Case): { enrolled: boolean; valid: boolean } {
  const native = verify(key, message, signature);
  expect(verifyPortable(key, message, signature), name).toBe(native);
  const enrolled = checkEnrolment(key).ok;
  return { enrolled, valid: native && enrolled };
}

type SeedVector = { seed: string; pk: string; msg: string; sig: string };

describe.each(['ed25519/rfc8032_pure.json', 'ed25519/sign_input_129.json.gz'])('%s', (file) => {
  test('keys and signatures are made and verified byte for byte', () => {
    const vectors = readVectors<SeedVector[]>(file);
    expect(vectors.length).toBeGreaterThan(3);
    for (const { seed, pk, msg, sig } of vectors) {
      const signer = signerFromSeed(fromHex(seed));
      const message = fromHex(msg);
      expect(bytesToHex(signer.publicKey)).toBe(pk);
      expect(bytesToHex(publicKeyFromSeedPortable(fromHex(seed)))).toBe(pk);
      expect(bytesToHex(signer.sign(message))).toBe(sig);
      expect(bytesToHex(signPortable(fromHex(seed), message))).toBe(sig);
      const verdict = judge({ name: pk, key: fromHex(pk), message, signature: fromHex(sig) });
      expect(verdict).toEqual({ enrolled: true, valid: true });
    }
  });
});

test('wycheproof: exactly its valid cases', () => {
  type Group = {
    publicKey: { pk: string };
    tests: { tcId: number; comment: string; msg: string; sig: string; result: string }[];
  };
  const { testGroups } = readVectors<{ testGroups: Group[] }>(
    'ed25519/wycheproof_ed25519_test.json',
  );
  let cases = 0;
  let valid = 0;
  for (const { publicKey, tests } of testGroups) {
    for (const { tcId, comment, msg, sig, result } of tests) {
      const name = `${tcId} ${comment}`;
      const key = fromHex(publicKey.pk);
      const verdict = judge({ name, key, message: fromHex(msg), signature: fromHex(sig) });
      expect(verdict.valid, name).toBe(result === 'valid');
      cases++;
      if (verdict.valid) valid++;
    }
  }
  expect({ cases, valid }).toEqual({ cases: 151, valid: 88 });
});

test('speccheck: only case 3 satisfies the equation, and its key is not enrollable', () => {
  type SpecCase = { message: string; pub_key: string; signature: string };
  const verdicts = readVectors<SpecCase[]>('ed25519/speccheck_cases.json').map((vector, index) => {
    const key = fromHex(vector.pub_key);
    const message = fromHex(vector.message);
    const signature = fromHex(vector.signature);
    const { valid } = judge({ name: `case ${index}`, key, message, signature });
    return { equation: verifyPortable(key, message, signature), valid };
  });
  expect(verdicts).toHaveLength(12);
  expect(verdicts.flatMap(({ equation }, index) => (equation ? [index] : []))).toEqual([3]);
  expect(verdicts.filter(({ valid }) => valid)).toEqual([]);
});

test('ZIP-215 set: none is valid', () => {
  type ZipCase = { vk_bytes: string; sig_bytes: string };
  const vectors = readVectors<ZipCase[]>('ed25519/zip215_small_order.json');
  expect(vectors).toHaveLength(196);
  for (const { vk_bytes, sig_bytes } of vectors) {
    const verdict = judge({
      name: `${vk_bytes} ${sig_bytes}`,
      key: fromHex(vk_bytes),
      message: ascii('Zcash'),
      signature: fromHex(sig_bytes),
    });
    expect(verdict).toEqual({ enrolled: false, valid: false });
  }
});

test('CCTV: valid exactly when nothing about the case is of low order or non-canonical', () => {
  type CctvCase = { number: number; key: string; sig: string; msg: string; flags: string[] | null };
  const vectors = readVectors<CctvCase[]>('ed25519/cctv_ed25519vectors.json.gz');
  expect(vectors).toHaveLength(914);
  let valid = 0;
  for (const { number, key, sig, msg, flags } of vectors) {
    const name = `case ${number} ${flags?.join(' ')}`;
    const signature = fromHex(sig);
    const verdict = judge({ name, key: fromHex(key), message: ascii(msg), signature });
    expect(verdict.valid, name).toBe((flags ?? []).length === 0);
    if (verdict.valid) valid++;
  }
  expect(valid).toBeGreaterThan(0);
});

test('small-order encodings: refused as key, and as R of any signature', () => {
  const encodings = readVectors<string[]>('ed25519/small_order_encodings.json');
  expect(encodings).toHaveLength(14);
  const signer = signerFromSeed(new Uint8Array(32).fill(7));
  const message = ascii('message');
  for (const encoding of encodings) {
    expect(checkEnrolment(fromHex(encoding)).ok).toBe(false);
    const signature = signer.sign(message);
    expect(judge({ name: encoding, key: fromHex(encoding), message, signature }).valid).toBe(false);
    signature.set(fromHex(encoding), 0);
    expect(judge({ name: encoding, key: signer.publicKey, message, signature }).valid).toBe(false);
  }
});
