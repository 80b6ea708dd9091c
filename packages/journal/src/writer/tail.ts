import { crc32 } from 'node:zlib';
import { randomBytes } from '@mingjing/crypto/node';
import { stubCodec } from '@mingjing/protocol';
import { leafHash } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import type { FilePort, JournalFile } from '../files/file-port.ts';
import {
  FRAME_HEADER_BYTES,
  frameAt,
  nextFrame,
  scanFrames,
  writeFrameHeader,
} from '../files/frames.ts';

/*
 *   tail-<number>.log, written ahead of all logs' own files:
 *   +--------------+-------------+------------+----------+-----------+
 *   | magic "MJTL" | version u32 | number u64 | seed u32 | crc32 u32 |   24 bytes
 *   +--------------+-------------+------------+----------+-----------+
 *   then one frame (files/frames.ts, with this seed) per group commit, of all sources:
 *   +---------------+------+---------------+------+
 *   | stub size u16 | stub | body size u32 | body |   once per entry
 *   +---------------+------+---------------+------+
 */

const MAGIC = 0x4d4a544c;
const VERSION = 1;
const HEADER_BYTES = 24;
const ENTRY_OVERHEAD_BYTES = 6;

/** Bytes an entry takes in the tail. */
export function tailBytes({ stub, body }: BuiltEntry): number {
  return ENTRY_OVERHEAD_BYTES + stub.length + body.length;
}

/** The tail being written. Appends come one after the other. */
export class Tail {
  readonly number: number;
  readonly #file: JournalFile;
  readonly #seed: number;
  #size = HEADER_BYTES;

  private constructor(number: number, file: JournalFile, seed: number) {
    this.number = number;
    this.#file = file;
    this.#seed = seed;
  }

