import { sha256 } from '#sha256';
import { concatBytes } from './bytes.ts';

/** Input block of SHA-256, bytes. */
const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC-SHA256 (RFC 2104, FIPS 198-1) under one key of any length: a function from a message to its
 * 32-byte code. The key is prepared once, which a caller with many short messages feels.
 */
export function hmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const inner = paddedKey(key, INNER);
  const outer = paddedKey(key, OUTER);
  return (message) => sha256(concatBytes(outer, sha256(concatBytes(inner, message))));
}

function paddedKey(key: Uint8Array, pad: number): Uint8Array {
  const short = key.length > BLOCK_BYTES ? sha256(key) : key;
  const block = new Uint8Array(BLOCK_BYTES).fill(pad);
  for (let i = 0; i < short.length; i += 1) block[i] = pad ^ (short[i] as number);
  return block;
}
