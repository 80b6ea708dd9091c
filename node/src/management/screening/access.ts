import { type AccessTable, byRelation, only } from '@mingjing/service';

const WRITERS = ['reviewer', 'security-admin'] as const;
const READERS = ['home', ...WRITERS, 'audit-admin'] as const;

/** Rules are written and let in by two who answer for contents; the third administrator reads. */
export const SCREENING_ACCESS: AccessTable = {
  'GET /v1/screening/rule-sets': only(...READERS),
  'GET /v1/screening/rule-sets/:name/:version': only(...READERS),
  'POST /v1/screening/rule-sets': only(...WRITERS),
  'POST /v1/screening/rule-sets/:name/:version/back-test': only(...WRITERS),
  // Own: proposed by the caller, when it is to be let in; he may take it back.
  'POST /v1/screening/rule-sets/:name/:version/decision': byRelation(
    { organisation: WRITERS },
    { own: 'rule-set-same-person' },
  ),
  'GET /v1/screening/statistics': only(...READERS),
  'GET /v1/screening/settings': only(...READERS),
  'PUT /v1/screening/settings': only('security-admin'),
};
