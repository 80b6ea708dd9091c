import { crc32 } from 'node:zlib';
import { StorageError } from './errors.ts';
import { asBuffer } from './keys.ts';

// The file:
//
//     magic "MJWL" (4) | version (4) | frame ...
//
// A frame:
//
//     length (4) | crc32 of length and bytes (4) | bytes
//
// The length is part of the sum: a tail of zeros, which a file system may leave after a crash,
// would otherwise read as any number of empty records.

const MAGIC = Buffer.from('MJWL');
const WAL_FORMAT = 1;
export const WAL_HEADER_BYTES = 8;
const FRAME_HEAD_BYTES = 8;

export function frameBytes(record: Uint8Array): number {
  return FRAME_HEAD_BYTES + record.length;
}

/** A record as it is appended. */
export function frameOf(record: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(frameBytes(record));
  frame.writeUInt32BE(record.length, 0);
  frame.set(record, FRAME_HEAD_BYTES);
  frame.writeUInt32BE(frameSum(frame, record), 4);
  return frame;
}

/** The whole records of a file, and where the first that is torn or damaged begins. */
export function decodeFrames(content: Uint8Array): { records: Uint8Array[]; end: number } {
  const bytes = asBuffer(content);
  const records: Uint8Array[] = [];
  let at = WAL_HEADER_BYTES;
  while (at + FRAME_HEAD_BYTES <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const record = content.subarray(at + FRAME_HEAD_BYTES, at + FRAME_HEAD_BYTES + length);
    if (record.length !== length) break;
    if (bytes.readUInt32BE(at + 4) !== frameSum(bytes.subarray(at), record)) break;
    records.push(record);
    at += frameBytes(record);
  }
  return { records, end: at };
}

export function walHeader(): Uint8Array {
  const header = Buffer.alloc(WAL_HEADER_BYTES);
  header.set(MAGIC);
  header.writeUInt32BE(WAL_FORMAT, MAGIC.length);
  return header;
}

/** Undefined when the file does not begin as a log does; throws `WAL_TOO_NEW`. */
export function walVersion(content: Uint8Array): number | undefined {
  const bytes = asBuffer(content);
  if (bytes.length < WAL_HEADER_BYTES) return undefined;
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const version = bytes.readUInt32BE(MAGIC.length);
  if (version > WAL_FORMAT) {
    const message = `the write-ahead log has format ${version}, this program knows ${WAL_FORMAT}`;
    throw new StorageError('WAL_TOO_NEW', message);
  }
  return version === WAL_FORMAT ? version : undefined;
}

function frameSum(frame: Uint8Array, record: Uint8Array): number {
  return crc32(record, crc32(frame.subarray(0, 4)));
}
