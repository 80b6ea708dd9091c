import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** Height, records up to and with it, checksum. */
const ROW_BYTES = 16;
const NUMBER_BYTES = 6;
/** Blocks without a record after which a row says how far was counted. */
const EMPTY_MAX = 4096;

/** Counts the records of a block; undefined when the block is not here. */
export type CountRecords = (height: number) => Promise<number | undefined>;

/** In which block a record of the record tree stands. */
export interface BlockOfRecord {
  readonly height: number;
  /** Position in the record tree of the first record of that block. */
  readonly first: number;
}

/**
 * In which block each record stands, counted once and kept in a file beside the index. It is
 * derived and never believed: who reads a record holds it against the leaf of the record tree.
 */
export class RecordPlaces {
  readonly #path: string;
  readonly #count: CountRecords;
  /** Heights with records, and behind each how many there were up to it. */
  #heights: number[] = [];
  #ends: number[] = [];
  #height = 0;
  /** Height of the last row of the file. */
  #written = 0;

  constructor(path: string, count: CountRecords) {
    this.#path = path;
    this.#count = count;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#load();
  }

  /** Records counted so far. */
  get size(): number {
    return this.#ends.at(-1) ?? 0;
  }

  /** Blocks 1 to this one were counted. */
  get height(): number {
    return this.#height;
  }

  /** Counts the blocks up to a height, as far as they are here, until `pause` says false. */
  async follow(height: number, pause: () => Promise<boolean>): Promise<void> {
    while (this.#height < height) {
      const count = await this.#count(this.#height + 1);
      if (count === undefined) return;
      this.#height += 1;
      if (count > 0) this.#add(this.#height, this.size + count);
      if (count > 0 || this.#height - this.#written >= EMPTY_MAX) this.#write();
      if (!(await pause())) return;
    }
  }

  /** Where the record at a position stands; undefined when it was not counted yet. */
  find(position: number): BlockOfRecord | undefined {
    if (position < 0 || position >= this.size) return undefined;
    let [low, high] = [0, this.#ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] as number) > position) high = middle;
      else low = middle + 1;
    }
    return { height: this.#heights[low] as number, first: this.#ends[low - 1] ?? 0 };
  }

  /** The position of a block's first record; undefined when it has none. */
  firstOf(height: number): number | undefined {
    const at = this.#indexOf(height);
    return at === undefined ? undefined : (this.#ends[at - 1] ?? 0);
  }

  /** The position behind a block's last record; undefined when it has none. */
  endOf(height: number): number | undefined {
    const at = this.#indexOf(height);
    return at === undefined ? undefined : this.#ends[at];
  }

  /** Forgets everything: the blocks are counted anew. */
  clear(): void {
    rmSync(this.#path, { force: true });
    [this.#heights, this.#ends, this.#height, this.#written] = [[], [], 0, 0];
  }

  #indexOf(height: number): number | undefined {
    let [low, high] = [0, this.#heights.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#heights[middle] as number) < height) low = middle + 1;
      else high = middle;
    }
    return this.#heights[low] === height ? low : undefined;
  }

  #add(height: number, end: number): void {
    this.#heights.push(height);
    this.#ends.push(end);
  }

  // Not forced: what the power takes is counted again.
  #write(): void {
    const row = Buffer.alloc(ROW_BYTES);
    row.writeUIntBE(this.#height, 0, NUMBER_BYTES);
    row.writeUIntBE(this.size, NUMBER_BYTES, NUMBER_BYTES);
    row.writeUInt32BE(crc32(row.subarray(0, ROW_BYTES - 4)), ROW_BYTES - 4);
    appendFileSync(this.#path, row, { mode: 0o600 });
    this.#written = this.#height;
  }

  /** Takes what is whole, and cuts off what is not. */
  #load(): void {
    if (!existsSync(this.#path)) return;
    const bytes = readFileSync(this.#path);
    let at = 0;
    for (; at + ROW_BYTES <= bytes.length; at += ROW_BYTES) {
      const row = bytes.subarray(at, at + ROW_BYTES);
      const [height, end] = [row.readUIntBE(0, 6), row.readUIntBE(NUMBER_BYTES, NUMBER_BYTES)];
      const isWhole = crc32(row.subarray(0, ROW_BYTES - 4)) === row.readUInt32BE(ROW_BYTES - 4);
      if (!isWhole || height <= this.#height || end < this.size) break;
      if (end > this.size) this.#add(height, end);
      [this.#height, this.#written] = [height, height];
    }
    if (at < bytes.length) truncateSync(this.#path, at);
  }
}
