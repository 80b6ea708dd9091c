import { shareLog, TIME_MAX } from './document.ts';
import { SearchError } from './errors.ts';
import { BATCH_MAX, type SearchBatch } from './search-index.ts';

const LEAF_BYTES = 32;

/** Why a batch cannot replace what is indexed of a log below `next`; undefined when it can. */
export function replacementRefusal(batch: SearchBatch, next: number): SearchError | undefined {
  const { documents, first, origin } = batch;
  if (first + documents.length <= next) return batchRefusal(batch, first);
  return new SearchError('SEARCH_NOT_NEXT', `the index stands at ${next} of ${origin}`);
}

/** Why a batch is not taken by an index that stands at `next`; undefined when it is. */
export function batchRefusal(
  { documents, first, origin }: SearchBatch,
  next: number,
): SearchError | undefined {
  if (documents.length > BATCH_MAX) {
    return new SearchError('SEARCH_FAILED', `a batch has at most ${BATCH_MAX} documents`);
  }
  if (first !== next) {
    return new SearchError('SEARCH_NOT_NEXT', `the index stands at ${next} of ${origin}`);
  }
  const wrong = documents.findIndex(
    (document, i) =>
      document.origin !== origin ||
      document.position !== first + i ||
      document.leafHash.length !== LEAF_BYTES ||
      !shareLog(document, documents[0] ?? document) ||
      !(Number.isSafeInteger(document.time) && document.time >= 0 && document.time < TIME_MAX),
  );
  if (wrong < 0) return undefined;
  return new SearchError('SEARCH_NOT_NEXT', `document ${first + wrong} of ${origin} is misplaced`);
}
