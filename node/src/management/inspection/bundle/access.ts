import { type AccessTable, byRelation, only } from '@mingjing/service';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;
const READERS = [...ADMINISTRATORS, 'disclosure', 'duty', 'reviewer'] as const;

/** What a run leaves behind: whoever works here reads it, administrators open findings. */
export const INSPECTION_PAPERS_ACCESS: AccessTable = {
  'GET /v1/inspection/runs/:id/record': only('home', ...READERS),
  'GET /v1/inspection/runs/:id/bundle': only('home', ...ADMINISTRATORS, 'disclosure'),
  'GET /v1/inspection/runs/:id/pdf': only('home', ...ADMINISTRATORS, 'disclosure'),
  'GET /v1/inspection/runs/:id/html': only('home', ...ADMINISTRATORS, 'disclosure'),
  'GET /v1/inspection/findings': only('home', ...READERS),
  'POST /v1/inspection/findings': only(...ADMINISTRATORS),
  // Own: seen to by the caller, who does not give himself more time.
  'POST /v1/inspection/findings/:id/moves': byRelation(
    { organisation: ['security-admin', 'audit-admin'] },
    { own: 'finding-own' },
  ),
  'GET /v1/inspection/rehearsals': only('home', ...READERS),
  'POST /v1/inspection/rehearsals': only('home', ...READERS),
};
