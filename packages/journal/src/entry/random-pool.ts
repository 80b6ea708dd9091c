import { randomFillSync } from 'node:crypto';

/** One call to the operating system's generator serves some two hundred entries. */
const POOL_BYTES = 24 * 1024;

/** Random bytes in pieces; a piece is valid until the next call to `take`'s caller returns. */
export interface RandomPool {
  take(sizeBytes: number): Uint8Array;
}

/** A pool refilled by `fill` (the operating system by default). Every byte is handed out once. */
export function randomPool(fill: (bytes: Uint8Array) => void = randomFillSync): RandomPool {
  let pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    take(sizeBytes) {
      if (used + sizeBytes > POOL_BYTES) {
        // A new array: pieces handed out before may still be referenced by an entry.
        pool = new Uint8Array(POOL_BYTES);
        fill(pool);
        used = 0;
      }
      used += sizeBytes;
      return pool.subarray(used - sizeBytes, used);
    },
  };
}
