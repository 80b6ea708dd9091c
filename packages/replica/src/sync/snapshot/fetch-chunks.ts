import { equalBytes } from '@mingjing/crypto';
import { type SnapshotChunkRef, snapshotChunkHash } from '@mingjing/protocol';
import type { Clock, Network } from '../../ports.ts';
import { within } from '../within.ts';

/** Chunks under way or waiting for those before them: 8 MiB each at most. */
const CHUNKS_AHEAD = 8;
/** An answer that is not here whole by then: nothing came, or only drops. */
const ANSWER_MS = 8000;

export interface ChunkEvents {
  /** A peer sent another chunk than the one it was asked for. */
  lied(peer: string): void;
  /** A peer did not answer in time. */
  stalled(peer: string): void;
}

export interface ChunkSource {
  readonly chainId: string;
  readonly manifestHash: Uint8Array;
  readonly chunks: readonly SnapshotChunkRef[];
  /** Who offered the snapshot. */
  readonly peers: readonly string[];
}

/**
 * Fetches the chunks of a snapshot from all peers that offered it, several at once, and gives them
 * in order. A peer that sends something else, or nothing in time, is asked no more.
 */
export class ChunkFetch {
  readonly #source: ChunkSource;
  readonly #ports: { readonly network: Network; readonly clock: Clock };
  readonly #events: ChunkEvents;
  readonly #asked: Map<string, number>;

  constructor(
    source: ChunkSource,
    ports: { readonly network: Network; readonly clock: Clock },
    events: ChunkEvents,
  ) {
    this.#source = source;
    this.#ports = ports;
    this.#events = events;
    this.#asked = new Map(source.peers.map((peer) => [peer, 0]));
  }

  /** Every chunk in order; ends early when no peer is left that has the next one. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const { chunks } = this.#source;
    const ahead: Promise<Uint8Array | undefined>[] = [];
    let next = 0;
    for (let index = 0; index < chunks.length; index += 1) {
      for (; next < Math.min(chunks.length, index + CHUNKS_AHEAD); next += 1) {
        ahead.push(this.#fetch(next));
      }
      const bytes = await ahead.shift();
      if (bytes === undefined) return;
      yield bytes;
    }
  }

  async #fetch(index: number): Promise<Uint8Array | undefined> {
    const { chainId, manifestHash, chunks } = this.#source;
    for (let peer = this.#leastAsked(); peer !== undefined; peer = this.#leastAsked()) {
      this.#asked.set(peer, (this.#asked.get(peer) ?? 0) + 1);
      const request = { snapshotChunk: { manifestHash, index } };
      const answer = await within(this.#ports, ANSWER_MS, peer, request);
      if (answer === 'late' && this.#asked.has(peer)) this.#events.stalled(peer);
      const bytes = typeof answer === 'object' ? answer.snapshotChunk?.chunk : undefined;
      const isRight =
        bytes !== undefined &&
        equalBytes(snapshotChunkHash(chainId, bytes), chunks[index]?.hash ?? new Uint8Array(0));
      if (isRight) {
        const asked = this.#asked.get(peer);
        if (asked !== undefined) this.#asked.set(peer, asked - 1);
        return bytes;
      }
      if (bytes !== undefined && this.#asked.has(peer)) this.#events.lied(peer);
      this.#asked.delete(peer);
    }
    return undefined;
  }

  #leastAsked(): string | undefined {
    let least: string | undefined;
    let leastAsked = Number.POSITIVE_INFINITY;
    for (const [peer, asked] of this.#asked) {
      if (asked >= leastAsked) continue;
      least = peer;
      leastAsked = asked;
    }
    return least;
  }
}
