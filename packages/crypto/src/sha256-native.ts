import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) through OpenSSL's one-shot call, which avoids a hash object per call. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
