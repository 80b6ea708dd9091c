// Users, what they accepted, and what was done about them, as the registry holds it.
import type { EnrolledKey } from './registry.ts';

export const UserType = { person: 1, organisation: 2 } as const;
export const Verification = { none: 0, formatOk: 1, verified: 2, expired: 3 } as const;
/** `closed` alone is stored; see `standingOf` of execution. */
export const Standing = { active: 1, limited: 2, suspended: 3, closed: 4 } as const;
export const SanctionGrade = { warn: 1, limit: 2, suspend: 3, close: 4 } as const;
export const SanctionStepKind = {
  imposed: 1,
  confirmed: 2,
  lifted: 3,
  appealed: 4,
  upheld: 5,
  overturned: 6,
} as const;

export interface User {
  id: string;
  type: number;
  key: EnrolledKey;
  verification: number;
  standing: number;
  answer: Uint8Array;
  answerSignature: Uint8Array;
  verifiedUntil: number;
  synthetic: boolean;
  registeredHeight: number;
  organisation: string;
  acceptances: Acceptance[];
}
export interface Acceptance {
  version: number;
  height: number;
  time: number;
  transactionId: Uint8Array;
}
export interface Agreement {
  organisation: string;
  versions: AgreementVersion[];
}
export interface AgreementVersion {
  version: number;
  textHash: Uint8Array;
  effectiveAt: number;
  officer: string;
  height: number;
  time: number;
  transactionId: Uint8Array;
}
export interface SanctionStep {
  kind: number;
  actor: string;
  role: number;
  height: number;
  time: number;
  reason: number;
  statement: Uint8Array;
  transactionId: Uint8Array;
}
export interface Sanction {
  id: Uint8Array;
  userId: string;
  organisation: string;
  grade: number;
  reason: number;
  basis: number;
  expiresAt: number;
  steps: SanctionStep[];
  previous: Uint8Array;
}
export interface Conduct {
  userId: string;
  latest: Uint8Array;
  open: Uint8Array[];
  day: number;
  dayRecords: number;
}
