import { type Page, pageOf, parseCursor } from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX } from '@mingjing/storage';

/** A page of a collection whose ids are in the order of time, the latest first. */
export async function latestPage<T>(
  collection: Collection<T>,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<Document<T>>> {
  const past = parseCursor(cursor);
  const range = past === undefined ? {} : { past };
  const most = Math.min(limit + 1, LISTED_MAX);
  const found = await collection.list({ ...range, reverse: true, limit: most });
  return pageOf(found, limit, ({ id }) => id);
}
