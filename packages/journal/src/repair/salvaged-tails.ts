import { JournalSource, type JournalSourceName, SOURCE_NAMES, stubCodec } from '@mingjing/protocol';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { FRAME_HEADER_BYTES } from '../files/frames.ts';
import { salvageTail, tailNumber, tailPath } from '../writer/tail.ts';

/** What can still be read of the tails of a folder. */
export interface SalvagedTails {
  /** Entries in whole frames, in the order of their commits. */
  readonly entries: readonly BuiltEntry[];
  /** By source, the index after the last entry that a damaged frame says it holds. */
  readonly claimed: ReadonlyMap<JournalSourceName, number>;
  /** Files of which not even that can be said, relative to the folder. */
  readonly unreadable: readonly string[];
  /** There is none where one should be. */
  readonly isMissing: boolean;
  /** Every tail in the folder, and the highest number seen. */
  readonly files: readonly string[];
  readonly last: number;
}

export interface SalvageOptions {
  readonly files: FolderReader;
  readonly folder: string;
  /** The first tail that holds what the logs' own files do not; undefined when nobody says. */
  readonly first: number | undefined;
  /** The program ended in order: its tails are empty. */
  readonly isClosed: boolean;
  /** Entries in the logs' own files, as far as known. */
  readonly stored: ReadonlyMap<JournalSourceName, number>;
}

/** Reads tails as far as they are whole, also behind a place that is not. */
export async function salvageTails(options: SalvageOptions): Promise<SalvagedTails> {
  const { files, folder, isClosed } = options;
  const found = (await files.list(folder)).map(tailNumber).filter((each) => each !== undefined);
  const numbers = found.sort((a, b) => a - b);
  const due = numbers.filter((number) => number >= (options.first ?? 0));
  const run = new Salvage(options.stored);
  let expected = options.first ?? due[0];
  for (const [i, number] of due.entries()) {
    // A name between two others is missing: what that tail held, nobody can tell.
    if (number !== expected) run.unreadable.push(nameOf(expected ?? number));
    const bytes = (await readFileOf(files, tailPath(folder, number))) ?? new Uint8Array(0);
    run.read(bytes, number, i === due.length - 1);
    expected = number + 1;
  }
  if (due.length === 0) run.unreadable.push(nameOf(options.first ?? 1));
  // After an orderly end there is one tail, and it is empty: a later one shows an old manifest.
  const isEmpty = isClosed && due.every((number) => number === options.first) && run.isEmpty;
  return {
    ...{ entries: run.entries, claimed: run.claimed, files: numbers.map(nameOf) },
    ...{ unreadable: isEmpty ? [] : [...new Set(run.unreadable)], isMissing: due.length === 0 },
    last: numbers.at(-1) ?? 0,
  };
}

class Salvage {
  readonly entries: BuiltEntry[] = [];
  readonly claimed = new Map<JournalSourceName, number>();
  readonly unreadable: string[] = [];
  /** No tail has a byte behind its header. */
  isEmpty = true;
  /** Index of the entry that comes next, by source. */
  readonly #next: Map<JournalSourceName, number>;

  constructor(stored: ReadonlyMap<JournalSourceName, number>) {
    this.#next = new Map(stored);
  }

  read(bytes: Uint8Array, number: number, isLast: boolean): void {
    const parts = salvageTail(bytes, number);
    this.isEmpty &&= bytes.length <= parts.headerBytes;
    if (!parts.hasHeader && !(isLast && bytes.length <= parts.headerBytes)) {
      if (parts.frames.every((frame) => frame.entries === undefined)) {
        this.unreadable.push(nameOf(number));
        return;
      }
    }
    for (const [i, frame] of parts.frames.entries()) {
      if (frame.entries !== undefined) {
        for (const entry of frame.entries) this.#take(entry);
      } else if (!(isLast && i === parts.frames.length - 1)) {
        // At the very end a write was cut short, as the program itself takes it.
        if (!this.#claim(frame.bytes)) this.unreadable.push(nameOf(number));
      }
    }
  }

  #take(entry: BuiltEntry): void {
    this.entries.push(entry);
    const source = sourceOf(entry.source);
    if (source !== undefined) this.#next.set(source, entry.index + 1);
  }

  /** Takes the word of damaged frames for which entries they hold, if it fits what is before. */
  #claim(bytes: Uint8Array): boolean {
    const claims = claimsOf(bytes);
    if (claims === undefined) return false;
    const next = new Map(this.#next);
    for (const { source, index } of claims) {
      const name = sourceOf(source);
      if (name === undefined || next.get(name) !== index) return false;
      next.set(name, index + 1);
    }
    for (const [source, end] of next) {
      if (end === this.#next.get(source)) continue;
      this.#next.set(source, end);
      this.claimed.set(source, end);
    }
    return true;
  }
}

/** Entries that a tail has, or in damaged frames says that it has; none where nobody can tell. */
export function entriesClaimed(bytes: Uint8Array, number: number): readonly Claim[] {
  const { frames } = salvageTail(bytes, number);
  return frames.flatMap<Claim>(({ entries, bytes: found }) => [
    ...(entries ?? claimsOf(found) ?? []),
  ]);
}

type Claim = Pick<BuiltEntry, 'source' | 'index'>;

/** Source and index of every entry in damaged frames; undefined when their build is lost. */
function claimsOf(bytes: Uint8Array): Claim[] | undefined {
  const claims: Claim[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at < bytes.length) {
    if (at + FRAME_HEADER_BYTES > bytes.length) return undefined;
    const end = at + FRAME_HEADER_BYTES + view.getUint32(at + 4);
    if (end > bytes.length) return undefined;
    at += FRAME_HEADER_BYTES;
    while (at < end) {
      const stubEnd = at + 2 + (at + 2 > end ? bytes.length : view.getUint16(at));
      if (stubEnd + 4 > end) return undefined;
      const stub = stubCodec.parse(bytes.subarray(at + 2, stubEnd));
      const bodyEnd = stubEnd + 4 + view.getUint32(stubEnd);
      if (!stub.ok || bodyEnd > end) return undefined;
      claims.push(stub.value);
      at = bodyEnd;
    }
  }
  return claims;
}

function sourceOf(number: number): JournalSourceName | undefined {
  return SOURCE_NAMES.find((name) => JournalSource[name] === number);
}

function nameOf(number: number): string {
  return tailPath('', number).slice(1);
}
