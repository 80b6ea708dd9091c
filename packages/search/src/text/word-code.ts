import { createHmac, hash } from 'node:crypto';

/** Of a word: what is hashed of longer texts takes the way through `createHmac`. */
const CHARS_MAX = 128;
const UTF8_BYTES_MAX = 3;
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const [INNER_PAD, OUTER_PAD] = [0x36, 0x5c];

/**
 * The first bytes of HMAC-SHA256 (RFC 2104) of texts, as a number. An index hashes a hundred words
 * of an entry, so the padded key stays in place before each of them and nothing is allocated.
 */
export class WordCode {
  readonly #secret: Uint8Array;
  readonly #inner: Buffer;
  readonly #outer: Buffer;
  readonly #bytes: number;

  /** `secret` has 64 bytes at most, and `bytes`, of the number, are six at most. */
  constructor(secret: Uint8Array, bytes: number) {
    this.#secret = secret;
    this.#bytes = bytes;
    this.#inner = padded(secret, INNER_PAD, CHARS_MAX * UTF8_BYTES_MAX);
    this.#outer = padded(secret, OUTER_PAD, DIGEST_BYTES);
  }

  of(text: string): number {
    if (text.length > CHARS_MAX) {
      return this.#number(createHmac('sha256', this.#secret).update(text).digest('binary'));
    }
    const end = BLOCK_BYTES + this.#inner.write(text, BLOCK_BYTES);
    // The digest as text: a buffer of its own costs as much again as the hash.
    const inner = hash('sha256', this.#inner.subarray(0, end), 'binary');
    this.#outer.write(inner, BLOCK_BYTES, 'latin1');
    return this.#number(hash('sha256', this.#outer, 'binary'));
  }

  /** Of a digest whose bytes are characters. */
  #number(digest: string): number {
    let number = 0;
    for (let i = 0; i < this.#bytes; i += 1) number = number * 256 + digest.charCodeAt(i);
    return number;
  }
}

function padded(secret: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room).fill(pad, 0, BLOCK_BYTES);
  for (const [i, byte] of secret.entries()) block[i] = byte ^ pad;
  return block;
}
