import type { RoleName } from '@mingjing/protocol';
import type { IdentifierKind } from '@mingjing/protocol/numbers';
import { ownIf, type Relation } from '@mingjing/service';
import { hasConsent } from './consents.ts';
import type { ConsentStep } from './user-file.ts';

/** What an officer may look up an identity for. */
export const REVEAL_PURPOSES = ['contact', 'complaint', 'sanction', 'legal-duty'] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

/** Who may ask, and who may allow it: never the same person, nor the same role. */
export const REVEAL_ROLES: readonly RoleName[] = ['security-admin', 'reviewer', 'disclosure'];
export const APPROVAL_ROLES: readonly RoleName[] = ['security-admin', 'audit-admin'];

/** How long a second officer has, and how long what he allowed is good for. */
export const APPROVAL_MS = 24 * 60 * 60_000;
const OPENING_MS = 10 * 60_000;
/** How long a screen shows what was revealed. */
export const SHOWN_MS = 30_000;

/** One who asked, and who allowed it. */
export interface RevealState {
  readonly user: string;
  readonly by: string;
  readonly role: string;
  readonly purpose: RevealPurpose;
  readonly reason: string;
  readonly askedAt: number;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly openedAt: number | null;
}

export interface Revealing {
  readonly id: string;
  readonly role: string;
}

/** A resident ID number is shown to nobody on one officer's word (PIPL, article 28). */
export function needsSecond(kind: IdentifierKind): boolean {
  return kind === 'resident-id';
}

/** Whether what was asked for still waits for a second officer. */
export function isWaiting({ approvedAt, askedAt }: RevealState, now: number): boolean {
  return approvedAt === null && now < askedAt + APPROVAL_MS;
}

/** Why an identity is not looked up for a purpose; undefined: it may be. */
export function purposeFault(
  purpose: RevealPurpose,
  consents: readonly ConsentStep[],
): 'consent-withdrawn' | undefined {
  const isCovered = purpose !== 'contact' || hasConsent(consents, 'contact');
  return isCovered ? undefined : 'consent-withdrawn';
}

/** Whose it is to whoever allows it: what his own role asked for is as his own. */
export function approvalRelation({ by, role }: RevealState, officer: Revealing): Relation {
  return ownIf(by === officer.id || role === officer.role);
}

/** Whose it is to whoever opens it. */
export function openingRelation({ by }: RevealState, officer: Revealing): Relation {
  return ownIf(by === officer.id);
}

/** Why nobody can allow it now. */
export function approvalFault(state: RevealState, now: number): 'reveal-over' | undefined {
  return isWaiting(state, now) ? undefined : 'reveal-over';
}

/** Why nobody can open it now. */
export function openingFault(
  state: RevealState,
  now: number,
): 'reveal-waiting' | 'reveal-over' | undefined {
  if (isWaiting(state, now)) return 'reveal-waiting';
  const { approvedAt, openedAt } = state;
  const isOver = approvedAt === null || openedAt !== null || now >= approvedAt + OPENING_MS;
  return isOver ? 'reveal-over' : undefined;
}
