import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { FRAME_HEADER_BYTES, frameAt } from '../files/frames.ts';
import { splitSegments } from '../log/disposed-bodies.ts';
import { type OpenSegment, segmentPath } from '../log/segment-file.ts';
import { isSeal, isSealedContent, parseSeal } from '../log/segment-seal.ts';

const INDEX_BYTES = 8;
const NAME = /^(\d{16})\.seg$/;

/** A segment that is not as it was written, and the entries whose bodies it should hold. */
export interface SegmentFault {
  readonly file: string;
  readonly reason: string;
  readonly index: number;
  readonly end: number;
}

/** What a cursor reads: a log's folder, its name, and the segment that grew last. */
export interface CursorOptions {
  readonly files: FolderReader;
  readonly folder: string;
  readonly origin: string;
  readonly last: OpenSegment | undefined;
  /** Entries whose bodies lie in segments. */
  readonly size: number;
  /** Bodies below are disposed of, as the manifest says. */
  readonly bodiesFrom: number;
  /** Nothing may lie behind what was acknowledged: no crash explains it. */
  readonly isExact: boolean;
  readonly onFault: (fault: SegmentFault) => void;
}

/**
 * Bodies of a log from its segments, in order, one segment in memory at a time. What is wrong with
 * a segment as such is told to `onFault`; a body that cannot be read is undefined.
 */
export class BodyCursor {
  readonly #options: CursorOptions;
  readonly #firsts: readonly number[];
  #at = -1;
  #bodies = new Map<number, Uint8Array>();
  sealed = 0;

  private constructor(options: CursorOptions, firsts: readonly number[]) {
    this.#options = options;
    this.#firsts = firsts;
  }

  /** Lists the segments; files beyond the one that grew last are not the log's. */
  static async open(options: CursorOptions): Promise<BodyCursor> {
    const names = await options.files.list(`${options.folder}/bodies`);
    const firsts = names
      .flatMap((name) => Number(NAME.exec(name)?.[1] ?? []))
      .sort((a, b) => a - b);
    const { last, bodiesFrom: before, size } = options;
    const { kept, across } = splitSegments({ firsts, last }, { before, size });
    const own = across === undefined ? kept : [across, ...kept];
    const isMoved = last !== undefined && last.first < before && across === undefined;
    if (!isMoved || own[0] === undefined) return new BodyCursor(options, own);
    // A crash came between the move of the last segment and the manifest that names it.
    const moved = segmentPath(`${options.folder}/bodies`, own[0]);
    const bytes = (await options.files.size(moved)) ?? 0;
    return new BodyCursor({ ...options, last: { ...last, first: own[0], size: bytes } }, own);
  }

  /** The body of an entry; indices are asked for in ascending order. */
  async body(index: number): Promise<Uint8Array | undefined> {
    while ((this.#firsts[this.#at + 1] ?? Number.POSITIVE_INFINITY) <= index) {
      this.#at++;
      await this.#load();
    }
    return this.#bodies.get(index);
  }

  /** Reads the segments that no entry asked for. */
  async finish(): Promise<void> {
    while (this.#at + 1 < this.#firsts.length) {
      this.#at++;
      await this.#load();
    }
  }

  async #load(): Promise<void> {
    const { files, folder, last, size, isExact } = this.#options;
    const first = this.#firsts[this.#at] as number;
    const end = this.#firsts[this.#at + 1] ?? size;
    const path = segmentPath(`${folder}/bodies`, first);
    const whole = (await readFileOf(files, path)) ?? new Uint8Array(0);
    const isLast = first === last?.first;
    const bytes = isLast && !isExact ? whole.subarray(0, last.size) : whole;
    const fault = (reason: string) =>
      this.#options.onFault({ file: path, reason, index: first, end: Math.max(end, first + 1) });
    this.#bodies = new Map();
    let next = first;
    let offset = 0;
    let isSealed = false;
    while (offset < bytes.length && !isSealed) {
      const payload = frameAt(bytes, offset);
      if (payload === undefined || payload.length < INDEX_BYTES) return fault('frame');
      if (isSeal(payload)) {
        const reason = this.#sealFault(payload, bytes.subarray(0, offset), first, next - first);
        if (reason !== undefined) return fault(reason);
        isSealed = true;
      } else {
        const index = Number(new DataView(payload.buffer, payload.byteOffset).getBigUint64(0));
        if (index !== next) return fault('order');
        this.#bodies.set(index, payload.subarray(INDEX_BYTES));
        next++;
      }
      offset += FRAME_HEADER_BYTES + payload.length;
    }
    if (isSealed) this.sealed++;
    if (offset !== bytes.length) return fault('beyond-the-seal');
    if (isSealed !== (!isLast || last?.isSealed === true)) return fault('seal-missing');
    if (isLast && bytes.length !== last.size) return fault('too-short');
    if (next !== end) return fault('count');
  }

  #sealFault(
    payload: Uint8Array,
    content: Uint8Array,
    first: number,
    count: number,
  ): string | undefined {
    const seal = parseSeal(payload);
    if (!seal.ok) return seal.reason;
    const { value } = seal;
    if (value.origin !== this.#options.origin) return 'seal-of-another-log';
    if (value.first !== first || value.count !== count) return 'seal-extent';
    return isSealedContent(value, content) ? undefined : 'seal-hash';
  }
}