  /** Makes a new, empty tail; its name is durable when it resolves. */
  static async create(files: FilePort, folder: string, number: number): Promise<Tail> {
    const seed = new DataView(randomBytes(4).buffer).getUint32(0);
    const header = new Uint8Array(HEADER_BYTES);
    const view = new DataView(header.buffer);
    view.setUint32(0, MAGIC);
    view.setUint32(4, VERSION);
    view.setBigUint64(8, BigInt(number));
    view.setUint32(16, seed);
    view.setUint32(20, crc32(header.subarray(0, 20)));
    const file = await files.open(tailPath(folder, number));
    try {
      await file.truncate(0);
      await file.write(header, 0);
      await file.datasync();
      await files.syncDirectory(folder);
    } catch (cause) {
      await file.close();
      throw cause;
    }
    return new Tail(number, file, seed);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends entries as one frame; durable when it resolves. After a rejection see `cut`. */
  async append(frame: Uint8Array): Promise<void> {
    await this.#file.write(frame, this.#size);
    await this.#file.datasync();
    this.#size += frame.length;
  }

  /** The frame of a group commit: after a crash all its entries are there, or none. */
  frameOf(entries: readonly BuiltEntry[]): Uint8Array {
    const size = entries.reduce((sum, entry) => sum + tailBytes(entry), 0);
    const frame = new Uint8Array(FRAME_HEADER_BYTES + size);
    const view = new DataView(frame.buffer);
    let at = FRAME_HEADER_BYTES;
    for (const { stub, body } of entries) {
      view.setUint16(at, stub.length);
      frame.set(stub, at + 2);
      view.setUint32(at + 2 + stub.length, body.length);
      frame.set(body, at + ENTRY_OVERHEAD_BYTES + stub.length);
      at += ENTRY_OVERHEAD_BYTES + stub.length + body.length;
    }
    writeFrameHeader(frame, 0, size, this.#seed);
    return frame;
  }

  /** Cuts what a failed append left: its entries were refused and should not come back. */
  async cut(): Promise<void> {
    await this.#file.truncate(this.#size);
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Entries of a stored tail in the order of their commits, and whether a torn end was cut. */
export interface StoredTail {
  readonly entries: readonly BuiltEntry[];
  readonly isTorn: boolean;
}

/** Reads a tail. Throws `JOURNAL_DAMAGED` when anything but its very end is not as written. */
export function readTail(bytes: Uint8Array, number: number): StoredTail {
  const header = headerOf(bytes, number);
  if (header === undefined) return { entries: [], isTorn: true };
  if (header.version > VERSION) {
    throw new JournalError('JOURNAL_TOO_NEW', `tail ${number} is of a newer format`);
  }
  const { payloads, end, hasLaterFrame } = scanFrames(bytes, HEADER_BYTES, header.seed);
  if (hasLaterFrame) {
    throw new JournalError('JOURNAL_DAMAGED', `tail ${number} changed at byte ${end}`);
  }
  return { entries: payloads.flatMap(entriesOf), isTorn: end < bytes.length };
}

/** Parts of a tail that may be damaged: whole frames with their entries, others as they lie. */
export interface SalvagedTail {
  readonly hasHeader: boolean;
  readonly headerBytes: number;
  /** `entries` is undefined for the bytes between two whole frames, or behind the last. */
  readonly frames: readonly {
    readonly bytes: Uint8Array;
    readonly entries: readonly BuiltEntry[] | undefined;
  }[];
}

/** Reads what is whole of a tail, whatever happened to it; throws for a newer format only. */
export function salvageTail(bytes: Uint8Array, number: number): SalvagedTail {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = bytes.length >= HEADER_BYTES;
  const hasHeader =
    isLong && crc32(bytes.subarray(0, 20)) === view.getUint32(20) && view.getUint32(0) === MAGIC;
  if (hasHeader && view.getUint32(4) > VERSION) {
    throw new JournalError('JOURNAL_TOO_NEW', `tail ${number} is of a newer format`);
  }
  // The seed may have outlived another byte of the header: then its frames show that.
  const seed = isLong ? view.getUint32(16) : 0;
  const frames: { bytes: Uint8Array; entries: readonly BuiltEntry[] | undefined }[] = [];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const payload = frameAt(bytes, at, seed);
    const whole = payload && FRAME_HEADER_BYTES + payload.length;
    const end = whole === undefined ? (nextFrame(bytes, at + 1, seed) ?? bytes.length) : at + whole;
    frames.push({ bytes: bytes.subarray(at, end), entries: payload && entriesOf(payload) });
    at = end;
  }
  return { hasHeader, headerBytes: HEADER_BYTES, frames };
}

/** Number of a tail by its file name; undefined for any other name. */
export function tailNumber(name: string): number | undefined {
  const digits = /^tail-(\d{16})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function tailPath(folder: string, number: number): string {
  return `${folder}/tail-${String(number).padStart(16, '0')}.log`;
}

function headerOf(bytes: Uint8Array, number: number) {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const isWhole = crc32(bytes.subarray(0, 20)) === view.getUint32(20);
  if (!isWhole || view.getUint32(0) !== MAGIC) {
    // The header is synced before the first frame, so bytes behind a bad one were changed.
    if (bytes.length === HEADER_BYTES) return undefined;
    throw new JournalError('JOURNAL_DAMAGED', `the header of tail ${number} changed`);
  }
  return { version: view.getUint32(4), seed: view.getUint32(16) };
}

function entriesOf(payload: Uint8Array): BuiltEntry[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const entries: BuiltEntry[] = [];
  let at = 0;
  while (at < payload.length) {
    const stubEnd = at + 2 + view.getUint16(at);
    const stub = payload.slice(at + 2, stubEnd);
    const bodyEnd = stubEnd + 4 + view.getUint32(stubEnd);
    const body = payload.slice(stubEnd + 4, bodyEnd);
    const { source, index, time } = stubCodec.decode(stub);
    entries.push({ source, index, time, stub, body, leafHash: leafHash(stub) });
    at = bodyEnd;
  }
  return entries;
}
