import { setTimeout as pause, setImmediate as yieldTurn } from 'node:timers/promises';
import type { JournalSourceName } from '@mingjing/protocol';
import type { EntryInput } from '../entry/entry-input.ts';
import type { FilePort } from '../files/file-port.ts';
import { nodeFiles } from '../files/node-files.ts';
import {
  type FollowedJournal,
  type FollowPositions,
  JournalFollower,
} from '../reader/journal-follower.ts';
import { Absence, type ForwardEvent, forwardEntry } from './absence.ts';
import { CursorFile } from './cursor-file.ts';
import { ForwardFailure, type ForwardReason } from './failure.ts';
import { forwardLine, type LineStyle } from './forward-line.ts';
import { forwardedEntries } from './forwarded-entries.ts';
import { octetFrames } from './octet-frame.ts';
import { type Receiver, ReceiverConnection } from './receiver-connection.ts';

export interface ForwardLimits {
  readonly connectMs: number;
  readonly stallMs: number;
  /** A window is confirmed when it is this old, or has this many entries. */
  readonly windowMs: number;
  readonly windowEntriesMax: number;
  /** Between the last byte of a window and its end. */
  readonly settleMs: number;
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** After this time without the receiver the journal says so. */
  readonly awayMs: number;
  /** What a stop waits for the confirmation under way. */
  readonly stopMs: number;
}

const defaultForwardLimits: ForwardLimits = {
  connectMs: 10_000,
  /** A receiver that writes to a busy disk pauses; one that takes nothing so long is gone. */
  stallMs: 30_000,
  /** How late a confirmation may be, against a connection per window. */
  windowMs: 5000,
  /** What is sent again at most after a broken connection: some 10 MB. */
  windowEntriesMax: 16_384,
  /** Longer than a packet travels: a receiver that closed on its own is heard before our end. */
  settleMs: 500,
  retryFirstMs: 500,
  retryMaxMs: 30_000,
  awayMs: 60_000,
  stopMs: 3000,
};

/** No fewer: a receiver that takes not even this much at a time takes nothing. */
const WINDOW_ENTRIES_MIN = 128;
/** A connection that idled longer may have been forgotten on the way; opening one is cheap. */
const IDLE_MS = 60_000;

/** The journal as forwarding needs it. */
export interface ForwardedJournal extends FollowedJournal {
  append(entry: EntryInput): Promise<unknown>;
}

export interface ForwarderOptions {
  readonly journal: ForwardedJournal;
  readonly chainId: string;
  readonly receiver: Receiver;
  readonly style: LineStyle;
  readonly sources: readonly JournalSourceName[];
  /** Folder and name of the cursor file. */
  readonly cursor: { readonly folder: string; readonly name: string };
  readonly files?: FilePort;
  readonly limits?: Partial<ForwardLimits>;
  /** For the program log: the first failure of a row, and undefined when the receiver is back. */
  readonly onTrouble?: (failure: ForwardFailure | undefined) => void;
}

export interface ForwardStatus {
  /** Durable entries that are not confirmed yet. */
  readonly behind: number;
  /** Entries confirmed and connections opened since the start. */
  readonly confirmed: number;
  readonly connections: number;
  /** Why the last try failed, and since when none succeeded; ms since the epoch. */
  readonly failing: { readonly reason: ForwardReason; readonly since: number } | undefined;
}

/**
 * Forwards a journal to a syslog receiver, at least once. The journal itself is the queue; all
 * that is kept beside it is a cursor per log, moved when a receiver ended a connection that we
 * half-closed and then accepted the next one. Whatever else happens, sending starts again there.
 */
export class Forwarder {
  readonly #options: ForwarderOptions;
  readonly #limits: ForwardLimits;
  readonly #follower: JournalFollower;
  readonly #cursor: CursorFile;
  readonly #isCursorDamaged: boolean;
  readonly #absence: Absence;
  readonly #stop = new AbortController();
  /** A stop that took too long. */
  readonly #abandon = new AbortController();
  #confirmedAt: FollowPositions;
  #connection: ReceiverConnection | undefined;
  #usedAt = 0;
  #windowEntries: number;
  #retryMs: number;
  #hasStarted = false;
  #confirmed = 0;
  #connections = 0;
  #failure: ForwardFailure | undefined;
  #running: Promise<void> = Promise.resolve();

  private constructor(
    options: ForwarderOptions,
    cursor: CursorFile,
    positions: FollowPositions,
    isCursorDamaged: boolean,
  ) {
    this.#options = options;
    this.#isCursorDamaged = isCursorDamaged;
    this.#limits = { ...defaultForwardLimits, ...options.limits };
    this.#follower = new JournalFollower(options.journal, positions);
    this.#cursor = cursor;
    this.#confirmedAt = positions;
    this.#absence = new Absence(this.#limits.awayMs);
    this.#windowEntries = this.#limits.windowEntriesMax;
    this.#retryMs = this.#limits.retryFirstMs;
  }

