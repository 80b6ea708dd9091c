/** What a random stream is made from: a number, or a number and the name of its use. */
const GOLDEN = 0x9e3779b9;

/**
 * Seeded pseudo-random numbers: xoshiro128** (Blackman and Vigna) filled by splitmix32. Streams
 * forked by name are independent of one another, so that one consumer more moves no other.
 */
export class SeededRandom {
  readonly #seed: number;
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = new Uint32Array(4);
    let mixed = this.#seed;
    for (let i = 0; i < 4; i += 1) {
      mixed = (mixed + GOLDEN) | 0;
      this.#state[i] = mix(mixed);
    }
  }

  /** A stream of its own for one use; takes nothing from this one. */
  fork(name: string): SeededRandom {
    let seed = this.#seed;
    for (let i = 0; i < name.length; i += 1) seed = mix((seed ^ name.charCodeAt(i)) + GOLDEN);
    return new SeededRandom(seed);
  }

  /** 32 random bits. */
  next(): number {
    const s = this.#state as unknown as [number, number, number, number];
    const result = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 11);
    return result;
  }

  /** In [0, 1). */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** In [from, to). */
  between(from: number, to: number): number {
    return from + this.fraction() * (to - from);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** Waiting time to the next of events that come at random, with this mean. */
  wait(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 4) {
      const word = this.next();
      for (let at = i; at < Math.min(i + 4, count); at += 1) bytes[at] = word >>> (8 * (at - i));
    }
    return bytes;
  }
}

function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
