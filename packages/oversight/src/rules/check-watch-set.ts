import { checkRuleSet } from '@mingjing/screening';
import { WATCH_COUNT_MAX, WATCH_RULES_MAX, WATCH_WINDOW_MS_MAX } from '../limits.ts';
import { WATCH_RULE_KINDS, type WatchRule, type WatchRuleKind, type WatchSet } from './rule.ts';

/** Why something is no set of rules, and where: the id of the rule, or its place. */
export interface WatchSetRefusal {
  readonly fault:
    | 'not-an-object'
    | 'bad-version'
    | 'no-rules'
    | 'too-many-rules'
    | 'unknown-kind'
    | 'bad-id'
    | 'same-id'
    | 'bad-severity'
    | 'bad-field'
    | 'unknown-field'
    | 'content-rules';
  readonly place: string;
}

const ID = /^[a-z][a-z0-9-]{1,31}$/;
const ORGANISATIONS_MAX = 256;
const VERSION_MAX = 2 ** 31 - 1;
const DAY_MINUTES = 24 * 60;
const WINDOW_MS_MIN = 1000;

type Judge = (value: unknown) => boolean;
const isWhole = (minimum: number, maximum: number): Judge => {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
};
const isOneOf = (names: readonly string[]): Judge => {
  return (value) => typeof value === 'string' && names.includes(value);
};
const isList = (minimum: number): Judge => {
  return (value) =>
    Array.isArray(value) &&
    value.length >= minimum &&
    value.length <= ORGANISATIONS_MAX &&
    value.every((each) => typeof each === 'string' && ID.test(each));
};
const isWindow = isWhole(WINDOW_MS_MIN, WATCH_WINDOW_MS_MAX);
const isCount = isWhole(1, WATCH_COUNT_MAX);
const isMinute = isWhole(0, DAY_MINUTES - 1);

/** Fields of each kind beside id, kind and severity. */
const FIELDS: Readonly<Record<WatchRuleKind, Readonly<Record<string, Judge>>>> = {
  rate: { per: isOneOf(['user', 'organisation']), count: isCount, windowMs: isWindow },
  keyword: {
    content: (value) => checkRuleSet(value).ok,
    from: isOneOf(['flag', 'hold', 'refuse']),
  },
  hours: { from: isMinute, to: isMinute, organisations: isList(0) },
  organisation: { organisations: isList(1) },
  'unverified-writer': {},
  silence: { organisations: isList(1), quietMs: isWindow },
  'look-through': {},
  'overdue-order': {},
  admission: { count: isCount, windowMs: isWindow },
};
const COMMON = ['id', 'kind', 'severity'];
const SEVERITIES = ['critical', 'major', 'minor'];

export type CheckedWatchSet =
  | { readonly ok: true; readonly value: WatchSet }
  | { readonly ok: false; readonly refusal: WatchSetRefusal };

/** Judges data that is said to be a set of rules; nothing in it is taken that is not known. */
export function checkWatchSet(data: unknown): CheckedWatchSet {
  const refusal = refusalOf(data);
  return refusal === undefined ? { ok: true, value: data as WatchSet } : { ok: false, refusal };
}

function refusalOf(data: unknown): WatchSetRefusal | undefined {
  if (!isRecord(data)) return { fault: 'not-an-object', place: '' };
  const unknown = Object.keys(data).find((name) => name !== 'version' && name !== 'rules');
  if (unknown !== undefined) return { fault: 'unknown-field', place: unknown };
  const { rules, version } = data;
  if (!isWhole(1, VERSION_MAX)(version)) return { fault: 'bad-version', place: 'version' };
  if (!Array.isArray(rules) || rules.length === 0) return { fault: 'no-rules', place: 'rules' };
  if (rules.length > WATCH_RULES_MAX) return { fault: 'too-many-rules', place: 'rules' };
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const refusal = ruleRefusal(rule, index, ids);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function ruleRefusal(rule: unknown, index: number, ids: Set<string>): WatchSetRefusal | undefined {
  const place = `rules[${index}]`;
  if (!isRecord(rule)) return { fault: 'not-an-object', place };
  const { id, kind, severity } = rule as Partial<WatchRule>;
  if (typeof id !== 'string' || !ID.test(id)) return { fault: 'bad-id', place };
  if (ids.has(id)) return { fault: 'same-id', place: id };
  ids.add(id);
  if (kind === undefined || !WATCH_RULE_KINDS.includes(kind)) {
    return { fault: 'unknown-kind', place: id };
  }
  if (!isOneOf(SEVERITIES)(severity)) return { fault: 'bad-severity', place: id };
  return fieldRefusal(rule, id, FIELDS[kind]);
}

function fieldRefusal(
  rule: Readonly<Record<string, unknown>>,
  id: string,
  fields: Readonly<Record<string, Judge>>,
): WatchSetRefusal | undefined {
  const known = [...COMMON, ...Object.keys(fields)];
  const unknown = Object.keys(rule).find((name) => !known.includes(name));
  if (unknown !== undefined) return { fault: 'unknown-field', place: `${id}.${unknown}` };
  const bad = Object.entries(fields).find(([name, judge]) => !judge(rule[name]));
  if (bad === undefined) return undefined;
  const fault = bad[0] === 'content' ? 'content-rules' : 'bad-field';
  return { fault, place: `${id}.${bad[0]}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
