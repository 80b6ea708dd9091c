import { createHash } from 'node:crypto';
import type { Rank } from '../rank.ts';
import type { SearchQuery } from './query.ts';

const CURSOR = /^([0-9a-f]{16}):(0|[1-9]\d{0,14}):(0|[1-9]\d{0,14}):(0|[1-9]\d{0,14})$/;
const CURSOR_CHARS_MAX = 128;

/** A name that differs for any two queries that are not pages of one. */
export function queryName({ cursor: _cursor, limit: _limit, ...filters }: SearchQuery): string {
  const pairs = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex').slice(0, 16);
}

/** A cursor that continues a query below a rank. */
export function encodeCursor(name: string, { log, position, time }: Rank): string {
  return Buffer.from([name, time, log, position].join(':')).toString('base64url');
}

export function parseCursor(cursor: string): { name: string; below: Rank } | 'bad' {
  if (cursor.length > CURSOR_CHARS_MAX) return 'bad';
  const [, name, ...parts] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const [time, log, position] = parts.map(Number);
  if (name === undefined || time === undefined) return 'bad';
  if (log === undefined || position === undefined) return 'bad';
  const below = { time, log, position };
  return encodeCursor(name, below) === cursor ? { name, below } : 'bad';
}
