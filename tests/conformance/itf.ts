/**
 * Reading the traces of the Quint simulator: one JSON object a line, gzipped; values in the
 * Informal Trace Format (ITF), in which `{"#bigint":"5"}` is an integer, `{"#set":[]}` a set,
 * `{"#map":[[k,v]]}` a map, `{"#tup":[]}` a tuple and `{"tag","value"}` a variant.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** How one trace went: the id, and what differed first, if anything did. */
export interface Outcome {
  readonly id: string;
  readonly difference: string | undefined;
  /** A difference that the vector itself names as one from the paper. */
  readonly isDeviation: boolean;
}

/** Any value of a trace, after `plain`. */
export type Plain = number | string | boolean | null | readonly Plain[] | { [name: string]: Plain };

/** The objects of a `.jsonl.gz` file. */
export function readLines(path: string): unknown[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * ITF to plain values: integers to numbers, sets and tuples to arrays, maps to arrays of pairs;
 * `Nil` to null, `Val(x)` to x, a variant without content to its tag, others to `{tag, value}`.
 */
export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Plain;
  const object = value as Record<string, unknown>;
  if ('#bigint' in object) return Number(object['#bigint']);
  for (const kind of ['#set', '#map', '#tup']) {
    if (kind in object) return plain(object[kind]);
  }
  if ('tag' in object) return variant(String(object.tag), plain(object.value));
  const named = Object.entries(object).map(([name, inner]) => [lastPart(name), plain(inner)]);
  return Object.fromEntries(named);
}

/** Whether two plain values are the same, whatever the order of names. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** Text of a value with its names in order, to compare and to show. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function variant(tag: string, value: Plain): Plain {
  if (tag === 'Nil') return null;
  if (tag === 'Val') return value;
  return Array.isArray(value) && value.length === 0 ? tag : { tag, value };
}

/** Variables may carry the name of their module before `::`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
