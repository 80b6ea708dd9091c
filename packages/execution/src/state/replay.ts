import { concatBytes, taggedHash } from '@mingjing/crypto';
import { Tag } from '@mingjing/protocol';
import { DigestSet } from './digest-set.ts';

// Ids of transactions lie in buckets by the minute of their valid-until; a bucket dies when block
// time has passed its minute, since nothing in it could stand in a block again.
//
//   bucket hash  h' = H(tag "replay", chain id, h | ids of one block for this minute, in order)
//   replay root  H(tag "replay", chain id, minute (8 bytes) | bucket hash, ... ascending)
//   stored       minute (8 bytes) | id (32 bytes), ... in block order

const MINUTE_MS = 60_000;
const MINUTE_BYTES = 8;
const STORED_BYTES = 40;
const ZERO_HASH = new Uint8Array(32);

interface Bucket {
  hash: Uint8Array;
  readonly ids: DigestSet;
}

/** Ids that one block adds. */
export interface ReplayAddition {
  readonly id: Uint8Array;
  readonly validUntil: number;
}

/** The live replay set after the latest block. */
export class ReplayWindow {
  readonly #chainId: string;
  #buckets = new Map<number, Bucket>();
  // Heights with ids that may still be live, oldest first, with their latest minute.
  #heights: { height: number; lastMinute: number }[] = [];

  constructor(chainId: string) {
    this.#chainId = chainId;
  }

  has(id: Uint8Array, validUntil: number): boolean {
    return this.#buckets.get(minuteOf(validUntil))?.ids.has(id) ?? false;
  }

  /** Root after a block at `time` added `additions`; nothing is changed. */
  rootWith(additions: readonly ReplayAddition[], time: number): Uint8Array {
    return this.#root(this.#hashesWith(additions, time));
  }

  /** Puts a block's additions in place and drops what its time has passed. */
  apply(height: number, additions: readonly ReplayAddition[], time: number): void {
    const hashes = this.#hashesWith(additions, time);
    for (const { id, validUntil } of additions) {
      this.#bucket(minuteOf(validUntil)).ids.add(id);
    }
    for (const minute of this.#buckets.keys()) {
      const hash = hashes.get(minute);
      if (hash === undefined) this.#buckets.delete(minute);
      else this.#bucket(minute).hash = hash;
    }
    if (additions.length > 0) this.#heights.push({ height, lastMinute: lastMinute(additions) });
    while (this.#heights[0] && isDead(this.#heights[0].lastMinute, time)) this.#heights.shift();
  }

  /** Lowest height whose ids are still needed, or `otherwise` when there is none. */
  floor(otherwise: number): number {
    return this.#heights[0]?.height ?? otherwise;
  }

  #bucket(minute: number): Bucket {
    let bucket = this.#buckets.get(minute);
    if (bucket === undefined) {
      bucket = { hash: ZERO_HASH, ids: new DigestSet() };
      this.#buckets.set(minute, bucket);
    }
    return bucket;
  }

  #hashesWith(additions: readonly ReplayAddition[], time: number): Map<number, Uint8Array> {
    const hashes = new Map<number, Uint8Array>();
    for (const [minute, { hash }] of this.#buckets) {
      if (!isDead(minute, time)) hashes.set(minute, hash);
    }
    const byMinute = new Map<number, Uint8Array[]>();
    for (const { id, validUntil } of additions) {
      const minute = minuteOf(validUntil);
      const ids = byMinute.get(minute);
      if (ids === undefined) byMinute.set(minute, [id]);
      else ids.push(id);
    }
    for (const [minute, ids] of byMinute) {
      const before = hashes.get(minute) ?? ZERO_HASH;
      hashes.set(minute, taggedHash(Tag.replay, this.#chainId, before, concatBytes(...ids)));
    }
    return hashes;
  }

  #root(hashes: Map<number, Uint8Array>): Uint8Array {
    const ordered = [...hashes].sort(([a], [b]) => a - b);
    const parts = ordered.flatMap(([minute, hash]) => [minuteBytes(minute), hash]);
    return taggedHash(Tag.replay, this.#chainId, ...parts);
  }
}

/** Stored form of a block's additions. */
export function encodeReplay(additions: readonly ReplayAddition[]): Uint8Array {
  const stored = new Uint8Array(additions.length * STORED_BYTES);
  const view = new DataView(stored.buffer);
  for (const [index, { id, validUntil }] of additions.entries()) {
    const at = index * STORED_BYTES;
    view.setBigUint64(at, BigInt(minuteOf(validUntil)));
    stored.set(id, at + MINUTE_BYTES);
  }
  return stored;
}

/**
 * Additions from their stored form; the minute is exact, the rest of valid-until is not kept.
 * Undefined for bytes that are no whole entries, or minutes beyond every clock.
 */
export function parseReplay(stored: Uint8Array): ReplayAddition[] | undefined {
  if (stored.length % STORED_BYTES !== 0) return undefined;
  const additions: ReplayAddition[] = [];
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  for (let at = 0; at < stored.length; at += STORED_BYTES) {
    const validUntil = Number(view.getBigUint64(at)) * MINUTE_MS;
    if (!Number.isSafeInteger(validUntil)) return undefined;
    const id = stored.slice(at + MINUTE_BYTES, at + STORED_BYTES);
    additions.push({ id, validUntil });
  }
  return additions;
}

function minuteOf(validUntil: number): number {
  return Math.floor(validUntil / MINUTE_MS);
}

function isDead(minute: number, time: number): boolean {
  return (minute + 1) * MINUTE_MS <= time;
}

function lastMinute(additions: readonly ReplayAddition[]): number {
  return additions.reduce((last, { validUntil }) => Math.max(last, minuteOf(validUntil)), 0);
}

function minuteBytes(minute: number): Uint8Array {
  const bytes = new Uint8Array(MINUTE_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(minute));
  return bytes;
}
