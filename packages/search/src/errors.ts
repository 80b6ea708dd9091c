/** What can go wrong with an index; it is derived, so the answer to damage is to build it anew. */
export type SearchErrorCode =
  /** The files are not as they were written; `rebuild` begins anew. */
  | 'SEARCH_DAMAGED'
  /** Another format, chain, or key than it was made with; `rebuild` begins anew. */
  | 'SEARCH_OUTDATED'
  /** The disk takes nothing (full, or no permission). */
  | 'SEARCH_UNWRITABLE'
  /** The documents do not continue where the index stands. */
  | 'SEARCH_NOT_NEXT'
  /** More calls wait than the bound allows; the caller may try again. */
  | 'SEARCH_BUSY'
  /** The thread ended while it worked; what it had not written will be asked for again. */
  | 'SEARCH_WORKER_DIED'
  /** The thread does not end: it is inside a call that takes too long, or never returns. */
  | 'SEARCH_STUCK'
  /** The database does not answer, or refuses this program. */
  | 'SEARCH_UNREACHABLE'
  | 'SEARCH_CLOSED'
  /** An error nobody foresaw, with its cause. */
  | 'SEARCH_FAILED';

/** An operating failure of an index. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
  readonly code: SearchErrorCode;

  constructor(code: SearchErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
