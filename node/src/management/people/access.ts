import { type AccessTable, only } from '@mingjing/service';

const READERS = [
  ...['system-admin', 'security-admin', 'audit-admin', 'disclosure', 'reviewer', 'duty'],
] as const;

/** Names are hidden in part for all; one administrator keeps the registry, one watches it. */
export const PEOPLE_ACCESS: AccessTable = {
  'GET /v1/management/people': only(...READERS),
  'GET /v1/management/people/posts': only('home', ...READERS),
  'GET /v1/management/people/:id': only(...READERS),
  'POST /v1/management/people': only('security-admin'),
  'POST /v1/management/people/:id/change': only('security-admin'),
  'POST /v1/management/people/:id/trainings': only('security-admin'),
  'POST /v1/management/people/:id/letter': only('security-admin'),
  'POST /v1/management/people/:id/leave': only('security-admin'),
  'POST /v1/management/people/:id/reveal': only('security-admin', 'audit-admin'),
};
