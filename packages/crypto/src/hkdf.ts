import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from './assert.ts';

/** RFC 5869 section 2.3: at most 255 blocks of the hash. */
const MAX_OUTPUT_BYTES = 255 * 32;

/**
 * HKDF-SHA256 (RFC 5869), extract and expand: `lengthBytes` bytes, 1..8160 (asserted).
 * An empty salt is the RFC's default salt of zeros.
 */
export function hkdfSha256(
  inputKey: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  lengthBytes: number,
): Uint8Array {
  assert(lengthBytes >= 1 && lengthBytes <= MAX_OUTPUT_BYTES, 'HKDF gives 1 to 8160 bytes');
  return hkdf(sha256, inputKey, salt, info, lengthBytes);
}
