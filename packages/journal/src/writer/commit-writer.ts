import { assert } from '@mingjing/crypto';
import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { appendLeaves, type CompactRange } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { type JournalError, unwritable } from '../errors.ts';
import type { LogStore } from '../log/log-store.ts';
import type { JournalPlace } from '../place.ts';
import { removeKeptBodies } from '../repair/kept-bodies.ts';
import { disposalEnds, type LogStores, manifestFor, removeTailsBefore } from './load-journal.ts';
import { saveManifest } from './manifest.ts';
import { Tail, tailBytes } from './tail.ts';

/** Bounds of what waits for the disk, with the reasons in `defaultWriterLimits`. */
export interface WriterLimits {
  readonly queueEntriesMax: number;
  readonly queueBytesMax: number;
  readonly tailBytes: number;
}

export const defaultWriterLimits: WriterLimits = {
  /** Five seconds of the highest rate a node reaches: a stalled disk is told to callers by then. */
  queueEntriesMax: 16_384,
  queueBytesMax: 16 * 1024 * 1024,
  /** Read back whole after a crash, and held in memory until distributed: about 10,000 entries. */
  tailBytes: 8 * 1024 * 1024,
};

/** Tails beyond their size that may fill before commits wait for the distribution. */
const TAILS_AHEAD_MAX = 4;
/** One write to the disk: bounds how long the entries of one commit wait for each other. */
const COMMIT_BYTES_MAX = 4 * 1024 * 1024;

/** What else a distribution does. */
export interface DistributeOptions {
  /** Segments of days before this one are finished: days since the epoch, UTC. */
  readonly sealDay?: number;
  /** Nothing comes after it: the manifest says so. */
  readonly isClosing?: boolean;
  /** Bodies of a log that go, below an index. */
  readonly disposed?: { readonly source: JournalSourceName; readonly before: number };
}

interface Call {
  readonly entries: readonly BuiltEntry[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (cause: JournalError) => void;
}

/** A distribution that was asked for and has not begun. */
interface Due {
  readonly options: DistributeOptions;
  readonly begun: () => void;
  readonly reject: (cause: JournalError) => void;
}

/** What entries of one log become when they are durable. */
interface Growth {
  readonly log: LogStore;
  readonly entries: readonly BuiltEntry[];
  readonly grown: ReturnType<typeof appendLeaves>;
}

/**
 * Makes entries durable. All calls that wait while a commit is under way go into the next one: one
 * frame, one write and one sync for all sources. Entries move to their logs' own files later.
 */
export class CommitWriter {
  readonly #place: JournalPlace;
  readonly #logs: LogStores;
  readonly #limits: WriterLimits;
  #tail: Tail;
  #queue: Call[] = [];
  #queuedEntries = 0;
  #queuedBytes = 0;
  /** Begun between two commits, when the distribution before has ended. */
  #due: Due[] = [];
  #running: Promise<void> | undefined;
  #distribution: Promise<void> | undefined;
  #failure: JournalError | undefined;

  constructor(place: JournalPlace, logs: LogStores, tail: Tail, limits: WriterLimits) {
    this.#place = place;
    this.#logs = logs;
    this.#tail = tail;
    this.#limits = limits;
  }

  /** Why nothing more is taken, until the journal is opened again. */
  get failure(): JournalError | undefined {
    return this.#failure;
  }

  /** True when `count` more entries exceed the bounds of the queue. */
  isBusy(count: number): boolean {
    const { queueEntriesMax, queueBytesMax } = this.#limits;
    return this.#queuedEntries + count > queueEntriesMax || this.#queuedBytes >= queueBytesMax;
  }

