import { beforeEach, describe, expect, test, vi } from 'vitest';

const native = vi.hoisted(() => vi.fn<() => boolean>());
vi.mock('sodium-native', () => ({ default: { crypto_sign_verify_detached: native } }));

const { verify } = await import('../src/node/verify.ts');

const key = new Uint8Array(32).fill(3);
const message = new Uint8Array(5);
const signature = new Uint8Array(64).fill(9);

/** A signature whose R is the identity, with any S. */
function identityR(): Uint8Array {
  const bytes = Uint8Array.from(signature).fill(0, 0, 32);
  bytes[0] = 1;
  return bytes;
}

describe('native verification, with a library that accepts everything', () => {
  beforeEach(() => {
    native.mockReset().mockReturnValue(true);
  });

  test('asks the library about plausible input only', () => {
    expect(verify(key, message, signature)).toBe(true);
    expect(native).toHaveBeenCalledExactlyOnceWith(signature, message, key);
  });

  test.each([
    ['a key of 31 bytes', key.subarray(1), signature],
    ['a key of 33 bytes', new Uint8Array(33), signature],
    ['a signature of 63 bytes', key, signature.subarray(1)],
    ['a signature of 65 bytes', key, new Uint8Array(65)],
    ['R = identity', key, identityR()],
  ])('refuses %s by itself', (_name, publicKey, candidate) => {
    expect(verify(publicKey, message, candidate)).toBe(false);
    expect(native).not.toHaveBeenCalled();
  });

  test('an R that only begins like the identity is left to the library', () => {
    const almost = identityR();
    almost[31] = 1;
    expect(verify(key, message, almost)).toBe(true);
  });

  test('an exception of the library means invalid', () => {
    native.mockImplementation(() => {
      throw new Error('status: -1');
    });
    expect(verify(key, message, signature)).toBe(false);
  });
});
