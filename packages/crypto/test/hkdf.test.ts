import { describe, expect, test } from 'vitest';
import { bytesToHex, hkdfSha256, InvariantError } from '../src/index.ts';
import { fromHex, readVectors } from './vectors.ts';

type HkdfCase = {
  tcId: number;
  comment: string;
  ikm: string;
  salt: string;
  info: string;
  size: number;
  okm: string;
  result: 'valid' | 'invalid';
};

describe('HKDF-SHA256', () => {
  test('wycheproof: every valid case, and no output beyond the limit', () => {
    const file = 'hpke/wycheproof_hkdf_sha256_test.json.gz';
    const { testGroups } = readVectors<{ testGroups: { tests: HkdfCase[] }[] }>(file);
    const cases = testGroups.flatMap(({ tests }) => tests);
    expect(cases).toHaveLength(86);
    let refused = 0;
    for (const { tcId, comment, ikm, salt, info, size, okm, result } of cases) {
      const derive = () => hkdfSha256(fromHex(ikm), fromHex(salt), fromHex(info), size);
      if (result === 'valid') {
        expect(bytesToHex(derive()), `${tcId} ${comment}`).toBe(okm);
      } else {
        expect(derive, `${tcId} ${comment}`).toThrow(InvariantError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  test('asserts a length of at least one byte', () => {
    const empty = new Uint8Array(0);
    expect(() => hkdfSha256(empty, empty, empty, 0)).toThrow(InvariantError);
  });
});
