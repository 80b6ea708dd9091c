import type { DocumentKind } from '../document.ts';
import { type Blinder, queryWords } from '../indexed-form.ts';
import { type IndexedLog, isSearched } from '../log.ts';
import type { CheckedQuery } from '../query/query.ts';
import { arrayText } from './row-table.ts';

const KINDS: readonly DocumentKind[] = ['entry', 'record'];

/** A statement with its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Finds the rows that a query may mean, newest first, one more than a page has. Times bound the
 * partitions: a row's highest time is not below its own, and above it by the setback at most.
 * Undefined: no log has any.
 */
export function searchStatement(
  query: CheckedQuery,
  logs: readonly IndexedLog[],
  { blinder, schema }: { readonly blinder: Blinder; readonly schema: string },
): Statement | undefined {
  const searched = logs.filter((log) => isSearched(log, query));
  if (searched.length === 0) return undefined;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const kinds = KINDS.flatMap((kind) => {
    const ids = searched.filter((log) => log.kind === kind).map(({ id }) => id);
    if (ids.length === 0) return [];
    const words = queryWords(query, blinder, kind);
    const found = words.length === 0 ? '' : ` AND words @> ${bind(arrayText(words))}::bigint[]`;
    return `(log = ANY (${bind(ids)}::integer[])${found})`;
  });
  const { below, from, limit, to } = query;
  const setback = Math.max(...searched.map((log) => log.setback));
  const conditions = [
    `(${kinds.join(' OR ')})`,
    `time >= ${bind(from)} AND time < ${bind(to)}`,
    `highest >= ${bind(from)} AND highest < ${bind(to + setback)}`,
  ];
  if (below !== undefined) {
    const { log, position, time } = below;
    const rank = `(${bind(time)}::bigint, ${bind(log)}::integer, ${bind(position)}::bigint)`;
    conditions.push(`(highest, log, position) < ${rank}`);
  }
  const text = `SELECT log, position, time, highest, leaf, words FROM ${schema}.row
    WHERE ${conditions.join(' AND ')}
    ORDER BY highest DESC, log DESC, position DESC LIMIT ${bind(limit + 1)}`;
  return { text, values };
}
