import { randomFillSync } from 'node:crypto';
import { assert } from '../assert.ts';
import { SEED_BYTES } from '../ed25519-portable.ts';

/** No caller needs more at once; a larger number is a mistake in its arithmetic. */
const MAX_RANDOM_BYTES = 65_536;

/** `count` bytes (0..65536, asserted) of the system generator, in memory of their own. */
export function randomBytes(count: number): Uint8Array {
  assert(
    Number.isInteger(count) && count >= 0 && count <= MAX_RANDOM_BYTES,
    'random bytes are asked for in 0 to 65536',
  );
  return randomFillSync(new Uint8Array(count));
}

/** A fresh 32-byte Ed25519 seed. */
export function generateSeed(): Uint8Array {
  return randomBytes(SEED_BYTES);
}
