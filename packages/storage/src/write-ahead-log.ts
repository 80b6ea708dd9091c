import { rm } from 'node:fs/promises';
import type { WriteAheadLog } from '@mingjing/replica';
import { type DurableFile, draftOf, MemoryDurableFile, openFile } from './durable-file.ts';
import { StorageError, storageError } from './errors.ts';
import { MemoryDisk } from './memory-disk.ts';
import {
  decodeFrames,
  frameBytes,
  frameOf,
  WAL_HEADER_BYTES,
  walHeader,
  walVersion,
} from './wal-format.ts';

/** Bound of the file: beyond it comes `WAL_FULL`, a named stop, and not a full disk. */
export const WAL_BYTES_MAX = 64 * 1024 * 1024;
/** From here on a caller that no longer needs all of it should replace it. */
export const WAL_LONG_BYTES = WAL_BYTES_MAX / 2;

type Task =
  | { readonly type: 'append'; readonly frame: Uint8Array; readonly done: Settle }
  | { readonly type: 'replace'; readonly content: Uint8Array; readonly done: Settle }
  | { readonly type: 'clear'; readonly done: Settle };

export interface WriteAheadLogOptions {
  /** From how many bytes on `isLong` says so; `WAL_LONG_BYTES` when absent. */
  readonly longBytes?: number;
}

interface Settle {
  resolve(): void;
  reject(error: unknown): void;
}

/** Opens or makes the log of a node. Throws `WAL_OPEN_FAILED`, `WAL_TOO_NEW`, `WAL_CORRUPT`. */
export async function openWriteAheadLog(path: string): Promise<FileWriteAheadLog> {
  try {
    // What a crash left of a replacement was never the log.
    await rm(draftOf(path), { force: true });
    return await FileWriteAheadLog.open(await openFile(path));
  } catch (cause) {
    throw storageError('WAL_OPEN_FAILED', `the write-ahead log ${path} cannot be opened`, cause);
  }
}

/** The same log on a disk in memory, found again under the same name. */
export async function openMemoryWriteAheadLog(
  disk: MemoryDisk = new MemoryDisk(),
  name = 'wal',
  options: WriteAheadLogOptions = {},
): Promise<FileWriteAheadLog> {
  try {
    return await FileWriteAheadLog.open(new MemoryDurableFile(disk, name), options);
  } catch (cause) {
    throw storageError('WAL_OPEN_FAILED', `the write-ahead log ${name} cannot be opened`, cause);
  }
}

/**
 * Records of the current height in one file, appended and forced in groups: appends that arrive
 * while the disk works share the next write and the next force.
 */
export class FileWriteAheadLog implements WriteAheadLog {
  readonly #file: DurableFile;
  readonly #longBytes: number;
  readonly #records: readonly Uint8Array[];
  /** Bytes after the last whole record, cut off on opening: a torn write, or damage. */
  readonly droppedBytes: number;
  readonly #queue: Task[] = [];
  #end: number;
  /** End of the file once all that is queued is written. */
  #queuedEnd: number;
  #working: Promise<void> | undefined;
  #isClosed = false;
  /** After a write or force that failed nobody knows what the file holds. */
  #failure: unknown;

  private constructor(file: DurableFile, content: Recovered, longBytes: number) {
    this.#file = file;
    this.#longBytes = longBytes;
    this.#records = content.records;
    this.droppedBytes = content.dropped;
    this.#end = lengthOf(content.records);
    this.#queuedEnd = this.#end;
  }

