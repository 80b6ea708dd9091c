import { ResultCode } from '@mingjing/execution';
import type { Parameters, ParsedTransaction } from '@mingjing/protocol';
import type { Submissions } from '../submissions.ts';
import type { LargeAttachments } from './large-attachments.ts';
import { largeOf, type Pool, type PoolEntry } from './pool.ts';

export interface ExitParts {
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly submissions: Submissions;
  /** The state refuses a transaction that this node had admitted. */
  refused(transaction: Uint8Array, code: ResultCode): void;
  /** It is too late for a transaction that this node had admitted. */
  expired(entry: PoolEntry): void;
}

/** Every way out of the pool but into a block. */
export class PoolExits {
  readonly #parts: ExitParts;
  #expiredAt = 0;

  constructor(parts: ExitParts) {
    this.#parts = parts;
  }

  /** A block carries it: what only it waited for is no longer looked for. */
  carried(transaction: ParsedTransaction): PoolEntry | undefined {
    const entry = this.#parts.pool.remove(transaction);
    this.#forget(largeOf(transaction));
    return entry;
  }

  /** What no block may carry any more at a block time, ms; and what none may carry yet. */
  expire(time: number, { replayWindowMs, clockBoundMs }: Parameters): void {
    // Once a second of chain time: the pool need not be walked for every block.
    if (time < this.#expiredAt + 1000) return;
    this.#expiredAt = time;
    for (const entry of this.#parts.pool.takeExpired(time)) {
      this.#forget(entry.large);
      this.#tooLate(entry);
    }
    // Of the bound of a block's time more: who proposes next may have a later clock than that.
    this.#parts.pool.validUntilAtMost(time + replayWindowMs + clockBoundMs);
  }

  /** One entry for good; `code` when the state refuses it, else it is too late for it. */
  drop(entry: PoolEntry, code: ResultCode | undefined): void {
    const { pool, submissions, refused } = this.#parts;
    const { id, bytes } = entry.transaction;
    pool.remove(entry.transaction);
    this.#forget(entry.large);
    if (code === undefined) {
      this.#tooLate(entry);
      return;
    }
    submissions.refused(id, code);
    refused(bytes, code);
  }

  /** Whatever names one of these attachments, by the `bytesKey` of its commitment. */
  takeDown(commitments: readonly string[]): void {
    this.#parts.large.forget(commitments);
    for (const entry of this.#parts.pool.naming(commitments))
      this.drop(entry, ResultCode.takenDown);
  }

  // Another entry may name the same contents, and needs them looked for and spread.
  #forget(commitments: readonly string[]): void {
    const { pool, large } = this.#parts;
    large.forget(commitments.filter((commitment) => !pool.namesLarge(commitment)));
  }

  #tooLate(entry: PoolEntry): void {
    this.#parts.submissions.expired(entry.transaction.id);
    this.#parts.expired(entry);
  }
}
