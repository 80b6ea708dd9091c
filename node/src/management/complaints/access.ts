import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';

const HANDLERS = ['duty', 'reviewer', 'security-admin'] as const;

/** Own: given to the caller. */
const HANDLING = byRelation({ own: HANDLERS, organisation: ['security-admin'] });

/**
 * Anybody complains and looks up his own ticket. Who was given a complaint handles it, and so does
 * who answers for the people; the audit administrator sees how it goes and no contact.
 */
export const COMPLAINT_ACCESS: AccessTable = {
  'POST /v1/complaints': anyone(),
  'POST /v1/complaints/lookup': anyone(),
  'GET /v1/management/complaints': only(...HANDLERS, 'audit-admin'),
  'GET /v1/management/complaints/statistics': only(...HANDLERS, 'audit-admin', 'home'),
  'GET /v1/management/complaints/:id': only(...HANDLERS, 'audit-admin'),
  'POST /v1/management/complaints/:id/assign': HANDLING,
  'POST /v1/management/complaints/:id/answer': HANDLING,
  'POST /v1/management/complaints/:id/close': HANDLING,
  'POST /v1/management/complaints/:id/reveal': HANDLING,
};
