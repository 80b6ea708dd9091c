/**
 * Search over journals and records: the port `SearchIndex` with its embedded index (SQLite FTS5,
 * pairs of CJK characters) and its twin in memory. An index is derived and never believed: each
 * hit is opened from its log, compared with `rowDigest`, and held against `matches`.
 *
 *     const { index } = await EmbeddedIndex.open({ path, chainId, blindKey });
 *     await index.add({ origin, first: 0, documents });
 *     const found = await index.query({ text: '张三', from, limit: 20 });
 */
export {
  DOCUMENT_KINDS,
  type DocumentKind,
  EXACT_FIELDS,
  type SearchDocument,
  searchedPart,
  TEXT_CHARS_MAX,
} from './document.ts';
export {
  EmbeddedIndex,
  type EmbeddedIndexOptions,
} from './embedded/embedded-index.ts';
export { SearchError, type SearchErrorCode } from './errors.ts';
export {
  BLIND_KEY_BYTES,
  Blinder,
  EMPTY_DIGEST,
  indexedForm,
  leafMark,
  rowDigest,
  spanDigest,
} from './indexed-form.ts';
export { MemoryIndex } from './memory/memory-index.ts';
export { matches } from './query/matches.ts';
export {
  type CheckedQuery,
  checkQuery,
  LIMIT_MAX,
  type QueryRefusal,
  type SearchQuery,
  TEXT_QUERY_CHARS_MAX,
} from './query/query.ts';
export {
  BATCH_MAX,
  type IndexStatistics,
  type IndexVerdict,
  type LogPosition,
  type OpenedIndex,
  type SearchBatch,
  type SearchHit,
  type SearchIndex,
  type SearchResult,
  SPAN,
  type SpanState,
} from './search-index.ts';
export { normalise } from './text/runs.ts';
