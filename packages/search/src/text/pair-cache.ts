/** Places for pairs: of the pairs of Chinese prose two in three are among them. */
const BITS = 19;
/** 2^32 divided by the golden ratio: neighbours come to lie far apart. */
const SPREAD = 0x9e3779b1;

/** Numbers that were computed of pairs of characters; a pair takes the place of one before it. */
export class PairCache {
  readonly #pairs = new Uint32Array(2 ** BITS);
  readonly #values = new Float64Array(2 ** BITS);
  readonly #compute: (first: number, second: number) => number;

  constructor(compute: (first: number, second: number) => number) {
    this.#compute = compute;
  }

  /** Of two code points, the first of which may be 0. */
  of(first: number, second: number): number {
    if (first > 0xffff || second > 0xffff) return this.#compute(first, second);
    const pair = ((first << 16) | second) >>> 0;
    const place = Math.imul(pair ^ (pair >>> 15), SPREAD) >>> (32 - BITS);
    if (this.#pairs[place] !== pair) {
      this.#values[place] = this.#compute(first, second);
      this.#pairs[place] = pair;
    }
    return this.#values[place] as number;
  }
}
