import type { BothLanguages, Severity } from './rule-set.ts';

/** What a text comes to under a rule set. */
export interface Verdict {
  /** The strictest severity of all rules that matched; `pass` when none did. */
  readonly action: 'pass' | Severity;
  readonly ruleSet: { readonly id: string; readonly version: number; readonly hash: Uint8Array };
  /** Every rule that matched, the strictest first, then in the order of the rule set. */
  readonly matches: readonly RuleMatch[];
}

export interface RuleMatch {
  readonly rule: string;
  readonly category: string;
  readonly severity: Severity;
  readonly reason: BothLanguages;
  /** Places where it matched; the first ones are listed. */
  readonly count: number;
  readonly places: readonly Place[];
}

/** One part for a rule of `any`, one for each group of `all`. */
export type Place = readonly Part[];

/** Something that was found: where in the original text, and what it was read as. */
export interface Part {
  /** UTF-16 code units of the original text, the end not included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ScreenRefusal =
  /** More code units than `TEXT_UNITS_MAX`. */
  | 'text-too-long'
  /** A surrogate without its other half: no Unicode text. */
  | 'text-not-well-formed';

export type Screening =
  | { readonly ok: true; readonly verdict: Verdict }
  | { readonly ok: false; readonly reason: ScreenRefusal };
