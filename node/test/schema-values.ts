// Values made from a JSON schema: good ones, and ones with something wrong somewhere in them.
import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

const DEPTH_MAX = 6;
const ITEMS_MAX = 4;
const CHARS_MAX = 80;

/** What no schema asks for, and callers send all the same. */
const JUNK: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', ' ', '\u0000', '\ud800', -1, 1e308, 0.1, [], {}, [[]]),
  fc.constantFrom(
    '../../etc/passwd',
    '%00',
    "' OR 1=1 --",
    '<script>',
    '{{7*7}}',
    '\u202e',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: CHARS_MAX }),
  fc.string({ minLength: 5000, maxLength: 9000 }),
  fc.integer(),
);

/** Made once: the same few patterns are asked for at every request, and each costs milliseconds. */
const MATCHING = new Map<string, fc.Arbitrary<string> | undefined>();

/** A value that fits the schema, as far as its keywords are known here. */
export function fitting(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => fitting(one, depth + 1)));
  if (depth > DEPTH_MAX) return fc.constant(null);
  switch (schema['type']) {
    case 'object':
      return fittingObject(schema, depth);
    case 'array':
      return fittingArray(schema, depth);
    case 'string':
      return fittingString(schema);
    case 'integer':
      return fc.integer(boundsOf(schema));
    case 'number':
      return fc.double({ ...boundsOf(schema), noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** The same with one thing in it replaced, left out or added; or something else altogether. */
export function broken(schema: Schema): fc.Arbitrary<unknown> {
  const bent = fc
    .tuple(fitting(schema), fc.nat(), JUNK)
    .map(([value, place, junk]) => bend(value, place, junk));
  return fc.oneof({ weight: 4, arbitrary: bent }, { weight: 1, arbitrary: JUNK });
}

function fittingObject(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, fitting(one, depth + 1)]),
  );
  return fc.record(model, { requiredKeys: required.filter((name) => name in model) });
}

function fittingArray(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const minimum = Number(schema['minItems'] ?? 0);
  const maximum = Math.min(Number(schema['maxItems'] ?? ITEMS_MAX), minimum + ITEMS_MAX);
  const items = fitting((schema['items'] ?? {}) as Schema, depth + 1);
  return fc.array(items, { minLength: minimum, maxLength: maximum });
}

function fittingString(schema: Schema): fc.Arbitrary<string> {
  const minimum = Number(schema['minLength'] ?? 0);
  const maximum = Math.max(minimum, Math.min(Number(schema['maxLength'] ?? CHARS_MAX), CHARS_MAX));
  const any = fc.string({ unit: 'grapheme', minLength: minimum, maxLength: maximum });
  const pattern = schema['pattern'];
  return typeof pattern === 'string' ? (matching(pattern) ?? any) : any;
}

/** Texts that match a pattern; undefined for one that cannot be generated from. */
function matching(pattern: string): fc.Arbitrary<string> | undefined {
  if (!MATCHING.has(pattern)) MATCHING.set(pattern, arbitraryOf(pattern));
  return MATCHING.get(pattern);
}

function arbitraryOf(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
}

function boundsOf(schema: Schema): { min: number; max: number } {
  const min = Number(schema['minimum'] ?? -1000);
  const max = Number(schema['maximum'] ?? Math.max(min, 0) + 1_000_000);
  return { min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) };
}

function bend(value: unknown, place: number, junk: unknown): unknown {
  if (typeof value !== 'object' || value === null) return junk;
  const keys = Object.keys(value);
  const key = keys[place % Math.max(keys.length, 1)];
  if (key === undefined) return Array.isArray(value) ? [junk] : { unknown: junk };
  const step = Math.floor(place / Math.max(keys.length, 1));
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  if (step % 4 === 0) copy[key] = junk;
  else if (step % 4 === 1) copy[key] = bend(copy[key], Math.floor(step / 4), junk);
  else if (step % 4 === 2) delete copy[key];
  else copy['unknown'] = junk;
  return copy;
}
