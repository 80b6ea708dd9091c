import { JournalSource, stubCodec } from '@mingjing/protocol';
import { HASH_BYTES } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { FRAME_HEADER_BYTES } from '../files/frames.ts';
import { SEGMENT_BYTES_MAX } from '../log/body-segments.ts';
import { INDEX_BYTES, placesIn, segmentPath } from '../log/segment-file.ts';
import { SLOT_BYTES, stubOfSlot } from '../log/stub-file.ts';
import type { LogIdentity } from '../offline/entry-check.ts';

/** A segment is finished before it exceeds its bound; its seal comes on top. */
const SEALED_BYTES_MAX = SEGMENT_BYTES_MAX + 4096;

export interface FolderLogOptions extends LogIdentity {
  readonly files: FolderReader;
  /** Folder of the journal or of the copy. */
  readonly folder: string;
  /** Entries in the tails, of any source. */
  readonly tail: readonly BuiltEntry[];
}

/**
 * Entries of one log of a folder as far as they can be read, wherever they lie: whatever the
 * manifest says, or cannot say any more. Whether they are true is for others to judge.
 */
export class FolderLog {
  readonly identity: LogIdentity;
  readonly #files: FolderReader;
  readonly #folder: string;
  readonly #tail: ReadonlyMap<number, BuiltEntry>;
  /** First indices of the segments, ascending; undefined before they are listed. */
  #firsts: readonly number[] | undefined;
  #segment:
    | { readonly first: number; readonly bodies: ReadonlyMap<number, Uint8Array> }
    | undefined;

  constructor({ files, folder, tail, ...identity }: FolderLogOptions) {
    this.identity = identity;
    this.#files = files;
    this.#folder = `${folder}/${identity.source}`;
    const own = tail.filter(({ source }) => source === JournalSource[identity.source]);
    this.#tail = new Map(own.map((entry) => [entry.index, entry]));
  }

  /** The index after the last entry in the tails; 0 without one. */
  get tailEnd(): number {
    return Math.max(0, ...[...this.#tail.keys()].map((index) => index + 1));
  }

  /** The most entries that its own files have room for: what was there before it was damaged. */
  async extent(): Promise<number> {
    const slots = (await this.#files.size(`${this.#folder}/stubs`)) ?? 0;
    const hashes = (await this.#files.size(`${this.#folder}/tile/0`)) ?? 0;
    return Math.max(Math.floor(slots / SLOT_BYTES), Math.floor(hashes / HASH_BYTES));
  }

  /** Canonical stubs [from, to) of this log and these places; undefined for what is none. */
  async stubs(from: number, to: number): Promise<(Uint8Array | undefined)[]> {
    const path = `${this.#folder}/stubs`;
    const size = (await this.#files.size(path)) ?? 0;
    const isThere = size > from * SLOT_BYTES;
    const bytes = isThere
      ? await this.#files.read(path, from * SLOT_BYTES, (to - from) * SLOT_BYTES)
      : new Uint8Array(0);
    return Array.from({ length: to - from }, (_, i) => {
      const stub = stubOfSlot(bytes.subarray(i * SLOT_BYTES, (i + 1) * SLOT_BYTES));
      return this.#isOf(from + i, stub) ? stub : this.#tail.get(from + i)?.stub;
    });
  }

  /** All that may be the body of an entry; indices are asked for in ascending order. */
  async bodies(index: number): Promise<Uint8Array[]> {
    const first = (await this.#listed()).findLast((each) => each <= index);
    if (first !== undefined && first !== this.#segment?.first) await this.#load(first);
    const stored = first === undefined ? undefined : this.#segment?.bodies.get(index);
    return [this.#tail.get(index)?.body, stored].filter((body) => body !== undefined);
  }

  #isOf(index: number, bytes: Uint8Array | undefined): boolean {
    const stub = bytes && stubCodec.parse(bytes);
    if (!stub?.ok) return false;
    return stub.value.source === JournalSource[this.identity.source] && stub.value.index === index;
  }

  async #listed(): Promise<readonly number[]> {
    if (this.#firsts !== undefined) return this.#firsts;
    const names = await this.#files.list(`${this.#folder}/bodies`);
    const firsts = names.filter((name) => /^\d{16}\.seg$/.test(name));
    this.#firsts = firsts.map((name) => Number(name.slice(0, 16))).sort((a, b) => a - b);
    return this.#firsts;
  }

  async #load(first: number): Promise<void> {
    const path = segmentPath(`${this.#folder}/bodies`, first);
    const size = (await this.#files.size(path)) ?? 0;
    const isOne = size <= SEALED_BYTES_MAX;
    const bytes = (isOne ? await readFileOf(this.#files, path) : undefined) ?? new Uint8Array(0);
    const bodies = new Map<number, Uint8Array>();
    for (const [index, place] of placesIn(bytes)) {
      const start = place.offset + FRAME_HEADER_BYTES + INDEX_BYTES;
      bodies.set(index, bytes.subarray(start, place.offset + place.size));
    }
    this.#segment = { first, bodies };
  }
}
