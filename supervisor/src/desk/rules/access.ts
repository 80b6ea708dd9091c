import { type AccessTable, byRelation, only } from '@mingjing/service';

/** Rules are the officers' own; who stands at the machine sees which are in force. */
export const RULES_ACCESS: AccessTable = {
  'GET /v1/desk/rules': only('home', 'supervision-officer'),
  'GET /v1/desk/rules/:version': only('home', 'supervision-officer'),
  'POST /v1/desk/rules': only('supervision-officer'),
  'POST /v1/desk/rules/:version/back-test': only('supervision-officer'),
  // Own: proposed by the caller, when it is to be let in; he may take it back.
  'POST /v1/desk/rules/:version/decision': byRelation(
    { organisation: ['supervision-officer'] },
    { own: 'rules-same-person' },
  ),
};
