import type { Caller } from './access.ts';

/** How a personal field is shown: as it is, with most of it hidden, or not at all. */
export type Sight = 'clear' | 'masked' | 'absent';

/** Who sees a field how; to whom it does not name it is absent. */
export type FieldRule = Readonly<Partial<Record<Caller, Sight>>>;

/** One line for each personal field that a program shows. */
export type FieldTable<F extends string = string> = Readonly<Record<F, FieldRule>>;

/** A value of a field as one caller sees it: whole, masked, or null. */
export type Seeing<F extends string> = (
  field: F,
  value: string | null | undefined,
  mask: (value: string) => string,
) => string | null;

/** The rule of a field that is shown in this way to these callers. */
export function shown(sight: Sight, ...callers: readonly Caller[]): FieldRule {
  return Object.fromEntries(callers.map((caller) => [caller, sight]));
}

export function sightOf(rule: FieldRule, caller: Caller): Sight {
  return rule[caller] ?? 'absent';
}

/** How a caller sees the fields of a table: the one way in which a route shows them. */
export function seeing<F extends string>(table: FieldTable<F>, caller: Caller): Seeing<F> {
  return (field, value, mask) => {
    const sight = sightOf(table[field], caller);
    if (value === null || value === undefined || sight === 'absent') return null;
    return sight === 'clear' ? value : mask(value);
  };
}
