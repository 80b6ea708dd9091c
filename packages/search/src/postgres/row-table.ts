import type { ClientBase } from 'pg';
import { LEAF_MARK_BYTES, packedWords, type Row, wordsOf } from '../indexed-form.ts';
import type { IndexedLog } from '../log.ts';
import { makePartitions } from './schema.ts';

/** A row with the highest time that its log had up to there. */
export interface RankedRow extends Row {
  readonly highest: number;
}

interface StoredRow {
  readonly position: string;
  readonly time: string;
  readonly highest: string;
  readonly leaf: Uint8Array;
  readonly words: readonly string[];
}

const COLUMNS = 'position, time, highest, leaf, words';

/** The rows of all logs, as one connection sees them. */
export class RowTable {
  readonly #client: ClientBase;
  readonly #schema: string;

  constructor(client: ClientBase, schema: string) {
    this.#client = client;
    this.#schema = schema;
  }

  /** Adds rows that follow the last one of a log; gives what its time fell behind the highest. */
  async append(log: IndexedLog, rows: readonly Row[]): Promise<number> {
    let highest = await this.#highest(log);
    let setback = 0;
    const ranked = rows.map((row) => {
      setback = Math.max(setback, highest - row.time);
      highest = Math.max(highest, row.time);
      return { ...row, highest };
    });
    await makePartitions(
      this.#client,
      this.#schema,
      ranked.map((row) => row.highest),
    );
    await this.#client.query(
      `INSERT INTO ${this.#schema}.row (log, ${COLUMNS})
       SELECT $1, p, t, h, decode(l, 'hex'), w::bigint[]
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
         AS given (p, t, h, l, w)`,
      [log.id, ...columnsOf(ranked)],
    );
    return setback;
  }

  /** Puts leaf and words in the place of those at the positions of rows. */
  async replace(log: IndexedLog, rows: readonly Row[]): Promise<void> {
    const [positions, , , leaves, words] = columnsOf(rows.map((row) => ({ ...row, highest: 0 })));
    await this.#client.query(
      `UPDATE ${this.#schema}.row AS row SET leaf = decode(l, 'hex'), words = w::bigint[]
       FROM unnest($2::bigint[], $3::text[], $4::text[]) AS given (p, l, w)
       WHERE row.log = $1 AND row.position = p`,
      [log.id, positions, leaves, words],
    );
  }

  /** Rows [from, to) of a log in their order, as far as they are there. */
  async rows(log: IndexedLog, from: number, to: number): Promise<RankedRow[]> {
    const found = await this.#client.query<StoredRow>(
      `SELECT ${COLUMNS} FROM ${this.#schema}.row
       WHERE log = $1 AND position >= $2 AND position < $3 ORDER BY position`,
      [log.id, from, to],
    );
    return found.rows.map(rowOf);
  }

  async #highest({ id, next }: IndexedLog): Promise<number> {
    if (next === 0) return 0;
    const found = await this.#client.query<StoredRow>(
      `SELECT highest FROM ${this.#schema}.row WHERE log = $1 AND position = $2`,
      [id, next - 1],
    );
    return Number(found.rows[0]?.highest ?? 0);
  }
}

/** A row as the database gives it. */
export function rowOf({ highest, leaf, position, time, words }: StoredRow): RankedRow {
  return {
    ...{ position: Number(position), time: Number(time), highest: Number(highest) },
    leaf: Uint8Array.from(leaf).subarray(0, LEAF_MARK_BYTES),
    words: packedWords(words.map(Number)),
  };
}

/** Words as the text of an array. */
export function arrayText(words: Uint8Array): string {
  return `{${wordsOf(words).join()}}`;
}

function columnsOf(rows: readonly RankedRow[]) {
  return [
    rows.map(({ position }) => position),
    rows.map(({ time }) => time),
    rows.map(({ highest }) => highest),
    rows.map(({ leaf }) => Buffer.from(leaf).toString('hex')),
    rows.map(({ words }) => arrayText(words)),
  ] as const;
}
