import { createHash } from 'node:crypto';
import type { SearchQuery } from './query.ts';

const CURSOR = /^([0-9a-f]{16}):(0|[1-9]\d{0,18})$/;
const CURSOR_CHARS_MAX = 128;

/** A name that differs for any two queries that are not pages of one. */
export function queryName({ cursor: _cursor, limit: _limit, ...filters }: SearchQuery): string {
  const pairs = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex').slice(0, 16);
}

/** A cursor that continues a query before a row. */
export function encodeCursor(name: string, before: bigint): string {
  return Buffer.from(`${name}:${before}`).toString('base64url');
}

export function parseCursor(cursor: string): { name: string; before: bigint } | 'bad' {
  if (cursor.length > CURSOR_CHARS_MAX) return 'bad';
  const [, name, before] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (name === undefined || before === undefined) return 'bad';
  return encodeCursor(name, BigInt(before)) === cursor ? { name, before: BigInt(before) } : 'bad';
}
