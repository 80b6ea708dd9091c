import Type from 'typebox';
import type { ActNotes } from '../http/journal-port.ts';
import { Problem } from '../http/problem.ts';
import type { AccountRefusal, Refused } from './account-parts.ts';

/** Name of an officer as the chain takes it. */
export const officerName = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });

/** The problem of a refusal; who has shown his key is refused in his own name. */
export function refuse(act: ActNotes, { officer, reason, waitMs }: Refused): Problem {
  if (officer !== undefined) act.actor = { type: 'officer', id: officer };
  const seconds = Math.ceil((waitMs ?? 0) / 1000);
  return new Problem(STATUSES[reason], reason, {
    fields: { seconds },
    ...(waitMs === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  });
}

const STATUSES: Readonly<Record<AccountRefusal, number>> = {
  ...{ 'source-locked': 429, 'account-locked': 429 },
  ...{ 'challenge-refused': 401, 'challenge-expired': 401, 'key-refused': 401 },
  ...{ 'factor-other': 401, 'code-wrong': 401, 'code-replayed': 401, 'passkey-refused': 401 },
  ...{ 'passkey-unavailable': 400, 'invitation-malformed': 400 },
  ...{ 'officer-revoked': 403, 'officer-changed': 403, 'role-elsewhere': 403 },
  ...{ 'account-missing': 403, 'account-stale': 403, 'credential-expired': 403 },
  ...{ 'invitation-other-home': 403, 'invitation-unknown': 404, 'officer-unknown': 404 },
  ...{ 'invitation-used': 410, 'invitation-expired': 410, 'accounts-full': 409 },
};
