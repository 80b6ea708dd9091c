import { argon2id } from '@noble/hashes/argon2.js';

/** Bytes of the key that a passphrase gives. */
const KEY_BYTES = 32;

/** What the key that seals a seed comes of (RFC 9106, argon2id, parallelism 1). */
export interface Derivation {
  readonly passphrase: string;
  readonly salt: Uint8Array;
  readonly passes: number;
  readonly memoryKib: number;
}

/** Derives a key, here or elsewhere. */
export type Derive = (asked: Derivation) => Promise<Uint8Array>;

/** Derives where it is called: a second or more in which nothing else happens. */
export function deriveHere({ passphrase, salt, passes, memoryKib }: Derivation): Uint8Array {
  const password = new TextEncoder().encode(passphrase);
  const key = argon2id(password, salt, { t: passes, m: memoryKib, p: 1, dkLen: KEY_BYTES });
  password.fill(0);
  return key;
}
