import { batchRefusal, replacementRefusal } from '../check-batch.ts';
import type { SearchDocument } from '../document.ts';
import { SearchError } from '../errors.ts';
import {
  Blinder,
  EMPTY_DIGEST,
  indexedForm,
  leafMark,
  rowDigest,
  spanDigest,
} from '../indexed-form.ts';
import { encodeCursor } from '../query/cursor.ts';
import { matches } from '../query/matches.ts';
import { type CheckedQuery, checkQuery, type SearchQuery } from '../query/query.ts';
import { isBelow, type Rank } from '../rank.ts';
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
  readonly rank: Rank;
  readonly document: SearchDocument;
  readonly digest: Uint8Array;
}

/** The meaning of the port, without a disk: looks at every document. For tests. */
export class MemoryIndex implements SearchIndex {
  readonly #blinder: Blinder;
  readonly #logs = new Map<string, Row[]>();
  #isClosed = false;

  constructor(blindKey: Uint8Array) {
    this.#blinder = new Blinder(blindKey);
  }

  async add(batch: SearchBatch): Promise<void> {
    this.#assertOpen();
    const rows = this.#logs.get(batch.origin) ?? [];
    const refusal = batchRefusal(batch, rows.length);
    if (refusal !== undefined) throw refusal;
    const log = [...this.#logs.keys(), batch.origin].indexOf(batch.origin);
    let time = rows.at(-1)?.rank.time ?? 0;
    const added = batch.documents.map((document) => {
      time = Math.max(time, document.time);
      return this.#row(document, { time, log, position: document.position });
    });
    this.#logs.set(batch.origin, [...rows, ...added]);
  }

  async replace(batch: SearchBatch): Promise<void> {
    this.#assertOpen();
    const rows = this.#logs.get(batch.origin) ?? [];
    const refusal = replacementRefusal(batch, rows.length);
    if (refusal !== undefined) throw refusal;
    for (const document of batch.documents) {
      const { rank } = rows[document.position] as Row;
      rows[document.position] = this.#row(document, rank);
    }
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    this.#assertOpen();
    const checked = checkQuery(query);
    if (!checked.ok) return checked;
    const { below, limit } = checked.value;
    const found = [...this.#logs.values()]
      .flat()
      .filter(({ document, rank }) => {
        return (below === undefined || isBelow(rank, below)) && matches(document, checked.value);
      })
      .sort((a, b) => (isBelow(a.rank, b.rank) ? 1 : -1));
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
    const held = (this.#logs.get(origin) ?? []).slice(first, first + SPAN);
    const rows = held.map(({ digest }) => digest);
    return { count: rows.length, digest: rows.reduce(spanDigest, EMPTY_DIGEST), rows };
  }

  async verify(): Promise<IndexVerdict> {
    this.#assertOpen();
    return { ok: true };
  }

  async rebuild(): Promise<void> {
    this.#assertOpen();
    this.#logs.clear();
  }

  async statistics(): Promise<IndexStatistics> {
    const logs = await this.positions();
    return { documents: logs.reduce((sum, { next }) => sum + next, 0), bytes: 0, logs };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #row(document: SearchDocument, rank: Rank): Row {
    return { rank, document, digest: rowDigest(document, indexedForm(document, this.#blinder)) };
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new SearchError('SEARCH_CLOSED', 'the search index is closed');
  }
}

function hitOf({ digest, document, rank }: Row, { name }: CheckedQuery): SearchHit {
  const { kind, leafHash, origin, position, time } = document;
  const leaf = leafMark(leafHash);
  return { kind, origin, position, leaf, time, digest, cursor: encodeCursor(name, rank) };
}
