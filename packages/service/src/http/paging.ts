import Type from 'typebox';
import { Problem } from './problem.ts';

/** Items of a page unless the caller asks for fewer or more. */
const PAGE_ITEMS = 50;
/** One answer stays small and quick to make; a caller who wants all turns pages. */
const PAGE_ITEMS_MAX = 500;
const CURSOR_CHARS_MAX = 512;
/** Begins every cursor, so that a later format is told apart. */
const CURSOR_MARK = 'c1:';
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** Query of a route that answers in pages; spread further properties around it. */
export const pageQueryProperties = {
  cursor: Type.Optional(Type.String({ maxLength: CURSOR_CHARS_MAX })),
  limit: Type.Integer({ minimum: 1, maximum: PAGE_ITEMS_MAX, default: PAGE_ITEMS }),
};

export interface Page<T> {
  readonly items: T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** A cursor around a position that only the route understands. */
export function encodeCursor(position: string): string {
  return Buffer.from(CURSOR_MARK + position).toString('base64url');
}

/** The position in a caller's cursor, undefined without one; a foreign cursor is a problem. */
export function parseCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = BASE64URL.test(cursor) ? Buffer.from(cursor, 'base64url').toString() : '';
  const position = text.slice(CURSOR_MARK.length);
  if (!text.startsWith(CURSOR_MARK) || encodeCursor(position) !== cursor) {
    throw new Problem(400, 'bad-cursor');
  }
  return position;
}

/** A page from one item more than the limit; the extra one only shows that there is a next page. */
export function pageOf<T>(found: readonly T[], limit: number, positionOf: (item: T) => string) {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  const page: Page<T> = { items, nextCursor: hasMore ? encodeCursor(positionOf(last)) : null };
  return page;
}
