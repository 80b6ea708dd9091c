/** What an item comes to. Unknown is never green: what was not looked at is `not-measured`. */
export const VERDICTS = ['met', 'mostly-met', 'not-met', 'not-applicable', 'not-measured'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What an answer rests on. */
export const ANSWER_KINDS = ['measured', 'confirmed', 'attested', 'not-measurable'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** A sentence of the catalogue with its numbers and names. */
export interface Fact {
  /** Key below `facts` of the catalogue that renders it. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What an answer can be held against. */
export interface Footing {
  /** What it is, as a key below `footings` of the catalogue. */
  readonly key: string;
  /** SHA-256, or an id of the chain, in lower-case hexadecimal. */
  readonly hash: string;
  /** Where it lies, such as `maintenance/17`, where that says more than the key. */
  readonly place?: string;
}

/** What a program found out itself. */
export interface Measurement {
  /** What it found, as far as a machine can say. */
  readonly outcome: Verdict;
  readonly facts: readonly Fact[];
  readonly standsOn: readonly Footing[];
  /** Id of the node whose program measured. */
  readonly by: string;
  /** The program's clock, ms, and the height of its chain. */
  readonly at: number;
  readonly height: number;
  /** Told by the operator's program to a supervision node, which did not measure it itself. */
  readonly isStated: boolean;
}

/** What a named person saw with his own eyes. */
export interface Confirmation {
  readonly officer: string;
  readonly at: number;
  /** Whether what he saw agrees with what was measured. */
  readonly agrees: boolean;
  /** What he saw, in his words. */
  readonly saw?: string;
}

/** A paper with an owner and an end. */
export interface AttestedDocument {
  readonly id: string;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly issuer: string;
  /** Officer who attested it; empty: nobody did. */
  readonly attestor: string;
  readonly issuedAt: number;
  /** Null: it has no end. */
  readonly expiresAt: number | null;
  /** Made for a demonstration: printed as an example, whatever else holds. */
  readonly isDemonstration: boolean;
}

/** Everything that is known of an item. */
export interface Findings {
  readonly measurement?: Measurement;
  readonly confirmation?: Confirmation;
  readonly document?: AttestedDocument;
}

/** Why a verdict is not better, in the order in which they were found. */
export const VERDICT_REASONS = [
  'not-looked-at',
  'measured-otherwise',
  'confirmation-missing',
  'confirmation-differs',
  'document-missing',
  'document-not-attested',
  'document-expired',
  'document-not-valid-yet',
  'stated-by-operator',
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** One line of the filled form. */
export interface Answer {
  readonly item: string;
  readonly kind: AnswerKind;
  readonly verdict: Verdict;
  readonly reasons: readonly VerdictReason[];
  /** Rests on a document made for a demonstration. */
  readonly isExample: boolean;
  readonly findings: Findings;
}

/** How a run came about: at home, by two officers, or to see whether one is ready. */
export const RUN_KINDS = ['self-check', 'inspection', 'rehearsal'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** How an item stands against the run before. */
export interface ItemChange {
  readonly item: string;
  /** Null: it was not in that run. */
  readonly before: Verdict | null;
  /** Null: it is not in this one. */
  readonly after: Verdict | null;
  readonly direction: 'better' | 'worse' | 'other';
}

/** From bad to good. What was not looked at is neither better nor worse than what was bad. */
const RANKS: Readonly<Record<Verdict, number>> = {
  'not-met': 0,
  'not-measured': 0,
  'mostly-met': 1,
  met: 2,
  'not-applicable': 2,
};

/** Two verdicts of an item as a change. */
export function changeOf(item: string, before: Verdict | null, after: Verdict | null): ItemChange {
  const step = before === null || after === null ? 0 : RANKS[after] - RANKS[before];
  const direction = step === 0 ? 'other' : step > 0 ? 'better' : 'worse';
  return { item, before, after, direction };
}
