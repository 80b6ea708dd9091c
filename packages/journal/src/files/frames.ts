import { crc32 } from 'node:zlib';

/*
 *   +-------------+------------+-----------+---------+
 *   | magic "MJF1"| length u32 | crc32 u32 | payload |      all big-endian
 *   +-------------+------------+-----------+---------+
 *
 * The magic lets a reader who met a bad frame look for later good ones: none after it means a
 * write that a crash cut short, one after it means stored bytes that changed. The CRC starts from
 * a seed: in the tail a random one, so that nobody can write a frame into a field of an entry.
 */

export const FRAME_HEADER_BYTES = 12;
const MAGIC = Uint8Array.of(0x4d, 0x4a, 0x46, 0x31);

/** Writes the header at an offset, before a payload of `length` bytes that lies there already. */
export function writeFrameHeader(
  target: Uint8Array,
  offset: number,
  length: number,
  seed = 0,
): void {
  const start = offset + FRAME_HEADER_BYTES;
  target.set(MAGIC, offset);
  const view = new DataView(target.buffer, target.byteOffset + offset, FRAME_HEADER_BYTES);
  view.setUint32(4, length);
  view.setUint32(8, crc32(target.subarray(start, start + length), seed));
}

/** The payload of the frame at an offset, sharing memory; undefined when it is not whole. */
export function frameAt(bytes: Uint8Array, offset: number, seed = 0): Uint8Array | undefined {
  const size = statedSize(bytes, offset);
  if (size === undefined || offset + size > bytes.length) return undefined;
  const payload = bytes.subarray(offset + FRAME_HEADER_BYTES, offset + size);
  return crc32(payload, seed) === numberAt(bytes, offset + 8) ? payload : undefined;
}

/** Bytes of the frame whose header lies at an offset; undefined when none does. */
export function statedSize(bytes: Uint8Array, offset: number): number | undefined {
  if (offset + FRAME_HEADER_BYTES > bytes.length) return undefined;
  for (let i = 0; i < MAGIC.length; i++) if (bytes[offset + i] !== MAGIC[i]) return undefined;
  return FRAME_HEADER_BYTES + numberAt(bytes, offset + 4);
}

/** A 32-bit number, big-endian. Read byte by byte: a view for each header costs more. */
function numberAt(bytes: Uint8Array, offset: number): number {
  const high = ((bytes[offset] ?? 0) << 24) | ((bytes[offset + 1] ?? 0) << 16);
  return (high | ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0)) >>> 0;
}

/** All whole frames from an offset, where they end, and whether a good one lies after a bad. */
export function scanFrames(bytes: Uint8Array, from: number, seed = 0) {
  const payloads: Uint8Array[] = [];
  let end = from;
  for (;;) {
    const payload = frameAt(bytes, end, seed);
    if (payload === undefined) break;
    payloads.push(payload);
    end += FRAME_HEADER_BYTES + payload.length;
  }
  return { payloads, end, hasLaterFrame: nextFrame(bytes, end, seed) !== undefined };
}

/** Where the next whole frame begins, from an offset on; undefined when there is none. */
export function nextFrame(bytes: Uint8Array, from: number, seed: number): number | undefined {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = content.indexOf(MAGIC, from);
  while (at >= 0) {
    if (frameAt(bytes, at, seed) !== undefined) return at;
    at = content.indexOf(MAGIC, at + 1);
  }
  return undefined;
}
