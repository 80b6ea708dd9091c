import type { JournalQuery } from '@mingjing/client';
import { shanghaiDay } from '@mingjing/console-kit';
import { DAYS } from '../day-fields.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Filters in the address, in the order of the form. */
export const ENTRY_WORDS = ['text', 'organisation', 'node', 'event', 'actor', 'object'] as const;
/** Logs of a journal, by their sources. */
export const SOURCES = [
  ...['access', 'auth', 'admin', 'publish', 'consensus', 'network', 'security'],
  ...['supervision', 'maintenance'],
] as const;

/** A query in the words of the API; what is no day is left out. */
export function entryQueryOf(params: URLSearchParams): JournalQuery {
  const [from, last] = DAYS.map((name) => shanghaiDay(params.get(name) ?? ''));
  const said = [...ENTRY_WORDS, 'source', 'cursor'].flatMap((name) => {
    const value = params.get(name) ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(said),
    ...(from === undefined ? {} : { from }),
    // The last day is looked through to its end.
    ...(last === undefined ? {} : { to: last + DAY_MS }),
  };
}
