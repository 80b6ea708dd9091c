import { type AccessTable, byRelation, only } from '@mingjing/service';

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;
const READERS = [...ADMINISTRATORS, 'disclosure', 'duty', 'reviewer'] as const;

/** Administrators run the self-check; whoever works here confirms what he saw, by name. */
export const INSPECTION_ACCESS: AccessTable = {
  'GET /v1/inspection/form': only('home', ...READERS),
  'GET /v1/inspection/runs': only('home', ...READERS),
  'GET /v1/inspection/runs/:id': only('home', ...READERS),
  'GET /v1/inspection/runs/:id/events': only('home', ...READERS),
  'POST /v1/inspection/runs': only('home', ...ADMINISTRATORS),
  'POST /v1/inspection/runs/:id/stop': only('home', ...ADMINISTRATORS),
  'GET /v1/inspection/confirmations': only('home', ...READERS),
  // A confirmation is a person's word: the home is none.
  'POST /v1/inspection/confirmations': only(...READERS),
  'POST /v1/inspection/confirmations/:item/withdraw': only(...READERS),
  // What is signed is signed at the desks of orders and sanctions, by whose they are.
  'GET /v1/inspection/drills': only('home', ...READERS),
  'GET /v1/inspection/pauses': only('home', ...READERS),
  'POST /v1/inspection/pauses': only('system-admin'),
  // Own: asked for by the caller.
  'POST /v1/inspection/pauses/:id/approve': byRelation(
    { organisation: ['security-admin', 'audit-admin'] },
    { own: 'pause-same-person' },
  ),
};
