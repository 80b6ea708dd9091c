import { type AccessTable, byRelation, only } from '@mingjing/service';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;

/** Those who run, secure and check the machines see how they are, and so does who is on duty. */
export const ASSURANCE_ACCESS: AccessTable = {
  'GET /v1/management/assurance': only('home', ...ADMINISTRATORS, 'duty'),
  'GET /v1/management/assurance/outbound': only('home', ...ADMINISTRATORS),
  'POST /v1/management/assurance/measure': only('home', 'system-admin', 'security-admin'),
  'GET /v1/management/assurance/keys': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/libraries': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/backups': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/pages': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/controls': only('home', ...ADMINISTRATORS, 'disclosure'),
  'GET /v1/management/assurance/drills': only('home', ...ADMINISTRATORS),
  // The path is one of the node's own machine.
  'POST /v1/management/assurance/drills': only('home', 'system-admin'),
  // Whoever finds something says so; the security administrator answers for what is done.
  'GET /v1/management/incidents': only('home', ...ADMINISTRATORS, 'duty', 'disclosure'),
  'GET /v1/management/incidents/:id': only('home', ...ADMINISTRATORS, 'duty', 'disclosure'),
  'POST /v1/management/incidents': only('security-admin', 'duty'),
  'POST /v1/management/incidents/:id/steps': only('security-admin', 'duty'),
  // A letter is taken in by who answers the door; what may be told is decided by others.
  'GET /v1/management/requests': only('security-admin', 'audit-admin', 'disclosure'),
  'GET /v1/management/requests/:id': only('security-admin', 'audit-admin', 'disclosure'),
  'POST /v1/management/requests': only('disclosure', 'duty'),
  // Own: taken in by the caller, when it is to be approved.
  'POST /v1/management/requests/:id/steps': byRelation(
    { organisation: ['security-admin', 'audit-admin', 'disclosure'] },
    { own: 'request-own-request' },
  ),
  'GET /v1/management/test-windows': only('home', ...ADMINISTRATORS, 'duty'),
  'GET /v1/management/test-windows/labels': only('home', ...ADMINISTRATORS, 'duty'),
  'POST /v1/management/test-windows': only('security-admin'),
  'POST /v1/management/test-windows/:id/end': only('security-admin'),
  // It is made to be shown: to whoever works here, and by them to an inspector.
  'GET /v1/management/topology': only('home', ...ADMINISTRATORS, 'duty', 'disclosure', 'reviewer'),
};
