import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { SearchError } from '../errors.ts';
import { LEAF_MARK_BYTES, type Row, WORD_BYTES } from '../indexed-form.ts';

/** Rows of a block; fewer when they are long. */
const BLOCK_ROWS_MAX = 1024;
/** A block takes no further row beyond this, so a row of the longest texts still fits. */
const FULL_BYTES = 64 * 1024;
/** No block that was written here unpacks to more. */
const UNPACKED_BYTES_MAX = 1024 * 1024;
/** Most unpack into one piece of memory, which has little room beyond what a full block has. */
const UNPACKED_CHUNK_BYTES = FULL_BYTES + 8 * 1024;
/** Of the fixed part of a row: time, leaf mark, count of words. */
const TIME_BYTES = 6;
const COUNT_BYTES = 3;
const ROW_BYTES = TIME_BYTES + LEAF_MARK_BYTES + COUNT_BYTES;

/** What is known of a block without unpacking it. */
export interface BlockHead {
  readonly first: number;
  readonly count: number;
  /** Highest time of the log below this block, and at its end. */
  readonly before: number;
  readonly ended: number;
}

/** Rows that go into one block, as long as it has room. */
export class OpenRows {
  readonly rows: Row[] = [];
  #bytes = 0;

  get isFull(): boolean {
    return this.rows.length >= BLOCK_ROWS_MAX || this.#bytes >= FULL_BYTES;
  }

  add(row: Row): void {
    this.rows.push(row);
    this.#bytes += ROW_BYTES + row.words.length;
  }
}

/**
 * Rows that follow each other, as the bytes of a block: times as differences, leaf marks, counts
 * of words, words; alike things lie together, so that they take little room when compressed.
 */
export function packRows(rows: readonly Row[]): Uint8Array {
  const fixed = Buffer.alloc(rows.length * ROW_BYTES);
  const [leaves, counts] = columnsAt(rows.length);
  let last = 0;
  for (const [i, { leaf, time, words }] of rows.entries()) {
    fixed.writeIntBE(time - last, i * TIME_BYTES, TIME_BYTES);
    last = time;
    fixed.set(leaf, leaves + i * LEAF_MARK_BYTES);
    fixed.writeUIntBE(words.length / WORD_BYTES, counts + i * COUNT_BYTES, COUNT_BYTES);
  }
  return zstdCompressSync(Buffer.concat([fixed, ...rows.map(({ words }) => words)]));
}

/** A row with the highest time of its log up to there. */
export interface RankedRow extends Row {
  readonly highest: number;
}

/** The rows of a stored block. Throws `SEARCH_DAMAGED` when its bytes are not such. */
export class UnpackedBlock {
  readonly first: number;
  readonly count: number;
  readonly #before: number;
  readonly #bytes: Buffer;
  /** By row, and one more: where its words begin. */
  readonly #starts: Uint32Array;

  constructor(packed: Uint8Array, { before, count, first }: BlockHead) {
    this.first = first;
    this.count = count;
    this.#before = before;
    this.#bytes = unpacked(packed);
    const [, counts, start] = columnsAt(count);
    if (this.#bytes.length < start) throw damaged();
    this.#starts = new Uint32Array(count + 1).fill(start);
    for (let i = 0; i < count; i += 1) {
      const words = this.#bytes.readUIntBE(counts + i * COUNT_BYTES, COUNT_BYTES);
      this.#starts[i + 1] = (this.#starts[i] ?? 0) + words * WORD_BYTES;
    }
    if (this.#starts[count] !== this.#bytes.length) throw damaged();
  }

  /** The row at a position; undefined when the block does not have it. */
  row(position: number): RankedRow | undefined {
    const wanted = position - this.first;
    if (wanted < 0 || wanted >= this.count) return undefined;
    let [time, highest] = [0, this.#before];
    for (let i = 0; i <= wanted; i += 1) {
      time += this.#bytes.readIntBE(i * TIME_BYTES, TIME_BYTES);
      if (time > highest) highest = time;
    }
    return { ...this.#row(wanted, time), highest };
  }

  /** The first position at which the log reaches a time; undefined when it does not in here. */
  reaching(time: number): number | undefined {
    if (this.#before >= time) return this.first;
    let own = 0;
    for (let i = 0; i < this.count; i += 1) {
      own += this.#bytes.readIntBE(i * TIME_BYTES, TIME_BYTES);
      if (own >= time) return this.first + i;
    }
    return undefined;
  }

  rows(): Row[] {
    let time = 0;
    return Array.from({ length: this.count }, (_, i) => {
      time += this.#bytes.readIntBE(i * TIME_BYTES, TIME_BYTES);
      return this.#row(i, time);
    });
  }

  #row(i: number, time: number): Row {
    const leaf = columnsAt(this.count)[0] + i * LEAF_MARK_BYTES;
    return {
      ...{ position: this.first + i, time },
      leaf: this.#bytes.subarray(leaf, leaf + LEAF_MARK_BYTES),
      words: this.#bytes.subarray(this.#starts[i], this.#starts[i + 1]),
    };
  }
}

function columnsAt(count: number): [leaves: number, counts: number, words: number] {
  const leaves = count * TIME_BYTES;
  const counts = leaves + count * LEAF_MARK_BYTES;
  return [leaves, counts, counts + count * COUNT_BYTES];
}

function unpacked(packed: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(packed, {
      maxOutputLength: UNPACKED_BYTES_MAX,
      chunkSize: UNPACKED_CHUNK_BYTES,
    });
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause?: unknown): SearchError {
  return new SearchError('SEARCH_DAMAGED', 'a block of the search index is damaged', cause);
}
