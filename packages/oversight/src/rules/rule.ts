import type { RuleSet as ContentRules } from '@mingjing/screening';
import type { Severity } from '../alarms.ts';

interface RuleBase {
  /** Names the rule within its set: `[a-z][a-z0-9-]{1,31}`. */
  readonly id: string;
  readonly severity: Severity;
}

/** More publications of one subject within a time than it may have. */
export interface RateRule extends RuleBase {
  readonly kind: 'rate';
  readonly per: 'user' | 'organisation';
  readonly count: number;
  readonly windowMs: number;
}

/** A text that content rules would flag, hold or refuse. */
export interface KeywordRule extends RuleBase {
  readonly kind: 'keyword';
  readonly content: ContentRules;
  /** The mildest verdict that is an alarm. */
  readonly from: 'flag' | 'hold' | 'refuse';
}

/** A publication at a time of day of Asia/Shanghai, in minutes; `from` may be later than `to`. */
export interface HoursRule extends RuleBase {
  readonly kind: 'hours';
  readonly from: number;
  readonly to: number;
  /** None named: all. */
  readonly organisations: readonly string[];
}

/** A publication of one of some organisations. */
export interface OrganisationRule extends RuleBase {
  readonly kind: 'organisation';
  readonly organisations: readonly string[];
}

/** A publication of somebody who was not verified. */
export interface UnverifiedRule extends RuleBase {
  readonly kind: 'unverified-writer';
}

/** No publication of an organisation for so long. */
export interface SilenceRule extends RuleBase {
  readonly kind: 'silence';
  readonly organisations: readonly string[];
  readonly quietMs: number;
}

/** A look-through that failed. */
export interface LookThroughRule extends RuleBase {
  readonly kind: 'look-through';
}

/** An order that was not carried out by its deadline. */
export interface OverdueRule extends RuleBase {
  readonly kind: 'overdue-order';
}

/** More attempts of strangers to connect than a time may have. */
export interface AdmissionRule extends RuleBase {
  readonly kind: 'admission';
  readonly count: number;
  readonly windowMs: number;
}

export type WatchRule =
  | RateRule
  | KeywordRule
  | HoursRule
  | OrganisationRule
  | UnverifiedRule
  | SilenceRule
  | LookThroughRule
  | OverdueRule
  | AdmissionRule;
export type WatchRuleKind = WatchRule['kind'];

export const WATCH_RULE_KINDS = [
  'rate',
  'keyword',
  'hours',
  'organisation',
  'unverified-writer',
  'silence',
  'look-through',
  'overdue-order',
  'admission',
] as const satisfies readonly WatchRuleKind[];

/** A version of the authority's rules. */
export interface WatchSet {
  readonly version: number;
  readonly rules: readonly WatchRule[];
}

/** What a rule found; the same facts give the same findings, in the same order. */
export interface Finding {
  readonly rule: string;
  readonly kind: WatchRuleKind;
  readonly severity: Severity;
  /** Whom or what it is about: a user, a record, an order, a source. */
  readonly subject: string;
  readonly organisation: string;
  /** Of the block by which it was found. */
  readonly height: number;
  readonly time: number;
  /** How many, where the rule counts; else 1. */
  readonly count: number;
  /** Content rules that matched, or what failed. */
  readonly reasons: readonly string[];
}

/** Names a finding among all of a set's: one rule finds one subject once in a block. */
export function findingKey({ rule, subject, height }: Finding): string {
  return `${rule}/${subject}@${height}`;
}
