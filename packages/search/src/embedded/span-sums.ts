import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { EMPTY_DIGEST, spanDigest } from '../indexed-form.ts';
import { SPAN } from '../search-index.ts';

/** The running sums of one log's spans while rows are added: each span is read and saved once. */
export class SpanSums {
  readonly #log: number;
  readonly #read: StatementSync;
  readonly #save: StatementSync;
  #open: { first: number; count: number; digest: Uint8Array } | undefined;

  constructor(database: DatabaseSync, log: number) {
    this.#log = log;
    this.#read = database.prepare('SELECT count, digest FROM span WHERE log = ? AND first = ?');
    this.#save = database.prepare('REPLACE INTO span VALUES (?, ?, ?, ?)');
  }

  /** Adds the row at a position, which follows the one before. */
  add(position: number, row: Uint8Array): void {
    const first = position - (position % SPAN);
    if (this.#open?.first !== first) {
      this.save();
      const stored = this.#read.get(this.#log, first);
      const digest = (stored?.['digest'] as Uint8Array | undefined) ?? EMPTY_DIGEST;
      this.#open = { first, count: Number(stored?.['count'] ?? 0), digest };
    }
    this.#open.count += 1;
    this.#open.digest = spanDigest(this.#open.digest, row);
  }

  /** Writes what was added; to be called after the last row, in the same transaction. */
  save(): void {
    if (this.#open === undefined) return;
    const { count, digest, first } = this.#open;
    this.#save.run(this.#log, first, count, digest);
  }
}
