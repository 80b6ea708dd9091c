import { type AccessTable, only } from '@mingjing/service';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;

/** Those who run, secure and check the machines see how they are; whoever is on duty sees it, too. */
export const ASSURANCE_ACCESS: AccessTable = {
  'GET /v1/management/assurance': only('home', ...ADMINISTRATORS, 'duty'),
  'GET /v1/management/assurance/outbound': only('home', ...ADMINISTRATORS),
  'POST /v1/management/assurance/measure': only('home', 'system-admin', 'security-admin'),
  'GET /v1/management/assurance/keys': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/libraries': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/backups': only('home', ...ADMINISTRATORS),
  'GET /v1/management/assurance/drills': only('home', ...ADMINISTRATORS),
  // The path is one of the node's own machine.
  'POST /v1/management/assurance/drills': only('home', 'system-admin'),
  // It is made to be shown: to whoever works here, and by them to an inspector.
  'GET /v1/management/topology': only('home', ...ADMINISTRATORS, 'duty', 'disclosure', 'reviewer'),
};
