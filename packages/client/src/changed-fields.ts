import type { EntryChangeAnswer } from './governance-answers.ts';

/** One field of an entry before and after; undefined: it has none. */
export interface ChangedField {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields that a change touches; of a new entry, all that it states. */
export function changedFields({ before, after }: EntryChangeAnswer): ChangedField[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .map((name) => ({ name, before: old[name], after: fresh[name] }))
    .filter((field) => JSON.stringify(field.before) !== JSON.stringify(field.after));
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
