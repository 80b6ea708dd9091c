import {
  GROUPS_MAX,
  LISTS_MAX,
  REASON_CHARS_MAX,
  RULES_MAX,
  TERMS_MAX,
  WITHIN_MAX,
} from './limits.ts';
import { type RuleSetFault, SEVERITIES, type Severity } from './rule-set.ts';
import {
  type Found,
  fault,
  fieldsFault,
  first,
  firstOf,
  integerFault,
  isName,
  isObject,
  type JsonObject,
} from './rule-set-fault.ts';
import { type ReadTerm, readTerm, termKey } from './terms.ts';

/** What is wrong with the JSON of a rule set, by the table in `docs/spec/screening.md`. */
export function ruleSetFault(json: unknown): Found {
  return first(
    () => fieldsFault(json, '', ['format', 'id', 'version', 'title', 'rules'], ['lists']),
    () => headFault(json as JsonObject),
    () => listsFault((json as JsonObject)['lists']),
    () => rulesFault(json as JsonObject),
    () => countFault(json as JsonObject),
  );
}

function headFault({ format, id, version, title }: JsonObject): Found {
  if (format !== 1) return fault('bad-format', '', 'format');
  if (!isName(id)) return fault('bad-id', '', 'id');
  return first(
    () => integerFault(version, '', 'version', [1, 0x7fffffff]),
    () => bothLanguagesFault(title, '', 'title'),
  );
}

function listsFault(lists: unknown): Found {
  if (lists === undefined) return undefined;
  if (!isObject(lists)) return fault('not-an-object', 'lists', '$');
  const names = Object.keys(lists);
  if (names.length > LISTS_MAX) return fault('too-many', 'lists', String(names.length));
  return firstOf(names, (name) => {
    if (!isName(name)) return fault('bad-id', 'lists', name);
    return termsFault(lists[name], `lists/${name}`, name, undefined);
  });
}

function rulesFault({ lists, rules }: JsonObject): Found {
  if (!Array.isArray(rules) || rules.length === 0) return fault('missing-field', '', 'rules');
  if (rules.length > RULES_MAX) return fault('too-many', '', 'rules');
  const ids = new Set<string>();
  const known = new Set(Object.keys((lists ?? {}) as JsonObject));
  return firstOf(rules.entries(), ([index, rule]) => {
    const id = isObject(rule) ? rule['id'] : undefined;
    const place = `rules/${isName(id) ? id : index}`;
    const found = ruleFault(rule, place, known);
    if (found !== undefined) return found;
    if (ids.has(String(id))) return fault('id-repeated', place, String(id));
    ids.add(String(id));
    return undefined;
  });
}

const REQUIRED = ['id', 'category', 'severity', 'reason'];
const OPTIONAL = ['any', 'all', 'within', 'except', 'unless'];

function ruleFault(rule: unknown, place: string, lists: ReadonlySet<string>): Found {
  return first(
    () => fieldsFault(rule, place, REQUIRED, OPTIONAL),
    () => labelsFault(rule as JsonObject, place),
    () => conditionFault(rule as JsonObject, place, lists),
    () => exceptionsFault(rule as JsonObject, place, lists),
  );
}

function labelsFault({ id, category, severity, reason }: JsonObject, place: string): Found {
  if (!isName(id)) return fault('bad-id', place, 'id');
  if (!isName(category)) return fault('bad-category', place, 'category');
  if (!SEVERITIES.includes(severity as Severity)) return fault('bad-severity', place, 'severity');
  return bothLanguagesFault(reason, place, 'reason');
}

function conditionFault(rule: JsonObject, place: string, lists: ReadonlySet<string>): Found {
  const { any, all, within } = rule;
  if ((any === undefined) === (all === undefined)) return fault('any-or-all', place, 'any');
  if (all === undefined) {
    if (within !== undefined) return fault('within-without-all', place, 'within');
    return termsFault(any, place, 'any', lists);
  }
  if (!Array.isArray(all) || all.length < 2) return fault('bad-terms', place, 'all');
  if (all.length > GROUPS_MAX) return fault('too-many', place, 'all');
  return first(
    () => firstOf(all, (group) => termsFault(group, place, 'all', lists)),
    () => withinFault(within, place),
  );
}

