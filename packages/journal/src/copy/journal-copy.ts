import { assert } from '@mingjing/crypto';
import { JournalSource, type JournalSourceName } from '@mingjing/protocol';
import type { CompactRange } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError, opening } from '../errors.ts';
import { type FilePort, replaceFile } from '../files/file-port.ts';
import { nodeFiles } from '../files/node-files.ts';
import { rootAt } from '../log/hash-reader.ts';
import type { LogStore } from '../log/log-store.ts';
import type { JournalPlace } from '../place.ts';
import * as reader from '../reader/log-reader.ts';
import type { LogFault } from '../reader/verify-log.ts';
import { verifyLogs } from '../reader/verify-logs.ts';
import { loadCheckpoint } from '../writer/checkpoints.ts';
import { CommitWriter, defaultWriterLimits } from '../writer/commit-writer.ts';
import { closeLogs, type LogStores, loadJournal } from '../writer/load-journal.ts';
import { type CopyState, formatCopyState, parseCopyState } from './copy-state.ts';

/** Read back whole at a start, and held in memory until then: there is a copy for every node. */
const TAIL_BYTES = 2 * 1024 * 1024;
const STATE = 'witness';

export interface CopyOptions {
  /** Folder of the copy, by convention `data/witness/<node>` of the home. */
  readonly folder: string;
  readonly chainId: string;
  /** Whose journal it is a copy of. */
  readonly nodeId: string;
  readonly files?: FilePort;
}

/** An entry as it was verified; `bodyBytes` is empty when its body is not held. */
export interface CopiedEntry {
  readonly index: number;
  readonly stub: { readonly time: number };
  readonly stubBytes: Uint8Array;
  readonly leaf: Uint8Array;
  readonly bodyBytes: Uint8Array;
}

export type CopyVerdict =
  | { readonly ok: true; readonly sizes: ReadonlyMap<JournalSourceName, number> }
  | ({ readonly ok: false } & LogFault);

/** Opens a copy, bringing it to its last durable state. Throws `JournalError`. */
export async function openJournalCopy(options: CopyOptions): Promise<JournalCopy> {
  const { folder, chainId, nodeId, files = nodeFiles } = options;
  const place = { folder, chainId, nodeId, files };
  const { logs, tail } = await opening(folder, loadJournal(place));
  const limits = { ...defaultWriterLimits, tailBytes: TAIL_BYTES };
  return new JournalCopy(place, logs, new CommitWriter(place, logs, tail, limits));
}

/**
 * The copy of another program's journal, in the very files that program has: what verifies a
 * journal verifies its copy, and either can be put in the other's place. It takes entries that were
 * verified already and judges nothing itself.
 */
export class JournalCopy {
  readonly nodeId: string;
  readonly #place: JournalPlace;
  readonly #logs: LogStores;
  readonly #writer: CommitWriter;

  constructor(place: JournalPlace, logs: LogStores, writer: CommitWriter) {
    this.nodeId = place.nodeId;
    this.#place = place;
    this.#logs = logs;
    this.#writer = writer;
  }

  /** The tree over the entries held. */
  range(source: JournalSourceName): CompactRange {
    return this.#log(source).range;
  }

  /** Root of the first `size` entries; asserts that they are held. */
  rootAt(source: JournalSourceName, size: number): Promise<Uint8Array> {
    return rootAt(this.#log(source), size);
  }

  /** Appends the next entries; durable when it resolves, all of them or, after a crash, none. */
  append(source: JournalSourceName, entries: readonly CopiedEntry[]): Promise<void> {
    const number = JournalSource[source];
    const built: BuiltEntry[] = entries.map(({ index, stub, stubBytes, leaf, bodyBytes }) => {
      const { time } = stub;
      return { source: number, index, time, stub: stubBytes, body: bodyBytes, leafHash: leaf };
    });
    return this.#writer.commit(built);
  }

  /** Entries [from, to), at most 4096, as far as the copy reaches. */
  readRange(source: JournalSourceName, from: number, to: number) {
    return reader.readEntries(this.#log(source), from, to);
  }

  /** Leaf hash of an entry that is held; asserts that it is. */
  stubLeafHash(source: JournalSourceName, index: number) {
    return reader.stubLeafHash(this.#log(source), index);
  }

  /** Inclusion proof in the tree of the first `size` entries. Asserts index < size <= held. */
  inclusionProof(source: JournalSourceName, index: number, size: number) {
    return reader.inclusionProof(this.#log(source), index, size);
  }

  /** Range proof of entries [from, to) in the tree of the first `size`; asserts they are held. */
  rangeProof(source: JournalSourceName, from: number, to: number, size: number) {
    return reader.rangeProof(this.#log(source), from, to, size);
  }

  /** Bodies of a log below this index were disposed of. */
  bodiesFrom(source: JournalSourceName): number {
    return this.#log(source).bodiesFrom;
  }

  /** Deletes the bodies of a log below an index, as `Journal.disposeBodies` does. */
  async disposeBodies(source: JournalSourceName, before: number): Promise<void> {
    assert(before <= this.range(source).size, 'only what is there is disposed of');
    if (before <= this.bodiesFrom(source)) return;
    await this.#writer.distribute({ disposed: { source, before } });
  }

  /** What was kept of a log beside its entries; undefined before the first time. */
  async state(source: JournalSourceName): Promise<CopyState | undefined> {
    const { files } = this.#place;
    const path = `${this.#log(source).folder}/${STATE}`;
    const bytes = await files.readWhole(path);
    return bytes === undefined ? undefined : parseCopyState(bytes, path);
  }

  /** Replaces what is kept of a log beside its entries, in one step. */
  async keepState(source: JournalSourceName, state: CopyState): Promise<void> {
    const { files } = this.#place;
    await replaceFile(files, this.#log(source).folder, STATE, formatCopyState(state));
  }

  /** The note that `keepCheckpoint` kept last; undefined before the first. */
  readCheckpoint(source: JournalSourceName): Promise<Uint8Array | undefined> {
    return loadCheckpoint(this.#place, this.#log(source));
  }

  /** Puts a checkpoint of entries that are held where a journal has its own. */
  async keepCheckpoint(source: JournalSourceName, note: string): Promise<void> {
    const { files } = this.#place;
    await replaceFile(files, this.#log(source).folder, 'checkpoint', Buffer.from(note), false);
  }

  /**
   * Recomputes everything from the files, with the checkpoints held against `journalKey`. Bodies
   * may be missing below `bodiesFrom` of their log.
   */
  async verify(
    journalKey: Uint8Array,
    bodiesFrom?: (source: JournalSourceName) => number,
  ): Promise<CopyVerdict> {
    await this.#writer.distribute();
    const sizes = new Map([...this.#logs].map(([source, log]) => [source, log.size]));
    const fault = await verifyLogs(this.#place, this.#logs, journalKey, bodiesFrom);
    return fault === undefined ? { ok: true, sizes } : { ok: false, ...fault };
  }

  /** Moves everything into the logs' own files and closes them. */
  async close(): Promise<void> {
    try {
      await this.#writer.idle();
      if (this.#writer.failure === undefined) await this.#writer.distribute();
    } finally {
      await this.#writer.idle();
      await this.#writer.close();
      await closeLogs(this.#logs);
    }
  }

  #log(source: JournalSourceName): LogStore {
    const log = this.#logs.get(source);
    if (log === undefined) throw new JournalError('JOURNAL_DAMAGED', `no log ${source}`);
    return log;
  }
}
