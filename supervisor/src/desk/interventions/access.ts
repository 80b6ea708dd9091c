import { type AccessTable, byRelation, only } from '@mingjing/service';

const OFFICERS = ['supervision-officer'] as const;

/** Own: drafted by the caller. Foreign: about a subject beyond his scope. */
export const INTERVENTIONS_ACCESS: AccessTable = {
  'GET /v1/desk/interventions': only('home', 'supervision-officer'),
  'GET /v1/desk/interventions/:id': only('home', 'supervision-officer'),
  'POST /v1/desk/interventions': byRelation(
    { organisation: OFFICERS },
    { foreign: 'scope-subject' },
  ),
  'POST /v1/desk/interventions/:id/sign': byRelation(
    { organisation: OFFICERS },
    { own: 'intervention-same-person', foreign: 'scope-subject' },
  ),
  'POST /v1/desk/interventions/:id/withdraw': only('supervision-officer'),
};