  static async open(
    file: DurableFile,
    { longBytes = WAL_LONG_BYTES }: WriteAheadLogOptions = {},
  ): Promise<FileWriteAheadLog> {
    try {
      return new FileWriteAheadLog(file, await recover(file), longBytes);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The records found on opening. Those appended since belong to whoever appended them. */
  async load(): Promise<readonly Uint8Array[]> {
    return this.#records;
  }

  append(record: Uint8Array): Promise<void> {
    const end = this.#queuedEnd + frameBytes(record);
    if (end > WAL_BYTES_MAX) return Promise.reject(full());
    this.#queuedEnd = end;
    const frame = frameOf(record);
    return this.#enqueue((done) => ({ type: 'append', frame, done }));
  }

  isLong(): boolean {
    return this.#queuedEnd >= this.#longBytes;
  }

  /** Durably puts these in place of all records: after a crash it has the old ones or these. */
  replace(records: readonly Uint8Array[]): Promise<void> {
    const length = lengthOf(records);
    if (length > WAL_BYTES_MAX) return Promise.reject(full());
    this.#queuedEnd = length;
    const content = Buffer.concat([walHeader(), ...records.map(frameOf)]);
    return this.#enqueue((done) => ({ type: 'replace', content, done }));
  }

  /**
   * Cuts the file without forcing that: records that come back after a crash are of an older
   * height, and each carries its height, so the reader passes over them.
   */
  clear(): Promise<void> {
    this.#queuedEnd = WAL_HEADER_BYTES;
    return this.#enqueue((done) => ({ type: 'clear', done }));
  }

  /** Waits for what is queued. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#working;
    try {
      await this.#file.close();
    } catch (cause) {
      throw failed(cause);
    }
  }

  #enqueue(task: (done: Settle) => Task): Promise<void> {
    if (this.#isClosed) {
      return Promise.reject(new StorageError('WAL_CLOSED', 'the write-ahead log is closed'));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push(task({ resolve, reject }));
      this.#working ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    // One turn later, so that appends made in one go are one group.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = this.#takeGroup();
      try {
        if (this.#failure !== undefined) throw this.#failure;
        await this.#write(group);
        for (const task of group) task.done.resolve();
      } catch (cause) {
        this.#failure ??= cause;
        const error = failed(cause);
        for (const task of group) task.done.reject(error);
      }
    }
    this.#working = undefined;
  }

  /** A run of appends, or one of the others: their order is what the caller said. */
  #takeGroup(): Task[] {
    const otherAt = this.#queue.findIndex((task) => task.type !== 'append');
    return this.#queue.splice(0, otherAt < 0 ? this.#queue.length : Math.max(otherAt, 1));
  }

  async #write(group: readonly Task[]): Promise<void> {
    const [first] = group;
    if (first?.type === 'clear') {
      await this.#file.truncate(WAL_HEADER_BYTES);
      this.#end = WAL_HEADER_BYTES;
      return;
    }
    if (first?.type === 'replace') {
      await this.#file.replace(first.content);
      this.#end = first.content.length;
      return;
    }
    const frames = group.flatMap((task) => (task.type === 'append' ? [task.frame] : []));
    const bytes = frames.length === 1 ? (frames[0] as Uint8Array) : Buffer.concat(frames);
    await this.#file.write(this.#end, bytes);
    await this.#file.sync();
    this.#end += bytes.length;
  }
}

interface Recovered {
  readonly records: readonly Uint8Array[];
  readonly dropped: number;
}

function lengthOf(records: readonly Uint8Array[]): number {
  return records.reduce((sum, record) => sum + frameBytes(record), WAL_HEADER_BYTES);
}

function full(): StorageError {
  return new StorageError('WAL_FULL', `the write-ahead log would exceed ${WAL_BYTES_MAX} bytes`);
}

function failed(cause: unknown): StorageError {
  const message = 'the write-ahead log cannot be written';
  return storageError('WAL_WRITE_FAILED', message, cause);
}

/** Reads what is whole, cuts off what is not, and writes the header of a new file. */
async function recover(file: DurableFile): Promise<Recovered> {
  const bytes = await file.read();
  if (bytes.length <= WAL_HEADER_BYTES && walVersion(bytes) === undefined) {
    // A new file, or one whose first write was torn: the header is forced before any record.
    await file.truncate(0);
    await file.write(0, walHeader());
    await file.sync();
    return { records: [], dropped: bytes.length };
  }
  if (walVersion(bytes) === undefined) {
    throw new StorageError('WAL_CORRUPT', 'the file does not begin as a write-ahead log');
  }
  const { records, end } = decodeFrames(bytes);
  if (end < bytes.length) await file.truncate(end);
  return { records, dropped: bytes.length - end };
}
