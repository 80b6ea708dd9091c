import type { Severity } from '@mingjing/screening';
import { Collection, type DocumentChange, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Judgement, ruleNameOf } from './judgement.ts';

const counts = Type.Object({ flag: Type.Number(), hold: Type.Number(), refuse: Type.Number() });
const day = Type.Object({ submissions: counts, rules: Type.Record(Type.String(), counts) });
/** What the rules did on one day: submissions by their verdict, and each rule by what it asked. */
export type RuleDay = Static<typeof day>;

/** Days are those of the place whose law the rules serve. */
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The calendar day in China of a time, as `2026-11-26`. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

function daysOn(shelf: Shelf): Collection<RuleDay> {
  return new Collection<RuleDay>(shelf, {
    name: 'rule-days',
    isValid: (value): value is RuleDay => Value.Check(day, value),
  });
}

/** A day with some judgements more; those that pass are counted nowhere. */
export function counted(before: RuleDay | undefined, judgements: readonly Judgement[]): RuleDay {
  const submissions = { ...(before?.submissions ?? zero()) };
  const rules = new Map(Object.entries(before?.rules ?? {}));
  for (const { action, findings } of judgements) {
    if (action === 'pass') continue;
    submissions[action] += 1;
    const met = new Map(findings.map((each) => [ruleNameOf(each), each.severity]));
    for (const [name, severity] of met) rules.set(name, oneMore(rules.get(name), severity));
  }
  return { submissions, rules: Object.fromEntries(rules) };
}

function zero() {
  return { flag: 0, hold: 0, refuse: 0 };
}

function oneMore(before: RuleDay['submissions'] | undefined, severity: Severity) {
  const known = before ?? zero();
  return { ...known, [severity]: known[severity] + 1 };
}

/**
 * The days on the shelf, the present one in memory: what is counted is part of the change that it
 * belongs to, and whoever makes that change has the shelf to himself meanwhile.
 */
export class RuleDays {
  readonly #days: Collection<RuleDay>;

  constructor(shelf: Shelf) {
    this.#days = daysOn(shelf);
  }

  /** The change that counts some judgements; to be made in the shelf's turn. */
  async count(judgements: readonly Judgement[], now: number): Promise<DocumentChange[]> {
    if (judgements.every(({ action }) => action === 'pass')) return [];
    const id = dayOf(now);
    return [this.#days.put(id, counted(await this.#days.get(id), judgements))];
  }

  /** Days from one to another, both included, the earliest first. */
  async between(from: string, to: string, limit: number) {
    // Days after a beginning of the first one: that day itself is among them.
    const found = await this.#days.list({ past: from.slice(0, -1), limit });
    return found.filter(({ id }) => id >= from && id <= to);
  }
}
