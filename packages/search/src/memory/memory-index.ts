import { batchRefusal, replacementRefusal } from '../check-batch.ts';
import type { SearchDocument } from '../document.ts';
import { SearchError } from '../errors.ts';
import { Blinder, EMPTY_DIGEST, indexedForm, rowDigest, spanDigest } from '../indexed-form.ts';
import { encodeCursor } from '../query/cursor.ts';
import { matches } from '../query/matches.ts';
import { type CheckedQuery, checkQuery, type SearchQuery } from '../query/query.ts';
import { nextNumber } from '../row-number.ts';
import {
  type IndexStatistics,
  type IndexVerdict,
  type LogPosition,
  type SearchBatch,
  type SearchHit,
  type SearchIndex,
  type SearchResult,
  SPAN,
  type SpanState,
} from '../search-index.ts';

interface Row {
  readonly number: bigint;
  readonly document: SearchDocument;
  readonly digest: Uint8Array;
}

/** The meaning of the port, without a disk: looks at every document. For tests. */
export class MemoryIndex implements SearchIndex {
  readonly #blinder: Blinder;
  readonly #logs = new Map<string, Row[]>();
  readonly #numbers = new Set<bigint>();
  #isClosed = false;

  constructor(blindKey: Uint8Array) {
    this.#blinder = new Blinder(blindKey);
  }

  async add(batch: SearchBatch): Promise<void> {
    this.#assertOpen();
    const rows = this.#logs.get(batch.origin) ?? [];
    const refusal = batchRefusal(batch, rows.length);
    if (refusal !== undefined) throw refusal;
    const added = batch.documents.map((document) => this.#row(document));
    this.#logs.set(batch.origin, [...rows, ...added]);
  }

  async replace(batch: SearchBatch): Promise<void> {
    this.#assertOpen();
    const rows = this.#logs.get(batch.origin) ?? [];
    const refusal = replacementRefusal(batch, rows.length);
    if (refusal !== undefined) throw refusal;
    for (const document of batch.documents) {
      const { number } = rows[document.position] as Row;
      const digest = rowDigest(document, indexedForm(document, this.#blinder));
      rows[document.position] = { number, document, digest };
    }
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    this.#assertOpen();
    const checked = checkQuery(query);
    if (!checked.ok) return checked;
    const { before, limit } = checked.value;
    const found = [...this.#logs.values()]
      .flat()
      .filter(({ document, number }) => {
        return (before === undefined || number < before) && matches(document, checked.value);
      })
      .sort((a, b) => (a.number < b.number ? 1 : -1));
    const hits = found.slice(0, limit).map((row) => hitOf(row, checked.value));
    const nextCursor = found.length > limit ? (hits.at(-1)?.cursor ?? null) : null;
    return { ok: true, hits, nextCursor, isPartial: false };
  }

  async positions(): Promise<LogPosition[]> {
    this.#assertOpen();
    return [...this.#logs]
      .map(([origin, rows]) => ({ origin, next: rows.length }))
      .sort((a, b) => (a.origin < b.origin ? -1 : 1));
  }

  async span(origin: string, first: number): Promise<SpanState> {
    this.#assertOpen();
    const rows = (this.#logs.get(origin) ?? []).slice(first, first + SPAN);
    const digest = rows.reduce((sum, row) => spanDigest(sum, row.digest), EMPTY_DIGEST);
    return { count: rows.length, digest };
  }

  async verify(): Promise<IndexVerdict> {
    this.#assertOpen();
    return { ok: true };
  }

  async rebuild(): Promise<void> {
    this.#assertOpen();
    this.#logs.clear();
    this.#numbers.clear();
  }

  async statistics(): Promise<IndexStatistics> {
    const logs = await this.positions();
    return { documents: logs.reduce((sum, { next }) => sum + next, 0), bytes: 0, logs };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #row(document: SearchDocument): Row {
    let number = nextNumber(document.time, undefined);
    while (this.#numbers.has(number)) number += 1n;
    this.#numbers.add(number);
    return { number, document, digest: rowDigest(document, indexedForm(document, this.#blinder)) };
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new SearchError('SEARCH_CLOSED', 'the search index is closed');
  }
}

function hitOf({ digest, document, number }: Row, { name }: CheckedQuery): SearchHit {
  const { kind, leafHash, origin, position, time } = document;
  return { kind, origin, position, leafHash, time, digest, cursor: encodeCursor(name, number) };
}
