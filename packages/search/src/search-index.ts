import type { DocumentKind, SearchDocument } from './document.ts';
import type { QueryRefusal, SearchQuery } from './query/query.ts';

/** Documents that continue one log. */
export interface SearchBatch {
  readonly origin: string;
  /** Position of the first document; the index must stand there. */
  readonly first: number;
  readonly documents: readonly SearchDocument[];
}

/** Where something lies that seems to match, and what the index knows of it. */
export interface SearchHit {
  readonly kind: DocumentKind;
  readonly origin: string;
  readonly position: number;
  /** `leafMark` of the entry's leaf hash. */
  readonly leaf: Uint8Array;
  readonly time: number;
  /** What the row holds, to be compared with `rowDigest` of the document from its source. */
  readonly digest: Uint8Array;
  /** Continues the query after this hit. */
  readonly cursor: string;
}

export type SearchResult =
  | { readonly ok: false; readonly refusal: QueryRefusal }
  | {
      readonly ok: true;
      /** Newest first. */
      readonly hits: readonly SearchHit[];
      /** Continues the query; null when nothing more can match. */
      readonly nextCursor: string | null;
      /** The work of one query ended before the page was full: there may be more further back. */
      readonly isPartial: boolean;
    };

/** How far one log is indexed: all positions below `next`. */
export interface LogPosition {
  readonly origin: string;
  readonly next: number;
}

/** The rows of one span of a log as they are now. */
export interface SpanState {
  readonly count: number;
  /** `spanDigest` over the rows in order. */
  readonly digest: Uint8Array;
  /** `rowDigest` of each, in order, so that one row at fault can be told from its neighbours. */
  readonly rows: readonly Uint8Array[];
}

export type IndexVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly part: 'file' | 'rows' | 'terms';
      readonly origin?: string;
      /** First position of the span at fault. */
      readonly first?: number;
    };

export interface IndexStatistics {
  readonly documents: number;
  readonly bytes: number;
  readonly logs: readonly LogPosition[];
}

/** An index that can be used from now on. */
export interface OpenedIndex<I extends SearchIndex = SearchIndex> {
  readonly index: I;
  /** Why what was there could not be used and was dropped: everything is to be fed again. */
  readonly replaced: 'SEARCH_DAMAGED' | 'SEARCH_OUTDATED' | undefined;
}

/** Positions of one span of a log: the unit of verification. */
export const SPAN = 1024;
/** Documents of one batch. */
export const BATCH_MAX = 4096;

/**
 * An index over documents of several logs. It is derived and never believed: a hit says where to
 * look, and the caller takes the entry and its proof from there. All methods throw `SearchError`.
 */
export interface SearchIndex {
  /** Adds a batch whole or not at all; the position of its log is part of the same write. */
  add(batch: SearchBatch): Promise<void>;
  /**
   * Puts documents in the place of those that are indexed at their positions, all or none: of
   * entries whose content went. What the old ones held is gone from the files, too.
   */
  replace(batch: SearchBatch): Promise<void>;
  query(query: SearchQuery): Promise<SearchResult>;
  /** How far every log is indexed, ascending by origin. */
  positions(): Promise<LogPosition[]>;
  /** The span of a log that begins at a multiple of `SPAN`. */
  span(origin: string, first: number): Promise<SpanState>;
  /** Holds the index against itself: files, rows against running hashes, terms against rows. */
  verify(): Promise<IndexVerdict>;
  /** Drops everything: every log begins at 0 again. */
  rebuild(): Promise<void>;
  statistics(): Promise<IndexStatistics>;
  close(): Promise<void>;
}
