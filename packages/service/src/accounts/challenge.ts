import { timingSafeEqual } from 'node:crypto';
import { concatBytes, hmacSha256 } from '@mingjing/crypto';
import { CHALLENGE_BYTES } from '@mingjing/protocol';

/*
 * A challenge carries its own proof, so that nothing is kept of one that was only asked for: who
 * asks for a million of them takes no memory and pushes nobody else's out.
 *
 *     expiry u48, ms of the program's own clock | random 16 | MAC 16 over context and both
 */
const EXPIRY_BYTES = 6;
export const CHALLENGE_RANDOM_BYTES = 16;
const MAC_BYTES = CHALLENGE_BYTES - EXPIRY_BYTES - CHALLENGE_RANDOM_BYTES;
const MAC_AT = EXPIRY_BYTES + CHALLENGE_RANDOM_BYTES;

/** Time to find a key file and to read a code off a telephone. */
export const CHALLENGE_MS = 5 * 60_000;

export type ChallengeVerdict = 'good' | 'expired' | 'foreign';

/** Makes challenges under a key of this run, and knows them again. */
export class Challenges {
  readonly #mac: (message: Uint8Array) => Uint8Array;

  constructor(key: Uint8Array) {
    this.#mac = hmacSha256(key);
  }

  /** `context` says what it is for; `random` has 16 bytes. */
  make(context: string, random: Uint8Array, nowMs: number): Uint8Array {
    const head = new Uint8Array(MAC_AT);
    const expiry = Math.floor(nowMs) + CHALLENGE_MS;
    for (let i = EXPIRY_BYTES - 1, rest = expiry; i >= 0; i -= 1, rest = Math.floor(rest / 256)) {
      head[i] = rest % 256;
    }
    head.set(random, EXPIRY_BYTES);
    return concatBytes(head, this.#proof(context, head));
  }

  check(context: string, challenge: Uint8Array, nowMs: number): ChallengeVerdict {
    if (challenge.length !== CHALLENGE_BYTES) return 'foreign';
    const proof = this.#proof(context, challenge.subarray(0, MAC_AT));
    // A comparison that stops early would tell a guesser how far he got.
    if (!timingSafeEqual(proof, challenge.subarray(MAC_AT))) return 'foreign';
    return expiryOf(challenge) <= nowMs ? 'expired' : 'good';
  }

  /** Bytes that belong to a challenge and that nobody else can compute, such as a new secret. */
  derive(challenge: Uint8Array, label: string, count: number): Uint8Array {
    return this.#mac(concatBytes(Buffer.from(`${label}|`), challenge)).subarray(0, count);
  }

  #proof(context: string, head: Uint8Array): Uint8Array {
    return this.#mac(concatBytes(head, Buffer.from(context))).subarray(0, MAC_BYTES);
  }
}

/** When a challenge expires, in ms of the clock it was made by. */
function expiryOf(challenge: Uint8Array): number {
  return challenge.subarray(0, EXPIRY_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Challenges that were answered with a right signature; only who holds a key adds to it. */
export const ANSWERED_MAX = 4096;

/** Remembers answered challenges until they expire by themselves: each is good once. */
export class AnsweredChallenges {
  readonly #expiries = new Map<string, number>();

  get size(): number {
    return this.#expiries.size;
  }

  /** False: it was answered before, or too many were in the last minutes. */
  add(challenge: Uint8Array, nowMs: number): boolean {
    for (const [known, expiry] of this.#expiries) {
      if (expiry <= nowMs) this.#expiries.delete(known);
    }
    const name = Buffer.from(challenge).toString('base64');
    if (this.#expiries.has(name) || this.#expiries.size >= ANSWERED_MAX) return false;
    this.#expiries.set(name, expiryOf(challenge));
    return true;
  }
}
