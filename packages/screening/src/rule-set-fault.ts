import type { RuleSetFault, RuleSetRefusal } from './rule-set.ts';

export type Fault = RuleSetRefusal;
/** What is wrong with a part of a rule set; undefined when nothing is. */
export type Found = Fault | undefined;
export type JsonObject = Readonly<Record<string, unknown>>;

const DETAIL_CHARS_MAX = 64;
const NAME = /^[a-z][a-z0-9-]{1,31}$/;

export function fault(kind: RuleSetFault, place: string, detail: string): Fault {
  const shown = detail.toWellFormed();
  const isLong = shown.length > DETAIL_CHARS_MAX;
  return { fault: kind, place, detail: isLong ? `${shown.slice(0, DETAIL_CHARS_MAX)}…` : shown };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Identifier of a rule set, rule, list or category. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** The first fault of several parts, in their order; later parts are not looked at. */
export function first(...checks: readonly (() => Found)[]): Found {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first fault over a list of parts. */
export function firstOf<Item>(items: Iterable<Item>, check: (item: Item) => Found): Found {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An object with the named fields, all that are required and no other. */
export function fieldsFault(
  value: unknown,
  place: string,
  required: readonly string[],
  optional: readonly string[] = [],
): Found {
  if (!isObject(value)) return fault('not-an-object', place, '$');
  const unknown = Object.keys(value).find((key) => ![...required, ...optional].includes(key));
  if (unknown !== undefined) return fault('unknown-field', place, unknown);
  const missing = required.find((key) => !Object.hasOwn(value, key));
  return missing === undefined ? undefined : fault('missing-field', place, missing);
}

export function integerFault(
  value: unknown,
  place: string,
  field: string,
  [least, most]: readonly [number, number],
): Found {
  const isRight = Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
  return isRight ? undefined : fault('bad-number', place, field);
}
