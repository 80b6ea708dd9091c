import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Row } from '../indexed-form.ts';
import { type BlockHead, OpenRows, packRows, UnpackedBlock } from './row-block.ts';
import { positionOf, rowId } from './row-id.ts';

interface Block {
  readonly head: BlockHead;
  readonly rows: Uint8Array;
}

const HEAD = 'id, count, before, ended';

/** The rows of all logs, in blocks, as a handle sees them. */
export class BlockTable {
  readonly #head: StatementSync;
  readonly #whole: StatementSync;
  readonly #reaching: StatementSync;
  readonly #save: StatementSync;

  constructor(database: DatabaseSync) {
    const holding = 'FROM block WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1';
    this.#head = database.prepare(`SELECT ${HEAD} ${holding}`);
    this.#whole = database.prepare(`SELECT ${HEAD}, rows ${holding}`);
    this.#reaching = database.prepare(
      'SELECT id FROM block WHERE log = ? AND ended >= ? ORDER BY ended, id LIMIT 1',
    );
    this.#save = database.prepare(
      `REPLACE INTO block (log, ${HEAD}, rows) VALUES (?, ?, ?, ?, ?, ?)`,
    );
  }

  /** The block that holds a position; undefined when the log has none there. */
  holding(log: number, position: number): UnpackedBlock | undefined {
    const found = this.#found(log, position);
    return found && new UnpackedBlock(found.rows, found.head);
  }

  /** Rows [from, to) of a log in their order, as far as they are there. */
  *rows(log: number, from: number, to: number): Generator<Row> {
    for (let next = from; next < to; ) {
      const found = this.#found(log, next);
      if (found === undefined) return;
      const { count, first } = found.head;
      if (first + count <= next) return;
      yield* rowsOf(found).slice(next - first, to - first);
      next = first + count;
    }
  }

  /** The block that holds a position, or the last one when that is beyond it. */
  head(log: number, position: number): BlockHead | undefined {
    const found = this.#head.get(rowId(log, 0), rowId(log, position));
    return found && headOf(found);
  }

  /** Where the first block begins in which a log reaches a time; undefined when it does not. */
  reaching(log: number, time: number): number | undefined {
    const found = this.#reaching.get(log, time);
    return found && positionOf(Number(found['id']));
  }

  /** Adds rows that follow the last one of a log; gives what its time fell behind the highest. */
  append(log: number, rows: readonly Row[]): number {
    const last = this.#last(log, rows[0]?.position ?? 0);
    const kept = last === undefined ? [] : rowsOf(last);
    const ended = last?.head.ended ?? 0;
    // One that is full already stays as it is.
    if (areFull(kept)) this.#write(log, ended, rows);
    else this.#write(log, last?.head.before ?? 0, [...kept, ...rows]);
    let [highest, setback] = [ended, 0];
    for (const { time } of rows) {
      setback = Math.max(setback, highest - time);
      highest = Math.max(highest, time);
    }
    return setback;
  }

  /**
   * Puts rows of the same times in the place of those at their positions. They may be longer than
   * those were: what has no room in its block any more takes several.
   */
  replace(log: number, rows: readonly Row[]): void {
    const byPosition = new Map(rows.map((row) => [row.position, row]));
    const end = (rows[0]?.position ?? 0) + rows.length;
    for (let next = rows[0]?.position ?? 0; next < end; ) {
      const found = this.#found(log, next);
      if (found === undefined) return;
      const { before, count, first } = found.head;
      const changed = rowsOf(found).map((row) => byPosition.get(row.position) ?? row);
      this.#write(log, before, changed);
      next = first + count;
    }
  }

  #found(log: number, position: number): Block | undefined {
    const found = this.#whole.get(rowId(log, 0), rowId(log, position));
    return found && { head: headOf(found), rows: found['rows'] as Uint8Array };
  }

  #last(log: number, next: number): Block | undefined {
    return next === 0 ? undefined : this.#found(log, next - 1);
  }

  /** Writes rows that follow each other; `before` is the highest time of their log below them. */
  #write(log: number, before: number, rows: readonly Row[]): void {
    let [open, highest] = [new OpenRows(), before];
    for (const row of rows) {
      if (open.isFull) {
        highest = this.#writeBlock(log, highest, open.rows);
        open = new OpenRows();
      }
      open.add(row);
    }
    if (open.rows.length > 0) this.#writeBlock(log, highest, open.rows);
  }

  #writeBlock(log: number, before: number, rows: readonly Row[]): number {
    const ended = rows.reduce((highest, { time }) => Math.max(highest, time), before);
    const id = rowId(log, rows[0]?.position ?? 0);
    this.#save.run(log, id, rows.length, before, ended, packRows(rows));
    return ended;
  }
}

function headOf({ before, count, ended, id }: Record<string, SQLOutputValue>): BlockHead {
  const first = positionOf(Number(id));
  return { first, count: Number(count), before: Number(before), ended: Number(ended) };
}

function rowsOf({ head, rows }: Block): Row[] {
  return new UnpackedBlock(rows, head).rows();
}

function areFull(rows: readonly Row[]): boolean {
  const open = new OpenRows();
  for (const row of rows) open.add(row);
  return open.isFull;
}
