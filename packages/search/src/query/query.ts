import { DOCUMENT_KINDS, EXACT_FIELDS, type ExactField, TIME_MAX } from '../document.ts';
import type { Rank } from '../rank.ts';
import { type AddressRange, isNarrowEnough, parseAddressRange } from '../text/address.ts';
import { parseCursor, queryName } from './cursor.ts';
import { parseText, type TextTerm } from './text-query.ts';

/** What is looked for: all that is given must hold. */
export interface SearchQuery
  extends Partial<Readonly<Record<Exclude<ExactField, 'origin'>, string>>> {
  /** Logs that are searched; all when absent. */
  readonly origins?: readonly string[];
  /** Earliest time, ms UTC. */
  readonly from?: number;
  /** Latest time, ms UTC, not included. */
  readonly to?: number;
  /** One of the names of its contents, whole. */
  readonly content?: string;
  /** Address, or prefix such as `192.0.2.0/24`. */
  readonly address?: string;
  /** Terms separated by spaces, all of which must occur; a phrase stands in double quotes. */
  readonly text?: string;
  /** Hits of a page; 50 when absent. */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** Why a query is not carried out. */
export interface QueryRefusal {
  readonly field: keyof SearchQuery | 'query';
  readonly reason:
    | 'empty'
    | 'unknown-value'
    | 'too-long'
    | 'too-many'
    | 'not-a-time'
    | 'not-a-range'
    | 'not-an-address'
    | 'too-wide'
    | 'no-words'
    | 'not-a-limit'
    | 'bad-cursor'
    | 'cursor-of-another-query';
}

/** A query within its bounds, as adapters carry it out. */
export interface CheckedQuery {
  readonly exact: readonly (readonly [field: ExactField, value: string])[];
  readonly origins: readonly string[] | undefined;
  readonly from: number;
  readonly to: number;
  readonly content: string | undefined;
  readonly address: AddressRange | undefined;
  readonly terms: readonly TextTerm[];
  readonly limit: number;
  /** Only rows below this rank. */
  readonly below: Rank | undefined;
  /** Tells the cursors of this query from those of others. */
  readonly name: string;
}

export type QueryCheck =
  | { readonly ok: true; readonly value: CheckedQuery }
  | { readonly ok: false; readonly refusal: QueryRefusal };

export const TEXT_QUERY_CHARS_MAX = 256;
export const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;
const VALUE_CHARS_MAX = 1024;
const ORIGINS_MAX = 256;
// Which logs are searched is a list of its own.
const EXACT = EXACT_FIELDS.filter((field) => field !== 'origin');

/** Holds a query against its bounds; the refusal names the first field at fault. */
export function checkQuery(query: SearchQuery): QueryCheck {
  const refusal = exactRefusal(query) ?? timeRefusal(query) ?? sizeRefusal(query);
  if (refusal !== undefined) return { ok: false, refusal };
  const address = query.address === undefined ? undefined : parseAddressRange(query.address);
  if (query.address !== undefined && address === undefined) return no('address', 'not-an-address');
  if (address !== undefined && !isNarrowEnough(address)) return no('address', 'too-wide');
  const terms = query.text === undefined ? [] : parseText(query.text);
  if (terms === undefined) return no('text', 'too-many');
  if (query.text !== undefined && terms.length === 0) return no('text', 'no-words');
  const name = queryName(query);
  const cursor = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  if (cursor === 'bad') return no('cursor', 'bad-cursor');
  if (cursor !== undefined && cursor.name !== name) return no('cursor', 'cursor-of-another-query');
  return {
    ok: true,
    value: {
      exact: EXACT.flatMap((field) => {
        const value = query[field];
        return value === undefined ? [] : [[field, value] as const];
      }),
      origins: query.origins,
      from: query.from ?? 0,
      to: query.to ?? TIME_MAX,
      ...{ content: query.content, address, terms, name },
      limit: query.limit ?? LIMIT_DEFAULT,
      below: cursor?.below,
    },
  };
}

function exactRefusal(query: SearchQuery): QueryRefusal | undefined {
  for (const field of [...EXACT, 'content'] as const) {
    const value = query[field];
    if (value === undefined) continue;
    if (value === '') return { field, reason: 'empty' };
    if (value.length > VALUE_CHARS_MAX) return { field, reason: 'too-long' };
  }
  const isKnown = query.kind === undefined || DOCUMENT_KINDS.some((kind) => kind === query.kind);
  return isKnown ? undefined : { field: 'kind', reason: 'unknown-value' };
}

function timeRefusal({ from, to }: SearchQuery): QueryRefusal | undefined {
  if (from !== undefined && !isTime(from)) return { field: 'from', reason: 'not-a-time' };
  if (to !== undefined && !isTime(to)) return { field: 'to', reason: 'not-a-time' };
  if ((from ?? 0) >= (to ?? TIME_MAX)) return { field: 'to', reason: 'not-a-range' };
  return undefined;
}

function sizeRefusal(query: SearchQuery): QueryRefusal | undefined {
  const { limit, origins, text } = query;
  const isLimit = limit === undefined || (Number.isSafeInteger(limit) && limit >= 1);
  if (!isLimit || (limit ?? 0) > LIMIT_MAX) return { field: 'limit', reason: 'not-a-limit' };
  if (text === '') return { field: 'text', reason: 'empty' };
  if ((text?.length ?? 0) > TEXT_QUERY_CHARS_MAX) return { field: 'text', reason: 'too-long' };
  if (origins?.length === 0) return { field: 'origins', reason: 'empty' };
  if ((origins?.length ?? 0) > ORIGINS_MAX) return { field: 'origins', reason: 'too-many' };
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const isEmpty = Object.values(filters).every((value) => value === undefined);
  return isEmpty ? { field: 'query', reason: 'empty' } : undefined;
}

function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= TIME_MAX;
}

function no(field: QueryRefusal['field'], reason: QueryRefusal['reason']): QueryCheck {
  return { ok: false, refusal: { field, reason } };
}