  /** Resolves when all entries are on disk; rejects when none of them may count as written. */
  commit(entries: readonly BuiltEntry[]): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const bytes = entries.reduce((sum, entry) => sum + tailBytes(entry), 0);
    this.#queuedEntries += entries.length;
    this.#queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      this.#queue.push({ entries, bytes, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /**
   * Moves what is durable when it begins into the logs' own files, and seals segments of days
   * before `sealDay` that are finished with that. Entries that come meanwhile do not hold it up.
   */
  async distribute(options: DistributeOptions = {}): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await new Promise<void>((begun, reject) => {
      this.#due.push({ options, begun, reject });
      this.#runIfWork();
    });
    await this.#distribution;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.#running !== undefined || this.#distribution !== undefined) {
      await this.#running;
      await this.#distribution;
    }
  }

  close(): Promise<void> {
    return this.#tail.close();
  }

  #runIfWork(): void {
    if (this.#hasWork()) this.#running ??= this.#run();
  }

  #hasWork(): boolean {
    return this.#queue.length > 0 || this.#isRotationDue();
  }

  #isRotationDue(): boolean {
    return this.#due.length > 0 && this.#distribution === undefined;
  }

  async #run(): Promise<void> {
    try {
      // Whatever is appended in this turn of the event loop shares the first commit.
      await new Promise<void>((resolve) => setImmediate(resolve));
      while (this.#hasWork() && this.#failure === undefined) await this.#step();
    } catch (cause) {
      this.#fail(cause);
    }
    this.#running = undefined;
    this.#runIfWork();
  }

  async #step(): Promise<void> {
    if (this.#isRotationDue()) {
      await this.#rotate();
      return;
    }
    await this.#commitNext();
    const isFull = this.#tail.size >= this.#limits.tailBytes;
    if (isFull && this.#failure === undefined) await this.#rotateUnlessBusy();
  }

  async #commitNext(): Promise<void> {
    const calls = this.#takeCalls();
    try {
      const entries = calls.flatMap((call) => call.entries);
      const written = this.#tail.append(this.#tail.frameOf(entries));
      // The trees grow while the disk works.
      const growths = this.#growthsBy(entries);
      await written;
      for (const { log, entries: own, grown } of growths) {
        log.commit(own, grown.range, grown.nodes);
      }
    } catch (cause) {
      const failure = unwritable(cause);
      this.#fail(failure);
      await this.#cutTail();
      for (const call of calls) call.reject(failure);
      return;
    }
    for (const call of calls) {
      this.#queuedEntries -= call.entries.length;
      this.#queuedBytes -= call.bytes;
      call.resolve();
    }
  }

  #takeCalls(): Call[] {
    let bytes = 0;
    let count = 0;
    for (const call of this.#queue) {
      if (count > 0 && bytes + call.bytes > COMMIT_BYTES_MAX) break;
      bytes += call.bytes;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  #growthsBy(entries: readonly BuiltEntry[]): Growth[] {
    const bySource = Map.groupBy(entries, ({ source }) => source);
    const growths: Growth[] = [];
    for (const [source, log] of this.#logs) {
      const own = bySource.get(JournalSource[source]);
      if (own === undefined) continue;
      assert(own[0]?.index === log.size, 'entries are committed in the order of their index');
      const leaves = own.map((entry) => entry.leafHash);
      growths.push({ log, entries: own, grown: appendLeaves(log.range, leaves) });
    }
    return growths;
  }

  async #rotateUnlessBusy(): Promise<void> {
    if (this.#distribution !== undefined) {
      if (this.#tail.size < TAILS_AHEAD_MAX * this.#limits.tailBytes) return;
      await this.#distribution;
      if (this.#failure !== undefined) throw this.#failure;
    }
    await this.#rotate();
  }

  /**
   * Begins a new tail and moves, in the background, what the old one holds; with that the
   * distribution begins that was asked for first.
   */
  async #rotate(): Promise<void> {
    const { files, folder } = this.#place;
    const covered = new Map<JournalSourceName, CompactRange>();
    for (const [source, log] of this.#logs) covered.set(source, log.range);
    const old = this.#tail;
    this.#tail = await Tail.create(files, folder, old.number + 1);
    await old.close();
    const due = this.#due.shift();
    this.#distribution = this.#move(covered, this.#tail.number, due?.options).finally(() => {
      this.#distribution = undefined;
      this.#runIfWork();
    });
    due?.begun();
  }

  async #move(
    covered: ReadonlyMap<JournalSourceName, CompactRange>,
    tail: number,
    { sealDay = 0, isClosing = false, disposed }: DistributeOptions = {},
  ) {
    try {
      for (const source of SOURCE_NAMES) {
        const range = covered.get(source);
        if (range === undefined) continue;
        await this.#logs.get(source)?.distribute(range);
        await this.#logs.get(source)?.sealBefore(sealDay);
      }
      const { files, folder } = this.#place;
      const save = () =>
        saveManifest(files, folder, manifestFor(this.#place, tail, this.#logs, isClosing));
      const log = disposed && this.#logs.get(disposed.source);
      log?.disposeBefore(disposed?.before ?? 0);
      await save();
      await removeTailsBefore(this.#place, tail);
      if (log === undefined) return;
      await log.removeDisposed();
      await removeKeptBodies(files, folder, disposalEnds(this.#logs));
      await save();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Refuses everything from here on. What was acknowledged lies in the tails. */
  #fail(cause: unknown): void {
    this.#failure ??= unwritable(cause);
    for (const waiting of [...this.#queue.splice(0), ...this.#due.splice(0)]) {
      waiting.reject(this.#failure);
    }
  }

  async #cutTail(): Promise<void> {
    try {
      await this.#tail.cut();
    } catch {
      // The disk that failed may refuse this too. Then entries that were refused may be found when
      // the journal is opened again: more than was promised, never less.
    }
  }
}
