import { ResultCode } from '@mingjing/execution';
import type { Submissions } from '../submissions.ts';
import type { LargeAttachments } from './large-attachments.ts';
import type { Pool, PoolEntry } from './pool.ts';

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

  /** What no block may carry any more at a block time, ms. */
  expire(time: number): void {
    // Once a second of chain time: the pool need not be walked for every block.
    if (time < this.#expiredAt + 1000) return;
    this.#expiredAt = time;
    for (const entry of this.#parts.pool.takeExpired(time)) {
      this.#parts.large.forget(entry.large);
      this.#tooLate(entry);
    }
  }

  /** One entry for good; `code` when the state refuses it, else it is too late for it. */
  drop(entry: PoolEntry, code: ResultCode | undefined): void {
    const { pool, large, submissions, refused } = this.#parts;
    const { id, bytes } = entry.transaction;
    pool.remove(entry.transaction);
    large.forget(entry.large);
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
  #tooLate(entry: PoolEntry): void {
    this.#parts.submissions.expired(entry.transaction.id);
    this.#parts.expired(entry);
  }
}