function exceptionsFault(rule: JsonObject, place: string, lists: ReadonlySet<string>): Found {
  const { except, unless } = rule;
  return first(
    () => (except === undefined ? undefined : termsFault(except, place, 'except', lists)),
    () => (unless === undefined ? undefined : contextFault(unless, place, lists)),
    () => neverFault(rule, place),
  );
}

function contextFault(unless: unknown, place: string, lists: ReadonlySet<string>): Found {
  return first(
    () => fieldsFault(unless, place, ['terms'], ['within']),
    () => termsFault((unless as JsonObject)['terms'], place, 'unless', lists),
    () => withinFault((unless as JsonObject)['within'], place),
  );
}

function withinFault(within: unknown, place: string): Found {
  return within === undefined ? undefined : integerFault(within, place, 'within', [1, WITHIN_MAX]);
}

/** An exception that is one of the phrases themselves would silence that phrase. */
function neverFault({ any, all, except = [] }: JsonObject, place: string): Found {
  const allowed = new Set((except as string[]).map(keyOf));
  const written = [any ?? [], ...((all as string[][] | undefined) ?? [])].flat() as string[];
  const silenced = written.find((term) => allowed.has(keyOf(term)));
  return silenced === undefined ? undefined : fault('never-matches', place, silenced);
}

function keyOf(term: string): string {
  return termKey(readTerm(term) as ReadTerm);
}

/** Terms of a rule; of a list, which may name no list, when `lists` is undefined. */
function termsFault(
  terms: unknown,
  place: string,
  field: string,
  lists: ReadonlySet<string> | undefined,
): Found {
  if (!Array.isArray(terms) || terms.length === 0) return fault('bad-terms', place, field);
  if (terms.length > TERMS_MAX) return fault('too-many', place, field);
  const keys = new Set<string>();
  return firstOf(terms as unknown[], (term) => {
    const kind = typeof term === 'string' ? termFault(term, lists, keys) : 'bad-terms';
    return kind === undefined ? undefined : fault(kind, place, String(term));
  });
}

function termFault(
  term: string,
  lists: ReadonlySet<string> | undefined,
  keys: Set<string>,
): RuleSetFault | undefined {
  const read = readTerm(term);
  if (typeof read === 'string') return read;
  if (read.kind === 'list' && lists === undefined) return 'list-in-list';
  if (read.kind === 'list' && !lists?.has(read.name)) return 'unknown-list';
  const key = termKey(read);
  if (keys.has(key)) return 'term-repeated';
  keys.add(key);
  return undefined;
}

function bothLanguagesFault(value: unknown, place: string, field: string): Found {
  return first(
    () => fieldsFault(value, place, ['zh', 'en']),
    () =>
      firstOf(Object.values(value as JsonObject), (text) => {
        const isText = typeof text === 'string' && text.trim() !== '' && text.isWellFormed();
        return isText && text.length <= REASON_CHARS_MAX
          ? undefined
          : fault('bad-text', place, field);
      }),
  );
}

/** All terms together, as they are written. */
function countFault({ lists = {}, rules }: JsonObject): Found {
  const written = [
    ...Object.values(lists as Record<string, string[]>),
    ...(rules as JsonObject[]).flatMap(({ any, all, except, unless }) => [
      ...[(any ?? []) as string[], ...((all ?? []) as string[][]), (except ?? []) as string[]],
      (unless as { terms: string[] } | undefined)?.terms ?? [],
    ]),
  ];
  const count = written.reduce((sum, { length }) => sum + length, 0);
  return count > TERMS_MAX ? fault('too-many', '', `${count} terms`) : undefined;
}
