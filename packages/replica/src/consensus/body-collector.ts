import type { ParsedTransaction } from '@mingjing/protocol';
import { SMALL_ATTACHMENT_BYTES_MAX } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import type { LargeAttachments } from '../mempool/large-attachments.ts';
import type { Pool } from '../mempool/pool.ts';
import type { AttachmentItem, ReplicaPorts } from '../ports.ts';
import { openBodies } from './bodies.ts';
import { type Candidate, keepAttachments } from './candidate.ts';

export interface CollectorParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly ports: ReplicaPorts;
}

export interface CollectorEvents {
  /** Something came that was missing. */
  arrived(): void;
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
}

/** Brings a candidate's bodies and attachments together, from the pool or from its sender. */
export class BodyCollector {
  readonly #parts: CollectorParts;
  readonly #candidate: Candidate;
  readonly #events: CollectorEvents;

  constructor(parts: CollectorParts, candidate: Candidate, events: CollectorEvents) {
    this.#parts = parts;
    this.#candidate = candidate;
    this.#events = events;
  }

  /**
   * All bodies in order once nothing is missing; else undefined, and the missing is asked for:
   * also of who just sent the proposal, while others may be slow to answer.
   */
  collect(sender?: string): ParsedTransaction[] | undefined {
    const { hashes, bodies } = this.#candidate;
    const transactions: ParsedTransaction[] = [];
    const attachments: AttachmentItem[] = [];
    for (const hash of hashes) {
      const key = bytesKey(hash);
      const known = bodies.get(key);
      const entry = known === undefined ? this.#parts.pool.getByKey(key) : undefined;
      const body = known ?? entry?.transaction;
      if (body === undefined) continue;
      transactions.push(body);
      if (entry === undefined) continue;
      bodies.set(key, body);
      attachments.push(...entry.attachments);
    }
    // Together, so that a block's contents are one write.
    this.#keep(attachments);
    if (transactions.length < hashes.length) {
      this.#events.beside(() => this.#ask(sender));
      return undefined;
    }
    return this.#hasLarge(transactions) ? transactions : undefined;
  }

  #missing(): Uint8Array[] {
    const { hashes, bodies } = this.#candidate;
    return hashes.filter((hash) => !bodies.has(bytesKey(hash)));
  }

  // Large ones are stored on their own as they come.
  #keep(attachments: readonly AttachmentItem[]): void {
    const small = attachments.filter(({ content }) => content.length <= SMALL_ATTACHMENT_BYTES_MAX);
    keepAttachments(this.#candidate, small, this.#parts.ports.store);
  }

  #hasLarge(transactions: readonly ParsedTransaction[]): boolean {
    const { large } = this.#parts;
    let isComplete = true;
    for (const { attachments } of transactions) {
      for (const { commitment, sizeBytes } of attachments) {
        if (sizeBytes <= SMALL_ATTACHMENT_BYTES_MAX) continue;
        const key = bytesKey(commitment);
        if (large.isHeld(key)) continue;
        isComplete = false;
        large.want(key, sizeBytes, this.#candidate.source ?? this.#candidate.header.proposer);
      }
    }
    return isComplete;
  }

  // The sender has them; when it is gone, whoever else voted for the block has them, too.
  async #ask(sender: string | undefined): Promise<void> {
    const { isAsking, asked, source } = this.#candidate;
    if (!isAsking) {
      const others = this.#parts.ports.network.peers().filter((peer) => peer !== source);
      this.#candidate.isAsking = true;
      await this.#askAll(source === undefined ? others : [source, ...others]);
      this.#candidate.isAsking = false;
    } else if (sender !== undefined && !asked.has(sender)) await this.#askAll([sender]);
  }

  /** Asks until nothing is missing, or nobody gives any more of it. */
  async #askAll(sources: readonly string[]): Promise<void> {
    const { asked } = this.#candidate;
    let isNews = false;
    let givers = sources;
    while (givers.length > 0) {
      const gave: string[] = [];
      // One answer of each in turn: who gives little at a time must not keep the others waiting.
      for (const source of givers.filter((each) => !asked.has(each))) {
        if (this.#isComplete()) break;
        asked.add(source);
        if (await this.#askOne(source)) gave.push(source);
        asked.delete(source);
      }
      isNews ||= gave.length > 0;
      givers = this.#isComplete() ? [] : gave;
    }
    if (isNews) this.#events.arrived();
  }

  #isComplete(): boolean {
    return this.#candidate.verdict !== undefined || this.#missing().length === 0;
  }

  /** Whether anything came that was missing. */
  async #askOne(source: string): Promise<boolean> {
    const { chain, ports } = this.#parts;
    const candidate = this.#candidate;
    const hashes = this.#missing();
    const answer = await ports.network.request(source, { bodies: { hashes } }).catch(() => {
      // It went away: the next one is asked, or the same one when the proposal comes again.
      return undefined;
    });
    const opened = await openBodies(chain, answer?.bodies?.items ?? [], hashes, ports.verifier);
    if (opened.isInvalid) {
      candidate.verdict = 'invalid';
      candidate.refusal = 'body-invalid';
    }
    for (const body of opened.bodies) candidate.bodies.set(body.hashKey, body);
    this.#keep(opened.attachments);
    return opened.bodies.length > 0 || opened.isInvalid;
  }
}
