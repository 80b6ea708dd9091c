import { assert } from '@mingjing/crypto';
import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import type { Tile } from '@mingjing/tlog';
import { isTime } from './clock.ts';
import { type EntryBuilder, entryBuilder } from './entry/entry-builder.ts';
import { type EntryInput, entryFault } from './entry/entry-input.ts';
import { EntryKeys } from './entry/entry-keys.ts';
import { randomPool } from './entry/random-pool.ts';
import { JournalError, opening, unwritable } from './errors.ts';
import { nodeFiles } from './files/node-files.ts';
import type { EntryPosition, JournalOptions, JournalVerdict, LogHead } from './journal-options.ts';
import { dayOf } from './keys/person-keys.ts';
import { rootAt } from './log/hash-reader.ts';
import type { LogStore } from './log/log-store.ts';
import { type OpenState, openState } from './open-state.ts';
import type { JournalPlace } from './place.ts';
import * as reader from './reader/log-reader.ts';
import { ReadGate } from './reader/read-gate.ts';
import { verifyLogs } from './reader/verify-logs.ts';
import { WakeUps } from './reader/wake-ups.ts';
import { settleExchange } from './repair/exchange.ts';
import {
  defaultStrangerLimits,
  type StrangerAct,
  type StrangerOutcome,
  Strangers,
} from './strangers/strangers.ts';
import { loadCheckpoint, type SignedCheckpoint, saveCheckpoint } from './writer/checkpoints.ts';
import { CosignedLogs } from './writer/cosigned.ts';
import { closeLogs } from './writer/load-journal.ts';
import { Room } from './writer/room.ts';

const CHECKPOINT_INTERVAL_MS = 5000;

/** Opens a journal, bringing it to its last durable state. Throws `JournalError`. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { folder, chainId, nodeId, files = nodeFiles } = options;
  const place: JournalPlace = { folder, chainId, nodeId, files };
  await opening(folder, settleExchange(files, folder));
  const state = await opening(folder, openState(options, place));
  const journal = new Journal(options, place, state);
  try {
    await journal.signAll();
  } catch (cause) {
    await journal.close();
    throw cause;
  }
  return journal;
}

/** The journal of one program: a log per source, written before an act is answered. */
export class Journal {
  /** What witnesses gave back. */
  readonly cosigned: CosignedLogs;
  /** What may still be written of its budget. */
  readonly room = new Room();
  readonly #options: JournalOptions;
  readonly #place: JournalPlace;
  readonly #build: EntryBuilder;
  readonly #keys: EntryKeys;
  readonly #strangers: Strangers;
  #state: OpenState;
  /** Checkpoints of one log must not overtake each other on their way to its file. */
  #lastCheckpoint: Promise<unknown> = Promise.resolve();
  #reopening: Promise<void> | undefined;
  /** Is not read from disk again any more. */
  #isEnding = false;
  readonly #reads = new ReadGate();
  /** Segments of days before this one are sealed, as far as is known. */
  #sealedDay: number;
  /** Takes no entry any more. */
  #isClosing = false;
  #isClosed = false;
  readonly #wakeUps = new WakeUps();

