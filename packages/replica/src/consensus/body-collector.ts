import type { ParsedTransaction } from '@mingjing/protocol';
import { SMALL_ATTACHMENT_BYTES_MAX } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import type { LargeAttachments } from '../mempool/large-attachments.ts';
import type { Pool } from '../mempool/pool.ts';
import type { AttachmentItem, ReplicaPorts } from '../ports.ts';
import { openBodies } from './bodies.ts';
import type { Candidate } from './candidate.ts';

export interface CollectorParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly ports: ReplicaPorts;
}

/** Brings a candidate's bodies and attachments together, from the pool or from its sender. */
export class BodyCollector {
  readonly #parts: CollectorParts;
  readonly #candidate: Candidate;
  readonly #events: { arrived(): void };

  constructor(parts: CollectorParts, candidate: Candidate, events: { arrived(): void }) {
    this.#parts = parts;
    this.#candidate = candidate;
    this.#events = events;
  }

  /** All bodies in order once nothing is missing; else undefined, and what is missing is asked for. */
  collect(): ParsedTransaction[] | undefined {
    const { hashes, bodies } = this.#candidate;
    const small: AttachmentItem[] = [];
    const missing: Uint8Array[] = [];
    for (const hash of hashes) {
      const key = bytesKey(hash);
      if (bodies.has(key)) continue;
      const entry = this.#parts.pool.get(hash);
      if (entry === undefined) {
        missing.push(hash);
        continue;
      }
      bodies.set(key, entry.transaction);
      small.push(...entry.attachments);
    }
    if (small.length > 0) this.#keep(small);
    if (missing.length > 0) {
      void this.#ask(missing);
      return undefined;
    }
    const transactions = hashes.flatMap((hash) => bodies.get(bytesKey(hash)) ?? []);
    return this.#hasLarge(transactions) ? transactions : undefined;
  }

  // Durable before a precommit leaves (consensus/signing.ts), so that what is decided can be shown.
  #keep(items: readonly AttachmentItem[]): void {
    const before = this.#candidate.attachmentsKept ?? Promise.resolve();
    const writing = this.#parts.ports.store.putAttachments(items);
    this.#candidate.attachmentsKept = Promise.all([before, writing]).then(() => undefined);
    // The error itself surfaces where the promise is awaited, before the precommit.
    this.#candidate.attachmentsKept.catch(() => undefined);
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

  async #ask(hashes: Uint8Array[]): Promise<void> {
    const candidate = this.#candidate;
    if (candidate.isAsking || candidate.source === undefined) return;
    candidate.isAsking = true;
    const { chain, ports } = this.#parts;
    try {
      const { bodies } = await ports.network.request(candidate.source, { bodies: { hashes } });
      const opened = await openBodies(chain, bodies?.items ?? [], hashes, ports.verifier);
      if (opened.isInvalid) {
        candidate.verdict = 'invalid';
        candidate.refusal = 'body-invalid';
      }
      for (const body of opened.bodies) candidate.bodies.set(bytesKey(body.hash), body);
      if (opened.attachments.length > 0) this.#keep(opened.attachments);
      if (opened.bodies.length > 0 || opened.isInvalid) this.#events.arrived();
    } catch {
      // The sender went away: the proposal stays incomplete until it, or another, sends again.
    } finally {
      candidate.isAsking = false;
    }
  }
}
