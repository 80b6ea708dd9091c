import { assert } from '@mingjing/crypto';

const DIGEST_BYTES = 32;
const SLOTS_MIN = 64;
/** Places of a slot table for each digest in it, at least: then hardly any look needs a second. */
const SPACE = 2;

/**
 * A set of digests, 32 bytes each (asserted), for sets of millions: 40 to 72 bytes a digest, which
 * the collector need not walk and a look touches twice, where a `Set` of strings takes twice that
 * and is walked. Open addressing with linear probing; digests are uniform, so their first four
 * bytes are the hash.
 */
export class DigestSet {
  /** Digests one after the other, in the order they came. */
  #digests = new Uint8Array((SLOTS_MIN / SPACE) * DIGEST_BYTES);
  /** Number of the digest of a slot, from 1; 0 is empty. A power of two long. */
  #slots = new Uint32Array(SLOTS_MIN);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(digest: Uint8Array): boolean {
    return this.#slots[this.#slotOf(digest)] !== 0;
  }

  /** Adds a digest; one that is there already changes nothing. */
  add(digest: Uint8Array): void {
    if (this.#size * SPACE === this.#slots.length) this.#grow();
    const slot = this.#slotOf(digest);
    if (this.#slots[slot] !== 0) return;
    this.#digests.set(digest, this.#size * DIGEST_BYTES);
    this.#size += 1;
    this.#slots[slot] = this.#size;
  }

  /** The slot of a digest, or the empty one where it would go. */
  #slotOf(digest: Uint8Array): number {
    assert(digest.length === DIGEST_BYTES, 'a digest has 32 bytes');
    const mask = this.#slots.length - 1;
    let slot = hashOf(digest, 0) & mask;
    for (;;) {
      const number = this.#slots[slot] as number;
      if (number === 0 || this.#isAt(number, digest)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(number: number, digest: Uint8Array): boolean {
    const at = (number - 1) * DIGEST_BYTES;
    for (let i = 0; i < DIGEST_BYTES; i += 1) {
      if (this.#digests[at + i] !== digest[i]) return false;
    }
    return true;
  }

  #grow(): void {
    const length = 2 * this.#slots.length;
    const digests = new Uint8Array((length / SPACE) * DIGEST_BYTES);
    digests.set(this.#digests);
    const slots = new Uint32Array(length);
    for (let number = 1; number <= this.#size; number += 1) {
      let slot = hashOf(digests, (number - 1) * DIGEST_BYTES) & (length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      slots[slot] = number;
    }
    this.#digests = digests;
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  return low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
}
