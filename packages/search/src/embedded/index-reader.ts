import type { DatabaseSync } from 'node:sqlite';
import type { DocumentKind } from '../document.ts';
import { type Blinder, queryWords, storedDigest } from '../indexed-form.ts';
import { isSearched } from '../log.ts';
import { encodeCursor } from '../query/cursor.ts';
import { type CheckedQuery, checkQuery, type SearchQuery } from '../query/query.ts';
import { isBelow, type Rank } from '../rank.ts';
import type { SearchHit, SearchResult } from '../search-index.ts';
import { BlockTable } from './block-table.ts';
import { coded, openForReading } from './database.ts';
import { KeptBlocks } from './kept-blocks.ts';
import { LogScan, type ScannedRow, TermLookup } from './log-scan.ts';
import { readLogs } from './log-table.ts';
import { matchExpression } from './terms.ts';

/** Steps of positions that one query looks through; beyond them its answer is partial. */
const STEPS_MAX = 4096;

/** Answers queries over a handle that cannot write. */
export class IndexReader {
  readonly #database: DatabaseSync;
  readonly #blinder: Blinder;
  readonly #blocks: KeptBlocks;
  readonly #terms: TermLookup;
  readonly #stepsMax: number;

  constructor(path: string, blinder: Blinder, stepsMax = STEPS_MAX) {
    this.#database = openForReading(path);
    this.#blinder = blinder;
    this.#blocks = new KeptBlocks(this.#database, new BlockTable(this.#database));
    this.#terms = new TermLookup(this.#database);
    this.#stepsMax = stepsMax;
  }

  query(query: SearchQuery): SearchResult {
    const checked = checkQuery(query);
    return checked.ok ? coded(() => this.#atOnce(() => this.#search(checked.value))) : checked;
  }

  close(): void {
    this.#database.close();
  }

  /** Runs work on one state of the tables, whatever is written meanwhile. */
  #atOnce<T>(work: () => T): T {
    this.#database.exec('BEGIN');
    try {
      this.#blocks.begin();
      return work();
    } finally {
      this.#database.exec('ROLLBACK');
    }
  }

  #search(query: CheckedQuery): SearchResult {
    const { below, from, limit, to } = query;
    const expressionOf = (kind: DocumentKind) =>
      matchExpression(queryWords(query, this.#blinder, kind));
    const expressions = { entry: expressionOf('entry'), record: expressionOf('record') };
    const scans = readLogs(this.#database)
      .filter((log) => isSearched(log, query))
      .map((log) => {
        const scan = { expression: expressions[log.kind], from, to, below, wanted: limit + 1 };
        return new LogScan(log, scan, this.#blocks, this.#terms);
      });
    // One step for each log at least: a cursor goes on only when all of them got further.
    const stepsMax = Math.max(this.#stepsMax, scans.length);
    const rows: ScannedRow[] = [];
    for (let steps = 0; rows.length <= limit; ) {
      const next = highest(scans);
      if (next === undefined) return answer(rows, query, undefined);
      if (next.scan.head === undefined) {
        if (steps >= stepsMax) return answer(rows, query, next.bound);
        steps += next.scan.look();
      } else {
        rows.push(next.scan.head);
        next.scan.take();
      }
    }
    return answer(rows, query, undefined);
  }
}

/** The scan whose next row, or whatever it has still to look through, ranks highest. */
function highest(scans: readonly LogScan[]): { scan: LogScan; bound: Rank } | undefined {
  let best: { scan: LogScan; bound: Rank } | undefined;
  for (const scan of scans) {
    const { bound } = scan;
    if (bound !== undefined && (best === undefined || isBelow(best.bound, bound))) {
      best = { scan, bound };
    }
  }
  return best;
}

/** A page; `ended` is the rank above which everything was looked through, if that was not all. */
function answer(
  rows: readonly ScannedRow[],
  query: CheckedQuery,
  ended: Rank | undefined,
): SearchResult {
  const hits = rows.slice(0, query.limit).map((row) => hitOf(row, query));
  if (rows.length > query.limit) {
    return { ok: true, hits, nextCursor: hits.at(-1)?.cursor ?? null, isPartial: false };
  }
  const nextCursor = ended === undefined ? null : encodeCursor(query.name, ended);
  return { ok: true, hits, nextCursor, isPartial: ended !== undefined };
}

function hitOf(row: ScannedRow, query: CheckedQuery): SearchHit {
  const { leaf, log, position, rank, time } = row;
  return {
    ...{ kind: log.kind, origin: log.origin, position, leaf, time },
    digest: storedDigest(log, row),
    cursor: encodeCursor(query.name, rank),
  };
}
