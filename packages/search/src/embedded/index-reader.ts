import type { DatabaseSync } from 'node:sqlite';
import { DOCUMENT_KINDS } from '../document.ts';
import type { Blinder } from '../indexed-form.ts';
import { encodeCursor } from '../query/cursor.ts';
import { type CheckedQuery, checkQuery, type SearchQuery } from '../query/query.ts';
import { firstNumber } from '../row-number.ts';
import type { SearchHit, SearchResult } from '../search-index.ts';
import { coded, openForReading } from './database.ts';
import { matchExpression } from './match-expression.ts';
import { type StoredRow, storedDigest } from './stored-row.ts';

/** Steps of rows that one query looks through; beyond them its answer is partial. */
const STEPS_MAX = 512;
/** Steps looked through at once: begins small, since the newest rows often fill the page. */
const STRIDE_MAX = 64;
const COLUMNS =
  'CAST(doc.id AS TEXT) AS number, log.origin, doc.kind, position, time, leaf, doc.keys, doc.text';

type FoundRow = StoredRow & {
  readonly number: string;
  readonly origin: string;
  readonly kind: number;
};

/** Answers queries over a handle that cannot write. */
export class IndexReader {
  readonly #database: DatabaseSync;
  readonly #blinder: Blinder;

  constructor(path: string, blinder: Blinder) {
    this.#database = openForReading(path);
    this.#blinder = blinder;
  }

  query(query: SearchQuery): SearchResult {
    const checked = checkQuery(query);
    return checked.ok ? coded(() => this.#search(checked.value)) : checked;
  }

  close(): void {
    this.#database.close();
  }

  #search(query: CheckedQuery): SearchResult {
    const expression = matchExpression(query, this.#blinder);
    const lowest = firstNumber(query.from);
    const highest = highestNumber(query);
    const wanted = query.limit + 1;
    const rows: FoundRow[] = [];
    let high = highest;
    let steps = 0;
    // Numbers are by time, so the newest rows are looked through first, a stretch at a time.
    for (let stride = 1; high >= lowest && rows.length < wanted && steps < STEPS_MAX; ) {
      const low = expression === '' ? lowest : this.#stepsBelow(high, stride, lowest);
      rows.push(...this.#rows(expression, low, high, wanted - rows.length));
      high = low - 1n;
      steps += stride;
      stride = Math.min(stride * 2, STRIDE_MAX);
    }
    const hits = rows.slice(0, query.limit).map((row) => hitOf(row, query));
    if (rows.length > query.limit) {
      return { ok: true, hits, nextCursor: hits.at(-1)?.cursor ?? null, isPartial: false };
    }
    const isPartial = high >= lowest;
    const nextCursor = isPartial ? encodeCursor(query.name, high + 1n) : null;
    return { ok: true, hits, nextCursor, isPartial };
  }

  #stepsBelow(high: bigint, stride: number, lowest: bigint): bigint {
    const marks = this.#database.prepare(
      'SELECT id FROM mark WHERE id <= ? AND id > ? ORDER BY id DESC LIMIT 1 OFFSET ?',
    );
    marks.setReadBigInts(true);
    return (marks.get(high, lowest, stride - 1)?.['id'] as bigint | undefined) ?? lowest;
  }

  #rows(expression: string, low: bigint, high: bigint, count: number): FoundRow[] {
    const found =
      expression === ''
        ? this.#database
            .prepare(
              `SELECT ${COLUMNS} FROM doc JOIN log ON log.id = doc.log
               WHERE doc.id BETWEEN ? AND ? ORDER BY doc.id DESC LIMIT ?`,
            )
            .all(low, high, count)
        : this.#database
            .prepare(
              `SELECT ${COLUMNS} FROM terms CROSS JOIN doc ON doc.id = terms.rowid
               JOIN log ON log.id = doc.log WHERE terms MATCH ? AND terms.rowid BETWEEN ? AND ?
               ORDER BY terms.rowid DESC LIMIT ?`,
            )
            .all(expression, low, high, count);
    return found as unknown as FoundRow[];
  }
}

function highestNumber({ before, to }: CheckedQuery): bigint {
  const last = firstNumber(to) - 1n;
  return before !== undefined && before - 1n < last ? before - 1n : last;
}

function hitOf(row: FoundRow, query: CheckedQuery): SearchHit {
  return {
    kind: DOCUMENT_KINDS[row.kind] ?? 'entry',
    origin: row.origin,
    position: row.position,
    leafHash: row.leaf,
    time: row.time,
    digest: storedDigest(row.origin, row),
    cursor: encodeCursor(query.name, BigInt(row.number)),
  };
}
