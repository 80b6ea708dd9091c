import { type AccessTable, byRelation, only } from '@mingjing/service';

const WORKERS = ['reviewer', 'duty', 'security-admin'] as const;
const READERS = ['home', ...WORKERS, 'audit-admin'] as const;

/** Whoever answers for contents works on cases; evidence leaves by the security administrator. */
export const CASE_ACCESS: AccessTable = {
  'GET /v1/cases': only(...READERS),
  'GET /v1/cases/:id': only(...READERS),
  'POST /v1/cases': only(...WORKERS),
  'POST /v1/cases/:id/evidence': only(...WORKERS),
  'POST /v1/cases/:id/files': only(...WORKERS),
  'GET /v1/cases/:id/evidence/:evidence': only('reviewer', 'security-admin'),
  'POST /v1/cases/:id/actions': only(...WORKERS),
  'POST /v1/cases/:id/report': only(...WORKERS),
  // Own: opened by the caller.
  'POST /v1/cases/:id/closing': byRelation(
    { organisation: ['reviewer', 'security-admin'] },
    { own: 'case-same-person' },
  ),
  'GET /v1/cases/:id/bundle': only('security-admin'),
};
