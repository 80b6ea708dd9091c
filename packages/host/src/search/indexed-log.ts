import { equalBytes } from '@mingjing/crypto';
import { type Blinder, indexedForm, rowDigest, type SearchDocument } from '@mingjing/search';

/** Something to be found, as its source has it now. */
export interface Found {
  readonly document: SearchDocument;
}

/** A log as an index follows it; the index knows it by its origin alone. */
export interface IndexedLog<F extends Found = Found> {
  readonly origin: string;
  /** Documents that are there for good. */
  size(): number;
  /** Documents [from, to); throws an error of which `isUnreadable` when one is not as it was. */
  read(from: number, to: number): Promise<F[]>;
  /** Whether content of it went, so that nobody can tell any more what its row was made of. */
  hasLost(found: F): boolean;
  /** What its row may still say though nothing was changed: content of it came later. */
  earlier(found: F): readonly SearchDocument[];
}

/** What a row is: as its source says, made of what the source was before, or by somebody else. */
export type RowVerdict = 'right' | 'stale' | 'wrong';

/** Holds the digest of a row against its source. */
export function judgeRow<F extends Found>(
  log: IndexedLog<F>,
  found: F,
  digest: Uint8Array,
  blinder: Blinder,
): RowVerdict {
  const isRowOf = (document: SearchDocument) =>
    equalBytes(rowDigest(document, indexedForm(document, blinder)), digest);
  if (isRowOf(found.document)) return 'right';
  return log.hasLost(found) || log.earlier(found).some(isRowOf) ? 'stale' : 'wrong';
}
