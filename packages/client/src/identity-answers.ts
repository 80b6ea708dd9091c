// What the chain node API answers about users; see `answers.ts` for the conventions.

export interface SanctionStepAnswer {
  /** imposed, confirmed, lifted, appealed, upheld or overturned. */
  readonly step: string;
  /** Officer, or the user who appeals. */
  readonly actor: string;
  /** The officer's role then; null: the user. */
  readonly role: string | null;
  readonly height: number;
  readonly time: number;
  readonly reason: number;
  readonly statement: string | null;
  readonly transaction_id: string;
}
export interface SanctionAnswer {
  readonly id: string;
  /** warn, limit, suspend or close. */
  readonly grade: string;
  readonly reason: number;
  readonly basis: number;
  /** proposed, in-force, expired, lapsed, lifted or overturned. */
  readonly state: string;
  /** Null: a closing has no end. */
  readonly expires_at: number | null;
  readonly appeal_open: boolean;
  readonly steps: readonly SanctionStepAnswer[];
}
export interface AcceptanceAnswer {
  readonly version: number;
  readonly height: number;
  readonly time: number;
  readonly transaction_id: string;
}
/** A user as the chain knows him, at the latest block. */
export interface UserAnswer {
  readonly id: string;
  readonly type: string;
  readonly organisation: string;
  readonly synthetic: boolean;
  readonly key_id: string;
  readonly registered_height: number;
  /** verified, or expired. */
  readonly verification: string;
  readonly verified_until: number;
  /** active, limited, suspended or closed. */
  readonly standing: string;
  readonly may_write: boolean;
  /** Why he may not; null: he may. */
  readonly refusal: string | null;
  /** Version that he must have accepted; null: his organisation asks for none. */
  readonly agreement_required: number | null;
  /** 0: none. */
  readonly agreement_accepted: number;
  readonly acceptances: readonly AcceptanceAnswer[];
  /** Latest first. */
  readonly sanctions: readonly SanctionAnswer[];
  readonly more_sanctions: boolean;
  readonly height: number;
  readonly time: number;
}

export interface AgreementVersionAnswer {
  readonly version: number;
  readonly text_hash: string;
  readonly effective_at: number;
  readonly officer: string;
  readonly height: number;
  readonly time: number;
  readonly transaction_id: string;
  /** Users who accepted this version and no later one. */
  readonly accepted: number;
}
export interface AgreementAnswer {
  readonly organisation: string;
  /** Version that users must have accepted; null: the first is not in force yet. */
  readonly in_force: number | null;
  /** Users of the organisation who are not closed. */
  readonly users: number;
  /** Those of them who accepted what is in force, or more. */
  readonly covered: number;
  readonly versions: readonly AgreementVersionAnswer[];
}
export interface AgreementsAnswer {
  readonly agreements: readonly AgreementAnswer[];
  readonly height: number;
  readonly time: number;
}
