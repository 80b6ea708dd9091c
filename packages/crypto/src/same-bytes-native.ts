import { Buffer } from 'node:buffer';

/** One native comparison: long values (frames, blocks) are compared at every strict parse. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