  constructor(options: JournalOptions, place: JournalPlace, state: OpenState) {
    this.#options = options;
    this.#place = place;
    this.cosigned = new CosignedLogs(place.files, place.folder);
    this.#state = state;
    this.#sealedDay = dayOf(options.clock.now()) - 1;
    this.#keys = new EntryKeys(options.personKeys);
    this.#build = entryBuilder({
      chainId: options.chainId,
      nodeId: options.nodeId,
      tagKey: options.personKeys.tagKey,
      random: options.random ?? randomPool(),
    });
    this.#strangers = new Strangers({
      source: options.strangerSource ?? 'security',
      limits: { ...defaultStrangerLimits, ...options.strangerLimits },
      now: () => options.clock.now(),
      append: (entry) => this.append(entry),
    });
  }

  /** Appends one entry; resolves when it is on disk, rejects with `JournalError`. */
  async append(input: EntryInput): Promise<EntryPosition> {
    const [position] = await this.appendMany([input]);
    return position as EntryPosition;
  }

  /** Appends entries in order, all of them or, also through a crash, none. */
  async appendMany(inputs: readonly EntryInput[]): Promise<EntryPosition[]> {
    for (const input of inputs) {
      const fault = entryFault(input);
      if (fault === undefined) continue;
      const message = `the entry's ${fault.field} is not accepted: ${fault.reason}`;
      throw new JournalError('JOURNAL_REFUSED', message, { fault });
    }
    this.room.assertFor(inputs);
    this.#assertTaking(inputs.length);
    let time = this.#options.clock.now();
    while (this.#keys.lack(inputs, dayOf(time))) {
      await this.#keys.make(inputs, dayOf(time));
      this.#assertTaking(inputs.length);
      time = this.#options.clock.now();
    }
    const { next, writer } = this.#state;
    const day = dayOf(time);
    const monotonicUs = this.#options.clock.monotonicUs();
    assert(isTime(time) && isTime(monotonicUs), 'a clock gives whole numbers from 0 up');
    const positions: EntryPosition[] = [];
    const entries = inputs.map((input) => {
      const index = next.get(input.source) ?? 0;
      const fieldKey = input.personal && this.#keys.of(input, day);
      const entry = this.#build(input, { index, time, monotonicUs, fieldKey });
      next.set(input.source, index + 1);
      positions.push({ source: input.source, index });
      return entry;
    });
    this.room.take(entries);
    if (entries.length > 0) await writer.commit(entries);
    this.#wakeUps.all();
    return positions;
  }

  /**
   * States the size of every log, in source order, as one entry of `maintenance`: index of the last
   * entry plus one, so that zero says that a log is empty. Due every 30 s.
   */
  heartbeat(): Promise<EntryPosition> {
    const counts = SOURCE_NAMES.map((source) => this.#state.next.get(source) ?? 0);
    const actor = { type: 'system', id: this.#place.nodeId } as const;
    const event = { source: 'maintenance', event: 'heartbeat', result: 'done' } as const;
    return this.append({ ...event, actor, counts });
  }

  /** Journals a refusal of someone not authenticated, within the budget of strangers. */
  stranger(act: StrangerAct): Promise<StrangerOutcome> {
    return this.#strangers.record(act);
  }

  /**
   * Signs due checkpoints, ends the strangers' minute, and after midnight seals the segments of
   * the day before; to be called every second or so.
   */
  async tick(): Promise<void> {
    await this.#strangers.endMinute();
    const day = dayOf(this.#options.clock.now());
    if (day > this.#sealedDay) await this.#state.writer.distribute({ sealDay: day });
    this.#sealedDay = Math.max(day, this.#sealedDay);
    await this.#signDue(this.#options.checkpointIntervalMs ?? CHECKPOINT_INTERVAL_MS);
  }

  /** Signs what every log holds that no checkpoint covers: so is all that a restart finds. */
  signAll(): Promise<void> {
    return this.#signDue(0);
  }

  /** Signs what a log durably holds now and replaces its checkpoint. */
  checkpoint(source: JournalSourceName): Promise<SignedCheckpoint> {
    const signed = this.#lastCheckpoint.then(() => this.#signCheckpoint(source));
    // Its failure is told to its own caller; the next checkpoint is tried on its own.
    this.#lastCheckpoint = signed.catch(() => undefined);
    return signed;
  }

  /** The last signed checkpoint note of a log; undefined before the first. */
  readCheckpoint(source: JournalSourceName): Promise<Uint8Array | undefined> {
    return loadCheckpoint(this.#place, this.#log(source));
  }

  /** The durable state of all logs that have entries, ascending by source. */
  logs(): LogHead[] {
    return SOURCE_NAMES.map((source) => {
      const log = this.#log(source);
      return { source: JournalSource[source], size: log.size, root: log.root() };
    }).filter(({ size }) => size > 0);
  }

  /** Entries of a log that are on disk. */
  durableSize(source: JournalSourceName): number {
    return this.#log(source).size;
  }

  /** Calls back whenever more became durable, in any log; the returned function ends that. */
  onDurable(listener: () => void): () => void {
    return this.#wakeUps.add(listener);
  }

  /** Root of a log's first `size` entries; asserts that it has them. */
  rootAt(source: JournalSourceName, size: number): Promise<Uint8Array> {
    return this.#reading(source, (log) => rootAt(log, size));
  }

  read(source: JournalSourceName, index: number) {
    return this.#reading(source, (log) => reader.readEntry(log, index));
  }

  /** Entries [from, to), at most 4096, as far as the log reaches. */
  readRange(source: JournalSourceName, from: number, to: number) {
    return this.#reading(source, (log) => reader.readEntries(log, from, to));
  }

  /** Stubs [from, to), at most 4096, as far as the log reaches. */
  readStubs(source: JournalSourceName, from: number, to: number) {
    return this.#reading(source, (log) => reader.readStubs(log, from, to));
  }

  stubLeafHash(source: JournalSourceName, index: number) {
    return this.#reading(source, (log) => reader.stubLeafHash(log, index));
  }

  inclusionProof(source: JournalSourceName, index: number, size: number) {
    return this.#reading(source, (log) => reader.inclusionProof(log, index, size));
  }

  consistencyProof(source: JournalSourceName, oldSize: number, newSize: number) {
    return this.#reading(source, (log) => reader.consistencyProof(log, oldSize, newSize));
  }

  rangeProof(source: JournalSourceName, from: number, to: number, size: number) {
    return this.#reading(source, (log) => reader.rangeProof(log, from, to, size));
  }

  readTile(source: JournalSourceName, tile: Tile) {
    return this.#reading(source, (log) => reader.readTile(log, tile));
  }

  /** Bodies of a log below this index were disposed of. */
  bodiesFrom(source: JournalSourceName): number {
    return this.#log(source).bodiesFrom;
  }

  /** SHA-256 over the leaf hashes of [from, to), as a disposal states it. */
  bodiesHash(source: JournalSourceName, from: number, to: number) {
    return this.#reading(source, (log) => reader.bodiesHash(log, from, to));
  }

  /**
   * Deletes the bodies of a log below an index; stubs and hashes stay. Only for a disposal that
   * the chain certifies durably. After a crash it is ended at the next start, or has not begun.
   */
  async disposeBodies(source: JournalSourceName, before: number): Promise<void> {
    this.#assertTaking(0);
    assert(before <= this.durableSize(source), 'only what is there is disposed of');
    if (before <= this.bodiesFrom(source)) return;
    await this.#state.writer.distribute({ disposed: { source, before } });
  }

  /** Recomputes all of it. Below where its log's disposals end on the chain a body may be gone. */
  async verify(bodiesFrom?: (source: JournalSourceName) => number): Promise<JournalVerdict> {
    await this.#state.writer.distribute();
    const heads = this.logs();
    const { publicKey } = this.#options.signer;
    const fault = await this.#reads.read(() =>
      verifyLogs(this.#place, this.#state.logs, publicKey, bodiesFrom),
    );
    return fault === undefined ? { ok: true, logs: heads } : { ok: false, ...fault };
  }

  /** Why nothing is taken at present; undefined while the journal is healthy. */
  get failure(): JournalError | undefined {
    return this.#state.writer.failure;
  }

  /**
   * Reads everything from disk again after a failure; throws while the cause persists, and may be
   * called again. Reads of the journal wait meanwhile, appends are refused as before.
   */
  reopen(): Promise<void> {
    this.#reopening ??= this.#reopen().finally(() => {
      this.#reopening = undefined;
    });
    return this.#reopening;
  }

  async #reopen(): Promise<void> {
    const { writer, logs } = this.#state;
    // A healthy journal is being written to, and nobody may read it from disk meanwhile.
    if (this.#isEnding || writer.failure === undefined) return;
    await writer.idle();
    // What is under way beside the writer still replaces its file; more is refused, or waits.
    await this.#lastCheckpoint;
    await this.cosigned.between(() =>
      this.#reads.alone(async () => {
        this.#state = await openState(this.#options, this.#place);
        await writer.close().finally(() => closeLogs(logs));
      }),
    );
    // What a failed commit left in the tail counts as written from now on.
    this.#wakeUps.all();
  }

  /** Writes what is due, moves everything into the logs' own files and closes them. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isEnding = true;
    // Its failure is told to its own caller.
    await this.#reopening?.catch(() => undefined);
    const { writer, logs } = this.#state;
    // It writes beside the writer: a closed journal has no file that is still replaced.
    await this.cosigned.close();
    try {
      if (writer.failure === undefined) {
        await this.#strangers.flush();
        this.#isClosing = true;
        // What was being written still is; then the last checkpoints cover all of it.
        await writer.idle();
        await this.signAll();
        this.#isClosed = true;
        await writer.distribute({ isClosing: true });
      }
    } finally {
      this.#isClosed = true;
      await writer.idle();
      await writer.close();
      await closeLogs(logs);
    }
  }

  /** Checkpoints of the logs that grew since their last, if that is so long ago. */
  async #signDue(intervalMs: number): Promise<void> {
    const now = this.#options.clock.now();
    for (const [source, log] of this.#state.logs) {
      const last = this.#state.checkpoints.get(source);
      if (log.size === (last?.size ?? 0)) continue;
      // A clock set back must not stop checkpoints for as long.
      if (last !== undefined && Math.abs(now - last.time) < intervalMs) continue;
      await this.checkpoint(source);
    }
  }

  async #signCheckpoint(source: JournalSourceName): Promise<SignedCheckpoint> {
    this.#assertTaking(0);
    const time = this.#options.clock.now();
    try {
      const signed = await saveCheckpoint(this.#place, this.#log(source), this.#options.signer);
      this.#state.checkpoints.set(source, { size: signed.size, time });
      return signed;
    } catch (cause) {
      throw unwritable(cause);
    }
  }

  #reading<T>(source: JournalSourceName, read: (log: LogStore) => Promise<T>): Promise<T> {
    return this.#reads.read(() => read(this.#log(source)));
  }

  #log(source: JournalSourceName): LogStore {
    const log = this.#state.logs.get(source);
    if (log === undefined) throw new JournalError('JOURNAL_DAMAGED', `no log ${source}`);
    return log;
  }

  #assertTaking(count: number): void {
    if (this.#isClosed || (this.#isClosing && count > 0)) {
      throw new JournalError('JOURNAL_CLOSED', 'the journal is closed');
    }
    const { writer } = this.#state;
    if (writer.failure !== undefined) throw writer.failure;
    if (count > 0 && writer.isBusy(count)) {
      throw new JournalError('JOURNAL_BUSY', 'more entries wait for the disk than are held');
    }
  }
}
