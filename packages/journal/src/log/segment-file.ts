import { FRAME_HEADER_BYTES, frameAt } from '../files/frames.ts';
import { isSeal } from './segment-seal.ts';

/** Before each body stands its index. */
export const INDEX_BYTES = 8;

/** The segment that grows: bytes beyond `size` were never acknowledged. */
export interface OpenSegment {
  readonly first: number;
  readonly size: number;
  /** UTC day of its first entry. */
  readonly day: number;
  /** Its seal is written: nothing more goes into it. */
  readonly isSealed?: boolean;
}

/** Where the frame of a body lies in its segment. */
export interface BodyPlace {
  readonly offset: number;
  readonly size: number;
}

/** Where a log lies, and what it is called in its checkpoints and seals. */
export interface LogName {
  readonly folder: string;
  readonly origin: string;
}

/** Places of all bodies whose frames are whole; after a changed one the next is looked for. */
export function placesIn(bytes: Uint8Array): Map<number, BodyPlace> {
  const places = new Map<number, BodyPlace>();
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let offset = 0;
  while (offset < bytes.length) {
    const payload = frameAt(bytes, offset);
    if (payload === undefined) {
      offset = content.indexOf('MJF1', offset + 1);
      if (offset < 0) break;
      continue;
    }
    const size = FRAME_HEADER_BYTES + payload.length;
    if (payload.length >= INDEX_BYTES && !isSeal(payload)) {
      const index = indexOf(payload);
      if (!places.has(index)) places.set(index, { offset, size });
    }
    offset += size;
  }
  return places;
}

/** The index that stands before a body in its payload. */
export function indexOf(payload: Uint8Array): number {
  return Number(new DataView(payload.buffer, payload.byteOffset).getBigUint64(0));
}

/** Path of the segment that begins with an index, below the folder of a log's bodies. */
export function segmentPath(folder: string, first: number): string {
  return `${folder}/${String(first).padStart(16, '0')}.seg`;
}
