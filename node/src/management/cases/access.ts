import { type AccessTable, only } from '@mingjing/service';

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
  'POST /v1/cases/:id/closing': only('reviewer', 'security-admin'),
  'GET /v1/cases/:id/bundle': only('security-admin'),
};
