// What the chain node API answers about governance; see `answers.ts` for the conventions.

export interface PolicyAnswer {
  readonly action: string;
  readonly rule: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly roles?: readonly string[];
  readonly organisations?: readonly string[];
  readonly required?: number;
  /** Officers who may cast an organisation's ballot now. */
  readonly voters?: readonly string[];
  readonly lock_ms: number;
  readonly period_ms: number;
}
export interface PoliciesAnswer {
  readonly policies: readonly PolicyAnswer[];
}

export interface ProposalAnswer {
  readonly id: string;
  readonly action: string;
  readonly proposer: string;
  readonly organisation: string;
  readonly status: string;
  readonly submitted_height: number;
  readonly submitted_at: number;
  readonly expires_at: number;
  /** Block time from which it is carried out; null: not approved. */
  readonly effect_at: number | null;
  readonly closed_height: number | null;
  readonly failure: string | null;
  readonly approvals: number;
  readonly refusals: number;
}
export interface ProposalsAnswer {
  readonly proposals: readonly ProposalAnswer[];
  readonly next_before: string | null;
}

export interface BallotAnswer {
  readonly organisation: string;
  readonly officer: string;
  readonly approve: boolean;
  readonly height: number;
  readonly transaction_id: string;
}
export interface EntryChangeAnswer {
  readonly kind: string;
  readonly identifier: string;
  readonly before: unknown;
  readonly after: unknown;
}
export interface DryRunAnswer {
  /** `done`, or why it would be refused. */
  readonly result: string;
  readonly changes: readonly EntryChangeAnswer[];
  readonly validators: readonly {
    readonly node_id: string;
    readonly organisation: string;
    readonly power: number;
  }[];
}
export interface ProposalDetailAnswer extends ProposalAnswer {
  readonly content: unknown;
  readonly policy: PolicyAnswer | null;
  readonly supervision_consents_needed: number;
  /** What the ballots come to now: open, approved or rejected. */
  readonly stands: string;
  readonly ballots: readonly BallotAnswer[];
  readonly still_to_vote: readonly string[];
  readonly dry_run: DryRunAnswer;
}

export interface ProposalsQuery {
  readonly status?: string;
  readonly limit?: number;
  /** The last id of the page before. */
  readonly before?: string;
}

export interface NodeMember {
  readonly id: string;
  readonly organisation: string;
  /** `validator`, `full` or `supervision`. */
  readonly role: string;
  readonly power: number;
  readonly region: string;
  /** Stated absent by a vote. */
  readonly is_absent: boolean;
  readonly revoked_height: number | null;
}
export interface OfficerMember {
  readonly id: string;
  readonly organisation: string;
  readonly role: string;
  readonly revoked_height: number | null;
}
export interface ReleaseAnswer {
  readonly version: string;
  readonly manifest_hash: string;
  /** Record of the assessment without which none is declared. */
  readonly assessment: string;
  readonly height: number;
  readonly withdrawn: boolean;
}
export interface MembersAnswer {
  readonly height: number;
  readonly organisations: readonly { readonly id: string; readonly region: string }[];
  readonly nodes: readonly NodeMember[];
  readonly officers: readonly OfficerMember[];
  readonly releases: readonly ReleaseAnswer[];
  /** Regions that nodes may stand in; none: anywhere. */
  readonly regions: readonly string[];
}
