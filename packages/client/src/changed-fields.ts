import type { EntryChangeAnswer } from './governance-answers.ts';

/** One field of an entry before and after, as text; undefined: it has none. */
export interface ChangedField {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The fields that a change touches; of a new entry, all that it states. */
export function changedFields({ before, after }: EntryChangeAnswer): ChangedField[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((name) => ({ name, before: wordOf(old[name]), after: wordOf(fresh[name]) }))
    .filter((field) => field.before !== field.after);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function wordOf(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
