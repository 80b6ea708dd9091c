import { ROLE_NAMES } from '@mingjing/protocol';
import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';

const STAFF = ROLE_NAMES.filter((role) => role !== 'supervision-officer');
const PLANNERS = ['duty', 'security-admin'] as const;

/**
 * Everybody may know that somebody is on duty. The roster is made by who works on it and by who
 * answers for them; a challenge may come to whoever is on it, and is asked for by who watches.
 */
export const DUTY_ACCESS: AccessTable = {
  'GET /v1/duty/now': anyone(),
  'GET /v1/management/duty': only(...STAFF),
  'GET /v1/management/duty/shifts': only(...STAFF),
  'POST /v1/management/duty/shifts': only(...PLANNERS),
  'DELETE /v1/management/duty/shifts/:id': only(...PLANNERS),
  'POST /v1/management/duty/shifts/:id/reveal': only(...PLANNERS),
  'GET /v1/management/duty/challenges': only('duty', 'security-admin', 'audit-admin'),
  'GET /v1/management/duty/challenges/statistics': only('duty', 'security-admin', 'audit-admin'),
  'GET /v1/management/duty/challenges/mine': only(...STAFF),
  'POST /v1/management/duty/challenges': only('security-admin', 'audit-admin'),
  // Own: the caller is the one who was called.
  'POST /v1/management/duty/challenges/:id/answer': byRelation(
    { own: STAFF },
    { organisation: 'challenge-not-yours' },
  ),
};
