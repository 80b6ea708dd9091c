import type { Hash } from 'node:crypto';
import { ENTRY_BODY_BYTES_MAX } from '@mingjing/protocol';
import type { WrittenEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import type { FilePort, JournalFile } from '../files/file-port.ts';
import { FRAME_HEADER_BYTES, frameAt, writeFrameHeader } from '../files/frames.ts';
import { dayOf } from '../keys/person-keys.ts';
import { searchBodies } from './body-search.ts';
import {
  type Disposed,
  removeDisposed,
  type SegmentList,
  settleDisposed,
} from './disposed-bodies.ts';
import {
  type BodyPlace,
  INDEX_BYTES,
  type LogName,
  type OpenSegment,
  placesIn,
  segmentPath,
} from './segment-file.ts';
import { sealFrame, segmentHash } from './segment-seal.ts';

/*
 *   bodies/<first index, 16 digits>.seg: frames (see files/frames.ts) of payload
 *   +-----------+------------------+
 *   | index u64 | canonical body   |      in the order of the index
 *   +-----------+------------------+
 *   and, when the segment is finished, its seal (segment-seal.ts)
 */

/** A segment is disposed of as one file when it can: small, and never of more than one day. */
export const SEGMENT_BYTES_MAX = 8 * 1024 * 1024;
const BODY_OVERHEAD_BYTES = FRAME_HEADER_BYTES + INDEX_BYTES;
const FRAME_BYTES_MAX = BODY_OVERHEAD_BYTES + ENTRY_BODY_BYTES_MAX;
/** Segments whose places are remembered for reading: 12,000 entries each. */
const KNOWN_SEGMENTS_MAX = 64;
/** Bodies of one read that are searched for; for more the segment is read and remembered. */
const SEARCHED_MAX = 64;

/** Whether bytes are the body of the entry at an index. */
export type IsBody = (index: number, bytes: Uint8Array) => boolean;

/** The bodies of one log, in segment files. */
export class BodySegments {
  readonly #files: FilePort;
  readonly #folder: string;
  /** First indices, ascending. */
  #firsts: number[];
  readonly #places = new Map<number, Map<number, BodyPlace>>();
  readonly #origin: string;
  #last: OpenSegment | undefined;
  /** Over the bytes of the segment that grows; undefined until it grows again after an opening. */
  #hash: Hash | undefined;

  private constructor(files: FilePort, log: LogName, firsts: number[], last?: OpenSegment) {
    this.#files = files;
    this.#folder = `${log.folder}/bodies`;
    this.#origin = log.origin;
    this.#firsts = firsts;
    this.#last = last;
  }

  /**
   * Opens the segments, ends a disposal that a crash interrupted and cuts what lies beyond `last`;
   * undefined when some of it is missing.
   */
  static async open(
    files: FilePort,
    log: LogName,
    last: OpenSegment | undefined,
    disposed: Disposed,
  ): Promise<BodySegments | undefined> {
    const folder = `${log.folder}/bodies`;
    const found = (await files.list(folder)).filter((name) => /^\d{16}\.seg$/.test(name));
    const firsts = found.map((name) => Number(name.slice(0, 16))).sort((a, b) => a - b);
    const settled = await settleDisposed(files, log, { firsts, last }, disposed);
    if (settled === undefined) return undefined;
    await removeDisposed(files, log, settled.gone);
    const { firsts: kept, last: open } = settled;
    const beyond = firsts.filter((first) => first > (open?.first ?? -1));
    for (const first of beyond) await files.remove(segmentPath(folder, first));
    if (open !== undefined) {
      if (kept.at(-1) !== open.first) return undefined;
      const isWhole = await withFile(files, segmentPath(folder, open.first), async (file) => {
        const size = await file.size();
        if (size > open.size) await file.truncate(open.size);
        return size >= open.size;
      });
      if (!isWhole) return undefined;
    }
    return new BodySegments(files, log, [...kept], open);
  }

  get last(): OpenSegment | undefined {
    return this.#last;
  }

  /** Appends bodies, leaving out empty ones; durable when it resolves. */
  async append(entries: readonly WrittenEntry[]): Promise<void> {
    let rest = entries.filter(({ body }) => body.length > 0);
    while (rest.length > 0) {
      const segment = await this.#segmentFor(rest[0] as WrittenEntry);
      const run = runOf(segment, rest);
      const bytes = bodyFrames(run);
      const hash = await this.#hashOf(segment);
      await this.#write(segment, bytes);
      hash.update(bytes);
      if (this.#firsts.at(-1) !== segment.first) this.#firsts.push(segment.first);
      this.#last = { ...segment, size: segment.size + bytes.length };
      this.#places.delete(segment.first);
      rest = rest.slice(run.length);
    }
  }

  /** Seals the segment that grows when its day is over; `end` is the index after its last entry. */
  async sealBefore(day: number, end: number): Promise<void> {
    const last = this.#last;
    if (last !== undefined && !last.isSealed && last.day < day) await this.#seal(last, end);
  }

  async #seal(segment: OpenSegment, end: number): Promise<void> {
    const { first, day, size } = segment;
    const hash = (await this.#hashOf(segment)).copy().digest();
    const frame = sealFrame({ origin: this.#origin, first, count: end - first, day, hash });
    await this.#write(segment, frame);
    this.#last = { first, day, size: size + frame.length, isSealed: true };
    this.#hash = undefined;
    this.#places.delete(first);
  }

  async #write({ first, size }: OpenSegment, bytes: Uint8Array): Promise<void> {
    await withFile(this.#files, segmentPath(this.#folder, first), async (file) => {
      await file.write(bytes, size);
      await file.datasync();
    });
    if (size === 0) await this.#files.syncDirectory(this.#folder);
  }

  async #hashOf({ first, size }: OpenSegment): Promise<Hash> {
    if (size === 0) this.#hash = segmentHash();
    if (this.#hash === undefined) {
      const path = segmentPath(this.#folder, first);
      const written = await withFile(this.#files, path, (file) => file.read(0, size));
      this.#hash = segmentHash().update(written);
    }
    return this.#hash;
  }

  /** Deletes the bodies below an index of a log with `size` entries in its files; durable. */
  async dispose(disposed: Disposed): Promise<void> {
    const log = { folder: this.#folder.slice(0, -'/bodies'.length), origin: this.#origin };
    const before: SegmentList = { firsts: this.#firsts, last: this.#last };
    const settled = await settleDisposed(this.#files, log, before, disposed);
    if (settled === undefined) {
      throw new JournalError('JOURNAL_DAMAGED', `bodies of ${this.#origin} are missing`);
    }
    // Readers find the new segment before the old one goes.
    this.#firsts = [...settled.firsts];
    if (this.#last !== settled.last) this.#hash = undefined;
    this.#last = settled.last;
    this.#places.clear();
    await removeDisposed(this.#files, log, settled.gone);
  }

  /**
   * Bodies [from, to); undefined in the place of one that is not there or whose frame changed. A
   * few are searched for when `isBody` can tell whether the right ones were found.
   */
  async read(from: number, to: number, isBody?: IsBody): Promise<(Uint8Array | undefined)[]> {
    for (;;) {
      const firsts = this.#firsts;
      const bodies = await this.#readFrom(firsts, from, to, isBody);
      // A disposal meanwhile may have taken the segment away that was being read.
      if (firsts === this.#firsts) return bodies;
    }
  }

  async #readFrom(
    firsts: readonly number[],
    from: number,
    to: number,
    isBody: IsBody | undefined,
  ): Promise<(Uint8Array | undefined)[]> {
    const bodies: (Uint8Array | undefined)[] = [];
    for (const [i, first] of firsts.entries()) {
      const end = Math.min(to, firsts[i + 1] ?? to);
      if (end <= from || first >= to) continue;
      const start = Math.max(from, first);
      const segment = { first, next: firsts[i + 1] };
      const part = await this.#readPart(segment, start, end, isBody);
      for (const [j, body] of part.entries()) bodies[start - from + j] = body;
    }
    return Array.from({ length: to - from }, (_, i) => bodies[i]);
  }

  /** Bodies [from, to) of one segment: the bytes between the first and the last, no others. */
  async #readPart(
    segment: { readonly first: number; readonly next: number | undefined },
    from: number,
    to: number,
    isBody: IsBody | undefined,
  ): Promise<(Uint8Array | undefined)[]> {
    const path = segmentPath(this.#folder, segment.first);
    const file = await this.#files.openExisting(path);
    if (file === undefined) return [];
    try {
      const searched = isBody && (await this.#searched(file, segment, from, to));
      // What is no body of its entry was found in the wrong place.
      if (searched?.every((body, i) => isBody?.(from + i, body))) return searched;
      const places = await this.#placesOf(segment.first);
      const wanted = Array.from({ length: to - from }, (_, i) => places.get(from + i));
      const held = wanted.filter((place) => place !== undefined);
      if (held.length === 0) return [];
      const start = Math.min(...held.map(({ offset }) => offset));
      const end = Math.max(...held.map(({ offset, size }) => offset + size));
      const bytes = await file.read(start, end - start);
      return wanted.map((place) => {
        return place && frameAt(bytes, place.offset - start)?.slice(INDEX_BYTES);
      });
    } finally {
      await file.close();
    }
  }

  /** A few bodies of a segment whose places are not remembered. */
  async #searched(
    file: JournalFile,
    { first, next }: { readonly first: number; readonly next: number | undefined },
    from: number,
    to: number,
  ): Promise<Uint8Array[] | undefined> {
    if (this.#places.has(first) || to - from > SEARCHED_MAX) return undefined;
    const size = this.#last?.first === first ? this.#last.size : await file.size();
    // How far the last one reaches matters for the first guess only.
    return searchBodies({ file, size, first, end: next ?? to }, from, to);
  }

  async #placesOf(first: number): Promise<Map<number, BodyPlace>> {
    const known = this.#places.get(first);
    if (known !== undefined) return known;
    const bytes = (await this.#files.readWhole(segmentPath(this.#folder, first))) ?? noBytes;
    const places = placesIn(bytes);
    const oldest = this.#places.keys().next().value;
    if (this.#places.size >= KNOWN_SEGMENTS_MAX && oldest !== undefined) {
      this.#places.delete(oldest);
    }
    // While the segment grew during the read, its places are stale: do not keep them.
    const isGrowing = this.#last?.first === first && bytes.length !== this.#last.size;
    if (!isGrowing) this.#places.set(first, places);
    return places;
  }

  /** The segment that an entry goes into; the one before is sealed when that is a new one. */
  async #segmentFor({ index, time }: WrittenEntry): Promise<OpenSegment> {
    const last = this.#last;
    const isFull = last !== undefined && last.size + FRAME_BYTES_MAX > SEGMENT_BYTES_MAX;
    const isOver = last?.isSealed || isFull || (last !== undefined && dayOf(time) > last.day);
    if (last !== undefined && !isOver) return last;
    if (last !== undefined && !last.isSealed) await this.#seal(last, index);
    return { first: index, size: 0, day: dayOf(time) };
  }
}

const noBytes = new Uint8Array(0);

/** The entries that go into a segment before it is full or its day is over: one at least. */
function runOf(segment: OpenSegment, entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  let size = segment.size;
  let count = 0;
  for (const entry of entries) {
    if (
      count > 0 &&
      (size + FRAME_BYTES_MAX > SEGMENT_BYTES_MAX || dayOf(entry.time) > segment.day)
    )
      break;
    size += BODY_OVERHEAD_BYTES + entry.body.length;
    count++;
  }
  return entries.slice(0, count);
}

/** The frames of some bodies, one after the other, written in place: this is on the hot path. */
function bodyFrames(entries: readonly WrittenEntry[]): Uint8Array {
  const size = entries.reduce((sum, { body }) => sum + BODY_OVERHEAD_BYTES + body.length, 0);
  const frames = new Uint8Array(size);
  const view = new DataView(frames.buffer);
  let at = 0;
  for (const { index, body } of entries) {
    const payload = at + FRAME_HEADER_BYTES;
    view.setBigUint64(payload, BigInt(index));
    frames.set(body, payload + INDEX_BYTES);
    writeFrameHeader(frames, at, INDEX_BYTES + body.length);
    at = payload + INDEX_BYTES + body.length;
  }
  return frames;
}

async function withFile<T>(
  files: FilePort,
  path: string,
  use: (file: JournalFile) => Promise<T>,
): Promise<T> {
  const file = await files.open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
