import { type FilePort, replaceFile } from '../files/file-port.ts';
import { frameAt } from '../files/frames.ts';
import { type LogName, type OpenSegment, placesIn, segmentPath } from './segment-file.ts';
import { parseSeal, sealFrame, segmentHash } from './segment-seal.ts';

/*
 * A disposal is decided by the manifest: once it states `bodiesFrom`, no body below is the log's.
 * The files follow. Segments wholly below go; of the one that reaches across, what is kept moves to
 * a segment of its own, `<bodiesFrom>.seg`, before the old one goes. Every step can be made again
 * from the manifest and the names that a crash left.
 */

/** Segments of a log by their first index, ascending, and the one that grew last. */
export interface SegmentList {
  readonly firsts: readonly number[];
  readonly last: OpenSegment | undefined;
}

/** What is disposed of: bodies below an index of a log that has `size` entries in its files. */
export interface Disposed {
  readonly before: number;
  readonly size: number;
}

/** Segments as they are to be, and those that go. */
export interface Settled extends SegmentList {
  readonly gone: readonly number[];
}

export interface Split {
  /** Of the log, by their first index. */
  readonly kept: readonly number[];
  /** Holds bodies on both sides, and no segment of those that are kept is there yet. */
  readonly across: number | undefined;
  readonly gone: readonly number[];
}

/** Sorts the segments that a log has, by their names alone; later ones are not the log's. */
export function splitSegments({ firsts, last }: SegmentList, { before, size }: Disposed): Split {
  if (last === undefined) return { kept: [], across: undefined, gone: [] };
  // The manifest may still name a last segment whose bodies have moved on.
  const own = firsts.filter((first) => first <= Math.max(last.first, before));
  const known = last.first < before ? own : firsts.filter((first) => first <= last.first);
  const kept = known.filter((first) => first >= before);
  const old = known.filter((first) => first < before);
  const across = (kept[0] ?? size) > before ? old.at(-1) : undefined;
  return { kept, across, gone: old.filter((first) => first !== across) };
}

/**
 * Moves what is kept of the segment that reaches across the index into one of its own, on disk
 * when it resolves; the others stay where they are. Undefined: a segment is missing or damaged.
 */
export async function settleDisposed(
  files: FilePort,
  log: LogName,
  list: SegmentList,
  disposed: Disposed,
): Promise<Settled | undefined> {
  const { last } = list;
  const { kept, across, gone } = splitSegments(list, disposed);
  if (last === undefined) return { firsts: [], last, gone: [] };
  const { before, size } = disposed;
  const isMoved = last.first < before;
  const isHere = kept.length > 0 || across === last.first || size <= before;
  if (isMoved && !isHere) return undefined;
  if (across !== undefined) {
    const rest = { across, last, before, end: kept[0] ?? size };
    if (!(await moveRest(files, log, rest))) return undefined;
  }
  const firsts = across === undefined ? kept : [before, ...kept];
  const open = isMoved ? await movedLast(files, log, last, firsts.at(-1)) : last;
  return { firsts, last: open, gone: across === undefined ? gone : [...gone, across] };
}

/** Removes segments; durable when it resolves. */
export async function removeDisposed(
  files: FilePort,
  { folder }: LogName,
  gone: readonly number[],
): Promise<void> {
  if (gone.length === 0) return;
  for (const first of gone) await files.remove(segmentPath(`${folder}/bodies`, first));
  await files.syncDirectory(`${folder}/bodies`);
}

/** Writes the bodies from `before` on into a segment of their own, under a seal if they had one. */
async function moveRest(
  files: FilePort,
  { folder, origin }: LogName,
  { across, last, before, end }: Rest,
): Promise<boolean> {
  const bodies = `${folder}/bodies`;
  const found = await files.readWhole(segmentPath(bodies, across));
  if (found === undefined) return false;
  const isOpen = across === last.first && last.isSealed !== true;
  const whole = across === last.first ? found.subarray(0, last.size) : found;
  const seal = isOpen ? undefined : sealOf(whole, origin);
  if (!isOpen && seal === undefined) return false;
  const content = whole.subarray(0, whole.length - (seal?.bytes ?? 0));
  const places = [...placesIn(content)].filter(([index]) => index >= before);
  if (places.length === 0) return false;
  // As it is, so that a change of a body stays a change.
  const rest = content.subarray(Math.min(...places.map(([, { offset }]) => offset)));
  const parts = [rest];
  if (seal !== undefined) {
    const hash = segmentHash().update(rest).digest();
    parts.push(sealFrame({ origin, first: before, count: end - before, day: seal.day, hash }));
  }
  await replaceFile(files, bodies, segmentPath('', before).slice(1), Buffer.concat(parts));
  return true;
}

/** The segment that reaches across, and the index at which the one after it begins. */
interface Rest {
  readonly across: number;
  readonly last: OpenSegment;
  readonly before: number;
  readonly end: number;
}

/** Bytes of the seal at the end of a segment, and its day; undefined when there is none. */
function sealOf(whole: Uint8Array, origin: string): { bytes: number; day: number } | undefined {
  const bytes = sealFrame({ origin, first: 0, count: 0, day: 0, hash: new Uint8Array(32) }).length;
  const payload = frameAt(whole, whole.length - bytes);
  const seal = payload && parseSeal(payload);
  return seal?.ok ? { bytes, day: seal.value.day } : undefined;
}

/** The segment that grew last, when what it holds has moved to the one at `before`, or is gone. */
async function movedLast(
  files: FilePort,
  { folder }: LogName,
  last: OpenSegment,
  first: number | undefined,
): Promise<OpenSegment | undefined> {
  if (first === undefined) return undefined;
  const moved = await files.readWhole(segmentPath(`${folder}/bodies`, first));
  return { ...last, first, size: moved?.length ?? 0 };
}
