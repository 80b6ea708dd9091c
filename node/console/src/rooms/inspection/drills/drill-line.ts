import type { IdentifierKind } from '@mingjing/protocol/numbers';

/** What the node answers about drills that officers walk through. */
export interface Drills {
  readonly time: number;
  /** Days within which a drill counts in the form. */
  readonly drill_days: number;
  /** Test subjects among the users who registered here. */
  readonly offers: readonly string[];
  /** Who confirms users at this node: nobody, a verifier of tests alone, or one of real people. */
  readonly registration: 'none' | 'synthetic' | 'real';
  readonly wrong_identities: readonly WrongIdentity[];
  readonly subject: DrillSubject | null;
  readonly drills: readonly DrillLine[];
}

export interface WrongIdentity {
  readonly kind: IdentifierKind;
  readonly number: string;
  /** The refusal that it has to meet. */
  readonly code: string;
}

export interface DrillSubject {
  readonly user: string;
  readonly fault: 'unknown' | 'not-marked' | 'elsewhere' | 'closed' | null;
  readonly verification: string;
  readonly standing: string;
}

export interface DrillStep {
  readonly step: string;
  readonly state: 'done' | 'waiting' | 'next' | 'later' | 'failed';
  readonly by: string | null;
  readonly height: number | null;
  readonly receipts: {
    readonly answered: number;
    readonly expected: number;
    readonly missing: readonly string[];
  } | null;
}

export interface DrillLine {
  readonly drill: string;
  readonly reference: string | null;
  readonly lift: string | null;
  readonly record: string | null;
  readonly whole: boolean;
  readonly began_at: number | null;
  readonly steps: readonly DrillStep[];
}
