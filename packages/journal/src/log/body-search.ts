import { ENTRY_BODY_BYTES_MAX } from '@mingjing/protocol';
import type { JournalFile } from '../files/file-port.ts';
import { FRAME_HEADER_BYTES, frameAt, statedSize } from '../files/frames.ts';
import { INDEX_BYTES, indexOf } from './segment-file.ts';
import { isSeal } from './segment-seal.ts';

const FRAME_BYTES_MAX = FRAME_HEADER_BYTES + INDEX_BYTES + ENTRY_BODY_BYTES_MAX;
/** What somebody can write into an entry lies within so many bytes of its body, salts around it. */
const WRITTEN_BYTES_MAX = 8 * 1024;
/** Read at once, and how far before the place that is guessed. */
const WINDOW = { bytes: 32 * 1024, before: 12 * 1024 };
/** The same where bodies are large: one may fill the other window. */
const WIDE_WINDOW = { bytes: 3 * FRAME_BYTES_MAX, before: 2 * FRAME_BYTES_MAX };
const MAGIC = 'MJF1';
/** Windows until the search is given up; bodies of like sizes take one or two. */
const WINDOWS_MAX = 8;

/** A segment to search in: its indices [first, end) and the bytes that count. */
export interface SearchedSegment {
  readonly file: JournalFile;
  readonly size: number;
  readonly first: number;
  readonly end: number;
}

/** Where a frame begins, and the index that is in it or would be. */
interface Mark {
  readonly offset: number;
  readonly index: number;
}

interface FoundFrame extends Mark {
  readonly size: number;
  readonly payload: Uint8Array;
}

/**
 * The bodies [from, to), found by guessing where they lie from the sizes of others, so
 * that one body costs some kilobytes and not its whole segment. Undefined when they are not found
 * this way: bytes changed, or some are not there.
 */
export async function searchBodies(
  segment: SearchedSegment,
  from: number,
  to: number,
): Promise<Uint8Array[] | undefined> {
  let low: Mark = { offset: 0, index: segment.first };
  let high: Mark = { offset: segment.size, index: segment.end };
  for (let windows = 0; windows < WINDOWS_MAX && low.offset < high.offset; windows += 1) {
    const frames = await framesNear(segment, low, guess(low, high, from));
    const [before, after] = [frames[0], frames.at(-1)];
    if (before === undefined || after === undefined) return undefined;
    if (from < before.index) {
      high = before;
    } else if (to <= after.index + 1) {
      return bodiesOf(frames, from, to);
    } else if (from <= after.index) {
      // The first is found and not the last: next time the window begins with it.
      const next = frames.find(({ index }) => index >= from) ?? after;
      if (next.offset === low.offset) return undefined;
      low = next;
    } else {
      low = { offset: after.offset + after.size, index: after.index + 1 };
    }
  }
  return undefined;
}

/** Where an index lies if all bodies between two marks are alike. */
function guess(low: Mark, high: Mark, index: number): number {
  const share = (index - low.index) / Math.max(1, high.index - low.index);
  return low.offset + Math.floor(share * (high.offset - low.offset));
}

/** Frames around an offset, behind a mark where one is known to begin. */
async function framesNear(
  segment: SearchedSegment,
  low: Mark,
  offset: number,
): Promise<FoundFrame[]> {
  for (const { before, bytes } of [WINDOW, WIDE_WINDOW]) {
    const start = Math.max(low.offset, offset - before);
    const frames = await framesAt(segment, start, bytes, start === low.offset);
    if (frames.length > 0) return frames;
  }
  return [];
}

/**
 * The frames that lie whole in a window, which may be known to begin with one. Users write into
 * bodies, so what looks like a frame counts only when frames follow it without a gap to the end of
 * the window. When it is not known where those begin, the first are left out, as far as somebody
 * can have written them: behind that come salts, whose checksum he cannot know, or true frames.
 */
async function framesAt(
  { file, size }: SearchedSegment,
  offset: number,
  bytesMax: number,
  isKnown: boolean,
): Promise<FoundFrame[]> {
  const length = Math.min(bytesMax, size - offset);
  const bytes = await file.read(offset, length);
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLast = offset + length === size;
  for (
    let at = isKnown ? 0 : content.indexOf(MAGIC);
    at >= 0;
    at = content.indexOf(MAGIC, at + 1)
  ) {
    const frames = chainFrom(bytes, at, isLast);
    if (frames === undefined) continue;
    const start = isKnown && at === 0 ? 0 : at + WRITTEN_BYTES_MAX;
    return frames
      .filter((each) => each.offset >= start)
      .map((each) => ({ ...each, offset: offset + each.offset }));
  }
  return [];
}

/** Frames from an offset to the end of a window; undefined when something else lies between. */
function chainFrom(bytes: Uint8Array, start: number, isLast: boolean): FoundFrame[] | undefined {
  const frames: FoundFrame[] = [];
  for (let at = start; at < bytes.length; ) {
    const payload = frameAt(bytes, at);
    if (payload === undefined) return !isLast && isCutOff(bytes, at) ? frames : undefined;
    const size = FRAME_HEADER_BYTES + payload.length;
    if (payload.length < INDEX_BYTES) return undefined;
    if (!isSeal(payload)) frames.push({ offset: at, size, index: indexOf(payload), payload });
    at += size;
  }
  return frames;
}

/** Whether the bytes may end within a frame that begins at an offset. */
function isCutOff(bytes: Uint8Array, offset: number): boolean {
  const left = bytes.length - offset;
  if (left < FRAME_HEADER_BYTES) return true;
  const size = statedSize(bytes, offset);
  return size !== undefined && size > left && size <= FRAME_BYTES_MAX;
}

function bodiesOf(frames: readonly FoundFrame[], from: number, to: number) {
  const wanted = frames.filter(({ index }) => index >= from && index < to);
  const isWhole = wanted.length === to - from && wanted.every(({ index }, i) => index === from + i);
  return isWhole ? wanted.map(({ payload }) => payload.slice(INDEX_BYTES)) : undefined;
}
