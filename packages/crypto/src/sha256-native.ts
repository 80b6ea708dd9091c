import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

const DIGEST_BYTES = 32;
/** Digests that share one allocation. */
const SLAB_DIGESTS = 256;

let slab = Buffer.allocUnsafeSlow(SLAB_DIGESTS * DIGEST_BYTES);
let used = 0;

/**
 * SHA-256 (FIPS 180-4) through OpenSSL's one-shot call, which avoids a hash object per call.
 *
 * The digest comes as text and is written into a shared slab: a buffer of its own for each digest
 * costs as much again as the hash, most of it on the collector's threads.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (used === slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_DIGESTS * DIGEST_BYTES);
    used = 0;
  }
  slab.write(hash('sha256', bytes, 'binary'), used, DIGEST_BYTES, 'latin1');
  const digest = new Uint8Array(slab.buffer, used, DIGEST_BYTES);
  used += DIGEST_BYTES;
  return digest;
}
