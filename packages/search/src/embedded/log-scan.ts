import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IndexedLog } from '../log.ts';
import { isBelow, type Rank } from '../rank.ts';
import type { KeptBlocks } from './kept-blocks.ts';
import type { RankedRow, UnpackedBlock } from './row-block.ts';
import { positionOf, rowId } from './row-id.ts';

/** Positions that count as one step of work. */
const STEP = 4096;
/** Steps looked through at once: begins small, since the newest rows often fill the page. */
const STRIDE_MAX = 1024;

/** The rows of one term lie in a list, and the work is as many as are wanted; two have to meet. */
function isOneTerm(expression: string): boolean {
  return expression !== '' && !expression.includes(' ');
}

/** What is looked for in one log. */
export interface Scan {
  /** FTS5 expression; empty when every row will do. */
  readonly expression: string;
  /** Times in ms, the second not included. */
  readonly from: number;
  readonly to: number;
  readonly below: Rank | undefined;
  /** Rows that are wanted at most. */
  readonly wanted: number;
}

export interface ScannedRow extends RankedRow {
  readonly log: IndexedLog;
  readonly rank: Rank;
}

/** Finds positions of a log, newest first. */
export class TermLookup {
  readonly #find: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare(
      'SELECT rowid FROM terms WHERE terms MATCH ? AND rowid BETWEEN ? AND ? ' +
        'ORDER BY rowid DESC LIMIT ?',
    );
  }

  /** At most `count` positions in [low, high) of the rows that match. */
  find(log: number, expression: string, low: number, high: number, count: number): number[] {
    return this.#find
      .all(expression, rowId(log, low), rowId(log, high - 1), BigInt(count))
      .map(({ rowid }) => positionOf(Number(rowid)));
  }
}

/** The rows of one log that a query may mean, newest first, looked up a stretch at a time. */
export class LogScan {
  readonly #log: IndexedLog;
  readonly #scan: Scan;
  readonly #blocks: KeptBlocks;
  readonly #terms: TermLookup;
  readonly #low: number;
  /** Nothing at or above it is left to look through. */
  #high: number;
  /** Positions found and not yet looked at, newest last. */
  #found: number[] = [];
  #head: ScannedRow | undefined;
  #bound: Rank | undefined;
  #stride = 1;
  #block: UnpackedBlock | undefined;

  constructor(log: IndexedLog, scan: Scan, blocks: KeptBlocks, terms: TermLookup) {
    this.#log = log;
    this.#scan = scan;
    this.#blocks = blocks;
    this.#terms = terms;
    this.#low = this.#reaching(scan.from);
    this.#high = this.#end();
    this.#bound = this.#highest();
  }

  /** The next row, when it is known. */
  get head(): ScannedRow | undefined {
    return this.#head;
  }

  /** No row that is still to come lies above it; undefined when none is to come. */
  get bound(): Rank | undefined {
    return this.#bound;
  }

  /** Goes past the next row. */
  take(): void {
    this.#settle();
  }

  /** Looks through the next stretch; how many steps that was. */
  look(): number {
    const { expression, wanted } = this.#scan;
    const low = isOneTerm(expression)
      ? this.#low
      : Math.max(this.#low, this.#high - this.#stride * STEP);
    const steps = isOneTerm(expression) ? 1 : Math.ceil((this.#high - low) / STEP);
    if (expression === '') {
      const from = Math.max(low, this.#high - wanted);
      this.#found = Array.from({ length: this.#high - from }, (_, i) => from + i);
      this.#high = from;
    } else {
      const found = this.#terms.find(this.#log.id, expression, low, this.#high, wanted);
      this.#found = found.reverse();
      this.#high = found.length < wanted ? low : (found[0] ?? low);
      this.#stride = Math.min(this.#stride * 2, STRIDE_MAX);
    }
    this.#settle();
    return steps;
  }

  /** The next of the found positions whose row is within the times becomes the head. */
  #settle(): void {
    this.#head = this.#next();
    this.#bound = this.#highest();
  }

  #next(): ScannedRow | undefined {
    const { below, from, to } = this.#scan;
    for (let at = this.#found.pop(); at !== undefined; at = this.#found.pop()) {
      const row = this.#row(at);
      if (row === undefined || row.time < from || row.time >= to) continue;
      const rank = { time: row.highest, log: this.#log.id, position: at };
      if (below !== undefined && !isBelow(rank, below)) continue;
      return { ...row, log: this.#log, rank };
    }
    return undefined;
  }

  #row(position: number): RankedRow | undefined {
    const known = this.#block?.row(position);
    if (known !== undefined) return known;
    this.#block = this.#blocks.holding(this.#log.id, position);
    return this.#block?.row(position);
  }

  #highest(): Rank | undefined {
    if (this.#head !== undefined) return this.#head.rank;
    if (this.#high <= this.#low) return undefined;
    const [log, position] = [this.#log.id, this.#high];
    return { time: this.#blocks.head(log, position - 1)?.ended ?? 0, log, position };
  }

  /** The end of the rows that may lie before the end of the times, and below a rank. */
  #end(): number {
    const { below, to } = this.#scan;
    const end = to + this.#log.setback;
    return this.#reaching(below === undefined ? end : Math.min(end, below.time + 1));
  }

  /** The first position at which the log reaches a time. */
  #reaching(time: number): number {
    const { id, next } = this.#log;
    const first = this.#blocks.reaching(id, time);
    if (first === undefined) return next;
    return this.#blocks.holding(id, first)?.reaching(time) ?? next;
  }
}
