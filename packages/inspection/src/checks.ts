import type { Fact, Footing, Measurement, Verdict } from '@mingjing/proofs';

/** What one look says of its item. That an item does not apply is no look's to say. */
export type CheckLevel = Exclude<Verdict, 'not-applicable'>;

/** One thing that a collector looked at. */
export interface Check {
  readonly level: CheckLevel;
  /** Said whatever came of it: a failed look prints its numbers, too. */
  readonly fact: Fact;
}

/** What a collector found of its item, before who found it and when is added. */
export interface Found {
  readonly checks: readonly Check[];
  readonly standsOn: readonly Footing[];
  /** The item asks for something that is not there at all, and need not be. */
  readonly isApplicable?: boolean;
  /** Another program measured it, and signed that: it is taken over as it is. */
  readonly stated?: Measurement;
}

/** From worst to best. What nobody could look at is not made good by what somebody did. */
const ORDER: readonly CheckLevel[] = ['not-met', 'not-measured', 'mostly-met', 'met'];

/** A look that is met or is not. */
export function check(isMet: boolean, key: string, values: Fact['values'] = {}): Check {
  return { level: isMet ? 'met' : 'not-met', fact: { key, values } };
}

/** A look that is met, or met in the main. */
export function mostly(isMet: boolean, key: string, values: Fact['values'] = {}): Check {
  return { level: isMet ? 'met' : 'mostly-met', fact: { key, values } };
}

/** Something that could not be looked at, and why. */
export function unknown(key: string, values: Fact['values'] = {}): Check {
  return { level: 'not-measured', fact: { key, values } };
}

/** What the looks at an item come to: the worst of them; nothing was looked at: `not-measured`. */
export function outcomeOf({ checks, isApplicable = true, stated }: Found): Verdict {
  if (stated !== undefined) return stated.outcome;
  if (!isApplicable) return 'not-applicable';
  const found = new Set(checks.map(({ level }) => level));
  return ORDER.find((level) => found.has(level)) ?? 'not-measured';
}

/** What was found, the worst first: whoever reads one line reads why the item is not met. */
export function factsOf(checks: readonly Check[]): Fact[] {
  return checks
    .toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))
    .map(({ fact }) => fact);
}
