/**
 * Reading the traces of the Quint simulator: one JSON object a line, gzipped or plain; values in
 * the Informal Trace Format (ITF), in which `{"#bigint":"5"}` is an integer, `{"#set":[]}` a set,
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

/** One line of a file. */
export type Trace = Readonly<Record<string, unknown>>;

/** Why a file is no file of vectors; the message is for whoever named it. */
export class VectorFileError extends Error {
  override readonly name = 'VectorFileError';
  readonly path: string;

  constructor(message: string, path: string, cause?: unknown) {
    super(message, { cause });
    this.path = path;
  }
}

/** The objects of a `.jsonl` file, gzipped or plain, at least one; throws `VectorFileError`. */
export function readLines(path: string): Trace[] {
  const lines = readText(path)
    .split('\n')
    .map((line, index) => [line.trim(), index + 1] as const)
    .filter(([line]) => line !== '');
  if (lines.length === 0) throw new VectorFileError('the file has no traces', path);
  return lines.map(([line, number]) => parseLine(line, number, path));
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new VectorFileError(`the file cannot be read (${code})`, path, cause);
  }
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (isGzip ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new VectorFileError('the file is damaged: it does not unpack', path, cause);
  }
}

function parseLine(line: string, number: number, path: string): Trace {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new VectorFileError(`line ${number} is not JSON`, path, cause);
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw new VectorFileError(`line ${number} is not an object`, path);
  return value as Trace;
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

/** A value's or a validator's id as text, whatever type the specification's instance gave it. */
export function idText(id: Plain): string {
  return typeof id === 'string' ? id : canonical(id);
}

/** The same of an id that may be nil. */
export function idOrNil(id: Plain | undefined): string | null {
  return id === undefined || id === null ? null : idText(id);
}

function variant(tag: string, value: Plain): Plain {
  if (tag === 'Nil') return null;
  if (tag === 'Val') return value;
  return isUnit(value) ? tag : { tag, value };
}

// An empty tuple, an empty record, or no content at all.
function isUnit(value: Plain | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Variables may carry the name of their module before `::`. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