  /** Loads the cursor and begins; throws `JournalError` for a cursor of a later version. */
  static async start(options: ForwarderOptions): Promise<Forwarder> {
    const { journal, receiver, sources, files = nodeFiles } = options;
    const scheme = receiver.tls === undefined ? 'tcp' : 'tls';
    const name = `${scheme}://${receiver.host}:${receiver.port}`;
    const cursor = new CursorFile({ files, ...options.cursor }, name);
    const loaded = await cursor.load();
    const stored: FollowPositions = typeof loaded === 'string' ? new Map() : loaded;
    // A journal restored from a backup may be shorter than what was forwarded of it.
    const positions = sources.map((source) => {
      const index = Math.min(stored.get(source) ?? 0, journal.durableSize(source));
      return [source, index] as const;
    });
    const forwarder = new Forwarder(options, cursor, new Map(positions), loaded === 'damaged');
    forwarder.#running = forwarder.#run();
    return forwarder;
  }

  get status(): ForwardStatus {
    const since = this.#absence.since;
    const failing = since !== undefined && this.#failure && { reason: this.#failure.reason, since };
    const behind = [...this.#confirmedAt].reduce(
      (sum, [source, index]) => sum + this.#options.journal.durableSize(source) - index,
      0,
    );
    const [confirmed, connections] = [this.#confirmed, this.#connections];
    return { behind, confirmed, connections, failing: failing || undefined };
  }

  /** Ends; what could not be confirmed in a moment is sent again after the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    const overdue = setTimeout(() => this.#abandon.abort(), this.#limits.stopMs);
    await this.#running;
    clearTimeout(overdue);
    this.#connection?.destroy();
  }

  get #isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.#follower.wait(this.#stop.signal);
        if (this.#isStopping) return;
        await this.#begin();
        await this.#forwardWindow();
        await this.#succeeded();
      } catch (error) {
        if (!this.#isStopping) await this.#failed(error);
      }
    }
  }

  /** Before the first byte leaves, the journal says where to. */
  async #begin(): Promise<void> {
    if (this.#hasStarted) return;
    const reason = this.#isCursorDamaged ? 'cursor-damaged' : undefined;
    const entry = this.#entry('forward-started', [this.#follower.behind], reason);
    await this.#options.journal.append(entry);
    this.#hasStarted = true;
  }

  async #forwardWindow(): Promise<void> {
    const connection = await this.#openConnection();
    const end = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#limits.windowMs)]);
    let count = 0;
    while (count < this.#windowEntries && !end.aborted) {
      count += await this.#sendNext(connection);
      await this.#follower.wait(end);
      // Acts come first: they get their turn between any two reads.
      await yieldTurn();
    }
    await pause(this.#limits.settleMs);
    await connection.finish();
    // A receiver that was killed ends its connections too, but takes no new one.
    this.#connection = undefined;
    await this.#openConnection();
    const positions = this.#follower.positions;
    await this.#cursor.save(positions);
    this.#confirmedAt = positions;
    this.#confirmed += count;
  }

  async #sendNext(connection: ReceiverConnection): Promise<number> {
    const batch = await this.#follower.read();
    if (batch === undefined) return 0;
    const { chainId, style } = this.#options;
    const entries = forwardedEntries(chainId, style.nodeId, batch);
    await connection.send(octetFrames(entries.map((entry) => forwardLine(entry, style))));
    return entries.length;
  }

  async #openConnection(): Promise<ReceiverConnection> {
    const known = this.#connection;
    if (known?.isOpen && Date.now() - this.#usedAt < IDLE_MS) return known;
    known?.destroy();
    this.#connection = await ReceiverConnection.open(
      this.#options.receiver,
      this.#limits,
      this.#abandon.signal,
    );
    this.#connections++;
    this.#usedAt = Date.now();
    return this.#connection;
  }

  async #succeeded(): Promise<void> {
    const { windowEntriesMax, retryFirstMs } = this.#limits;
    this.#windowEntries = Math.min(windowEntriesMax, this.#windowEntries * 2);
    this.#retryMs = retryFirstMs;
    if (this.#failure !== undefined) this.#options.onTrouble?.(undefined);
    this.#failure = undefined;
    const awayMs = this.#absence.ended(Date.now());
    if (awayMs === undefined) return;
    await this.#options.journal.append(
      this.#entry('forward-back', [this.#follower.behind, awayMs]),
    );
  }

  /** Goes back to the cursor, with a smaller window, after a pause. */
  async #failed(error: unknown): Promise<void> {
    const failure =
      error instanceof ForwardFailure ? error : new ForwardFailure('storage-failed', error);
    this.#connection?.destroy();
    this.#connection = undefined;
    this.#follower.seek(this.#confirmedAt);
    this.#windowEntries = Math.max(WINDOW_ENTRIES_MIN, this.#windowEntries >> 1);
    if (this.#failure === undefined) this.#options.onTrouble?.(failure);
    this.#failure = failure;
    if (this.#absence.failed(Date.now())) {
      const entry = this.#entry('forward-away', [this.#follower.behind], failure.reason);
      // With the journal at fault as well, its own failure is what an operator hears of.
      await this.#options.journal.append(entry).catch(() => undefined);
    }
    await pause(this.#retryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    this.#retryMs = Math.min(this.#limits.retryMaxMs, this.#retryMs * 2);
  }

  #entry(
    event: ForwardEvent,
    counts: readonly number[],
    reason?: ForwardReason | 'cursor-damaged',
  ): EntryInput {
    const { style, receiver } = this.#options;
    return forwardEntry(style.nodeId, receiver, event, counts, reason);
  }
}
