import { encodeCursor } from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX } from '@mingjing/storage';

/** Documents that one call looks through, all opened: beyond them the next page goes on. */
const LOOKED_THROUGH_MAX = 5 * LISTED_MAX;

export interface FoundPageOptions {
  readonly limit: number;
  readonly past: string | undefined;
  /** Latest first. */
  readonly reverse?: boolean;
}

interface FoundPage<T> {
  readonly items: readonly Document<T>[];
  readonly nextCursor: string | null;
}

/**
 * One page of the documents that a filter lets through, in their order. A page may be short, or
 * empty, and still have a next one: nobody waits for a whole collection.
 */
export async function foundPage<T>(
  collection: Pick<Collection<T>, 'list'>,
  { limit, past, reverse = false }: FoundPageOptions,
  fits: (document: Document<T>) => boolean,
): Promise<FoundPage<T>> {
  const items: Document<T>[] = [];
  let position = past;
  for (let looked = 0; looked < LOOKED_THROUGH_MAX; looked += LISTED_MAX) {
    const range = position === undefined ? {} : { past: position };
    const found = await collection.list({ ...range, reverse, limit: LISTED_MAX });
    for (const document of found) {
      if (!fits(document)) continue;
      // One more than the page shows that there is a next one.
      const last = items.at(-1);
      if (items.length === limit && last) return { items, nextCursor: encodeCursor(last.id) };
      items.push(document);
    }
    if (found.length < LISTED_MAX) return { items, nextCursor: null };
    position = found.at(-1)?.id;
  }
  return { items, nextCursor: position === undefined ? null : encodeCursor(position) };
}
