/** What happens to a text that a rule matches, the mildest first. */
export const SEVERITIES = ['flag', 'hold', 'refuse'] as const;
/** Published and marked; held until a reviewer decides; not published. */
export type Severity = (typeof SEVERITIES)[number];

export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/**
 * What is looked for: a phrase; `@name`, a pattern of the code (`patterns.ts`); or `#name`, all
 * terms of a list of the rule set.
 */
export type Term = string;

/** One rule: any of some terms, or one of each group near each other. */
export interface Rule {
  /** Stable over all versions of a rule set. */
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly reason: BothLanguages;
  readonly any?: readonly Term[];
  readonly all?: readonly (readonly Term[])[];
  /** Normalised units between the beginnings of the first and the last of `all`; absent: any. */
  readonly within?: number;
  /** Allowed phrases: what lies inside one of them is not found. */
  readonly except?: readonly Term[];
  /** Context that makes a match harmless. */
  readonly unless?: Context;
}

export interface Context {
  readonly terms: readonly Term[];
  /** Normalised units between the context and the match; absent: anywhere in the text. */
  readonly within?: number;
}

/** A versioned set of rules, as its JSON says it. */
export interface RuleSet {
  readonly format: 1;
  readonly id: string;
  /** Grows with each change. */
  readonly version: number;
  readonly title: BothLanguages;
  readonly lists?: Readonly<Record<string, readonly Term[]>>;
  readonly rules: readonly Rule[];
}

/** Why a rule set was refused; a closed list. */
export const RULE_SET_FAULTS = [
  'too-large',
  'not-utf8',
  'not-json',
  'not-an-object',
  'unknown-field',
  'missing-field',
  'bad-format',
  'bad-id',
  'bad-category',
  'bad-severity',
  'bad-text',
  'bad-number',
  'bad-terms',
  'too-many',
  'id-repeated',
  'term-repeated',
  'term-too-short',
  'term-too-long',
  'unknown-pattern',
  'unknown-list',
  'list-in-list',
  'any-or-all',
  'within-without-all',
  'never-matches',
] as const;
export type RuleSetFault = (typeof RULE_SET_FAULTS)[number];

/** A refused rule set: what is wrong, in which rule or list, and at which field or term. */
export interface RuleSetRefusal {
  readonly fault: RuleSetFault;
  /** `rules/token-issue`, by its index while it has no good id; `lists/coins`; empty: the set. */
  readonly place: string;
  /** Field or term, shortened; `$` for the whole of it. */
  readonly detail: string;
}

export type ParsedRuleSet =
  | { readonly ok: true; readonly value: RuleSet }
  | { readonly ok: false; readonly refusal: RuleSetRefusal };
