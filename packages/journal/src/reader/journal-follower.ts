import { assert } from '@mingjing/crypto';
import type { JournalSourceName } from '@mingjing/protocol';
import type { StoredEntry } from './log-reader.ts';

/** Entries of one read: with bodies of 32 KiB at most 4 MiB, and a few ms of the reader's work. */
export const FOLLOWED_ENTRIES_MAX = 128;

/** What a follower needs of a journal. */
export interface FollowedJournal {
  /** Entries of the log that are on disk. */
  durableSize(source: JournalSourceName): number;
  readRange(source: JournalSourceName, from: number, to: number): Promise<StoredEntry[]>;
  /** Calls back whenever more became durable; the returned function ends that. */
  onDurable(listener: () => void): () => void;
}

/** Consecutive entries of one log, the first at `from`. */
export interface FollowedEntries {
  readonly source: JournalSourceName;
  readonly from: number;
  readonly entries: readonly StoredEntry[];
}

/** Index of the next entry to be read, per log. */
export type FollowPositions = ReadonlyMap<JournalSourceName, number>;

/**
 * Reads logs of a journal from given indexes on, each entry once and in order, and tells when
 * there is more. It keeps nothing: where to begin after a restart is for its user to remember.
 * One user at a time calls it.
 */
export class JournalFollower {
  readonly #journal: FollowedJournal;
  readonly #positions: Map<JournalSourceName, number>;
  /** Logs in the order of their turns: a busy one does not hold up the others. */
  #turns: readonly JournalSourceName[];

  constructor(journal: FollowedJournal, positions: FollowPositions) {
    this.#journal = journal;
    this.#positions = new Map(positions);
    this.#turns = [...positions.keys()];
  }

  get positions(): FollowPositions {
    return new Map(this.#positions);
  }

  /** Durable entries that were not read yet, over all followed logs. */
  get behind(): number {
    return this.#turns.reduce((sum, source) => sum + this.#unread(source), 0);
  }

  /** The next entries of the log whose turn it is; undefined when nothing more is durable. */
  async read(): Promise<FollowedEntries | undefined> {
    const source = this.#turns.find((each) => this.#unread(each) > 0);
    if (source === undefined) return undefined;
    const from = this.#position(source);
    const entries = await this.#journal.readRange(source, from, from + FOLLOWED_ENTRIES_MAX);
    this.#positions.set(source, from + entries.length);
    this.#turns = [...this.#turns.filter((each) => each !== source), source];
    return { source, from, entries };
  }

  /** Resolves when `read` has something, or at the signal. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.behind > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        if (this.behind === 0 && !signal.aborted) return;
        stopListening();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const stopListening = this.#journal.onDurable(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** Goes back, or ahead, to these positions; asserts that they are of followed logs. */
  seek(positions: FollowPositions): void {
    for (const [source, index] of positions) {
      assert(this.#positions.has(source), 'only followed logs are sought');
      this.#positions.set(source, index);
    }
  }

  #unread(source: JournalSourceName): number {
    return Math.max(0, this.#journal.durableSize(source) - this.#position(source));
  }

  #position(source: JournalSourceName): number {
    return this.#positions.get(source) ?? 0;
  }
}
