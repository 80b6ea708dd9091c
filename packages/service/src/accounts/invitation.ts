import { createHash } from 'node:crypto';
import type { RoleName } from '@mingjing/protocol';
import { changeOf, type OfficerFacts } from './account.ts';

/** A link that lets one officer enrol once. Only a hash of its secret is kept. */
export interface Invitation {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly officer: string;
  readonly role: RoleName;
  readonly publicKey: string;
  readonly madeAt: number;
  readonly usedAt: number | null;
}

/**
 * A day: it is handed over in person or by telephone within a working day, and a link that is
 * found later, in a message or on a desk, opens nothing.
 */
export const INVITATION_MS = 24 * 60 * 60_000;
/** Kept a while after its end, so that a late caller is told why and not that there is none. */
const REMEMBERED_MS = 7 * INVITATION_MS;
/** Beyond guessing. */
export const INVITATION_SECRET_BYTES = 32;

export type InvitationRefusal =
  | 'invitation-malformed'
  | 'invitation-other-home'
  | 'invitation-unknown'
  | 'invitation-used'
  | 'invitation-expired'
  | 'officer-revoked'
  | 'officer-changed';

const TOKEN = /^([a-z][a-z0-9-]{1,31})\.([A-Za-z0-9_-]{43})$/;

/** The token of a link: the node that made it, and a secret. */
export function invitationToken(nodeId: string, secret: Uint8Array): string {
  return `${nodeId}.${Buffer.from(secret).toString('base64url')}`;
}

export function invitationHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Why a token cannot be one of this node; undefined: it can. */
export function tokenFault(token: string, nodeId: string): InvitationRefusal | undefined {
  const [, maker] = TOKEN.exec(token) ?? [];
  if (maker === undefined) return 'invitation-malformed';
  return maker === nodeId ? undefined : 'invitation-other-home';
}

/** Why an invitation cannot be used at a time; undefined: it can. */
export function invitationFault(
  invitation: Invitation,
  officer: OfficerFacts | undefined,
  now: number,
): InvitationRefusal | undefined {
  if (invitation.usedAt !== null) return 'invitation-used';
  // Before it was made counts as after its end: a clock that went back lengthens no link.
  const age = now - invitation.madeAt;
  if (age < -CLOCK_MS || age >= INVITATION_MS) return 'invitation-expired';
  return changeOf(invitation, officer);
}

/** What a clock may be set back by in ordinary keeping of time. */
const CLOCK_MS = 60_000;

/** Whether nobody needs to be told of it any more. */
export function isForgotten({ madeAt }: Invitation, now: number): boolean {
  return Math.abs(now - madeAt) > REMEMBERED_MS;
}
