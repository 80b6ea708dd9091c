import { assert } from '@mingjing/crypto';
import { type JournalSourceName, logOrigin } from '@mingjing/protocol';
import { type CompactRange, rangeRoot, type StoredNode, TILE_HEIGHT } from '@mingjing/tlog';
import type { BuiltEntry, WrittenEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import type { JournalPlace } from '../place.ts';
import { BodySegments, type IsBody } from './body-segments.ts';
import { HashFiles, hashesAtLevel, TILE_LEVELS } from './hash-files.ts';
import { KnownHashes } from './hash-reader.ts';
import type { OpenSegment } from './segment-file.ts';
import { StubFile } from './stub-file.ts';

/** What of a log lies in its own files, as the manifest states it. */
export interface StoredLog {
  readonly range: CompactRange;
  readonly segment: OpenSegment | undefined;
  /** Bodies below this index were disposed of. */
  readonly bodiesFrom: number;
}

/**
 * One log: its own files up to `storedRange`, and in memory the entries that so far are durable
 * only in the tail.
 */
export class LogStore {
  readonly source: JournalSourceName;
  readonly folder: string;
  readonly chainId: string;
  /** For proofs that entries are included. */
  readonly knownHashes = new KnownHashes();
  readonly #stubs: StubFile;
  readonly #hashes: HashFiles;
  readonly #bodies: BodySegments;
  #bodiesFrom: number;
  /** The tree over what lies in the files. */
  #storedRange: CompactRange;
  /** The tree over all durable entries. */
  #range: CompactRange;
  /** Durable entries not yet in the files. */
  #pending: WrittenEntry[] = [];
  /** Their hashes by tile level, the first after those in the files. */
  readonly #pendingHashes: Uint8Array[][] = Array.from({ length: TILE_LEVELS }, () => []);

  private constructor(
    source: JournalSourceName,
    { chainId, folder }: { readonly chainId: string; readonly folder: string },
    { range, bodiesFrom }: StoredLog,
    parts: { stubs: StubFile; hashes: HashFiles; bodies: BodySegments },
  ) {
    this.source = source;
    this.folder = folder;
    this.chainId = chainId;
    this.#bodiesFrom = bodiesFrom;
    this.#range = range;
    this.#storedRange = range;
    this.#stubs = parts.stubs;
    this.#hashes = parts.hashes;
    this.#bodies = parts.bodies;
  }

  /** Opens the files of a log and cuts what the manifest does not cover. */
  static async open(
    place: JournalPlace,
    source: JournalSourceName,
    stored: StoredLog,
  ): Promise<LogStore> {
    const { files, chainId, nodeId } = place;
    const folder = `${place.folder}/${source}`;
    const name = { folder, origin: logOrigin(chainId, nodeId, source) };
    for (const part of ['tile', 'bodies']) await files.makeDirectory(`${folder}/${part}`);
    const size = stored.range.size;
    const stubs = await StubFile.open(files, folder);
    const hashes = new HashFiles(files, folder);
    try {
      await files.syncDirectory(folder);
      const disposed = { before: stored.bodiesFrom, size };
      const bodies = await BodySegments.open(files, name, stored.segment, disposed);
      if (!(await stubs.cut(size))) throw shorter(source, 'stubs');
      if (!(await hashes.cut(size))) throw shorter(source, 'hash tiles');
      if (bodies === undefined) throw shorter(source, 'bodies');
      return new LogStore(source, { chainId, folder }, stored, { stubs, hashes, bodies });
    } catch (cause) {
      await stubs.close();
      await hashes.close();
      throw cause;
    }
  }

  /** Durable entries: what a checkpoint may cover. */
  get size(): number {
    return this.#range.size;
  }

  get range(): CompactRange {
    return this.#range;
  }

  get storedRange(): CompactRange {
    return this.#storedRange;
  }

  root(): Uint8Array {
    return rangeRoot(this.#range);
  }

  get segment(): OpenSegment | undefined {
    return this.#bodies.last;
  }

  /** Bodies below this index were disposed of. */
  get bodiesFrom(): number {
    return this.#bodiesFrom;
  }

  /**
   * States that the bodies below an index are disposed of; their files go with `removeDisposed`,
   * once the manifest says so. Asserts that they lie in the files.
   */
  disposeBefore(before: number): void {
    assert(before <= this.#storedRange.size, 'what is disposed of lies in the files');
    this.#bodiesFrom = Math.max(before, this.#bodiesFrom);
  }

  /** Deletes the bodies that are disposed of; on disk when it resolves. */
  removeDisposed(): Promise<void> {
    return this.#bodies.dispose({ before: this.#bodiesFrom, size: this.#storedRange.size });
  }

  /** Takes entries that are durable in the tail, with the tree that includes them. */
  commit(entries: readonly BuiltEntry[], range: CompactRange, nodes: readonly StoredNode[]): void {
    assert(range.size === this.#range.size + entries.length, 'a log grows by its entries');
    for (const { source, index, time, stub, body } of entries) {
      this.#pending.push({ source, index, time, stub, body });
    }
    for (const { level, hash } of nodes) {
      // Of its own: a hash that waits here would keep the memory that it shares with hundreds.
      if (level % TILE_HEIGHT === 0) this.#pendingHashes[level / TILE_HEIGHT]?.push(hash.slice());
    }
    this.#range = range;
  }

  /** Moves what `range` covers, and may be pending, into the files; synced when it resolves. */
  async distribute(range: CompactRange): Promise<void> {
    const from = this.#storedRange.size;
    const count = range.size - from;
    if (count === 0) return;
    const entries = this.#pending.slice(0, count);
    const moved = this.#pendingHashes.map(
      (_, level) => hashesAtLevel(level, from + count) - hashesAtLevel(level, from),
    );
    await this.#bodies.append(entries);
    for (const [level, hashes] of this.#pendingHashes.entries()) {
      await this.#hashes.append(level, hashesAtLevel(level, from), hashes.slice(0, moved[level]));
    }
    await this.#stubs.append(
      from,
      entries.map(({ stub }) => stub),
    );
    this.#pending.splice(0, count);
    for (const [level, hashes] of this.#pendingHashes.entries()) hashes.splice(0, moved[level]);
    this.#storedRange = range;
  }

  /** Seals the last segment when its day is over; of a log whose entries all lie in the files. */
  sealBefore(day: number): Promise<void> {
    return this.#bodies.sealBefore(day, this.#storedRange.size);
  }

  /** Stubs [from, to) of durable entries; undefined in the place of one that changed on disk. */
  async readStubs(from: number, to: number): Promise<(Uint8Array | undefined)[]> {
    assert(from <= to && to <= this.size, 'only durable entries are read');
    const stored = this.#storedRange.size;
    const recent = this.#pending
      .slice(Math.max(0, from - stored), Math.max(0, to - stored))
      .map(({ stub }) => stub);
    const count = Math.min(to, stored) - from;
    return count > 0 ? [...(await this.#stubs.read(from, count)), ...recent] : recent;
  }

  /** Bodies [from, to); undefined in the place of one that is not there or whose frame changed. */
  async readBodies(from: number, to: number, isBody?: IsBody): Promise<(Uint8Array | undefined)[]> {
    assert(from <= to && to <= this.size, 'only durable entries are read');
    const stored = this.#storedRange.size;
    const recent = this.#pending
      .slice(Math.max(0, from - stored), Math.max(0, to - stored))
      // A copy of stubs alone has none, here as in the files.
      .map(({ body }) => (body.length > 0 ? body : undefined));
    const end = Math.min(to, stored);
    return end > from ? [...(await this.#bodies.read(from, end, isBody)), ...recent] : recent;
  }

  /** Hashes [start, end) of a tile level; fewer when some are missing on disk. */
  async readHashes(level: number, start: number, end: number): Promise<Uint8Array[]> {
    const stored = hashesAtLevel(level, this.#storedRange.size);
    const pending = this.#pendingHashes[level] ?? [];
    const recent = pending.slice(Math.max(0, start - stored), Math.max(0, end - stored));
    if (start >= stored) return recent;
    const old = await this.#hashes.read(level, start, Math.min(end, stored));
    return [...old, ...recent];
  }

  async close(): Promise<void> {
    await this.#stubs.close();
    await this.#hashes.close();
  }
}

function shorter(source: JournalSourceName, what: string): JournalError {
  return new JournalError('JOURNAL_DAMAGED', `${what} of log ${source} are missing`);
}
