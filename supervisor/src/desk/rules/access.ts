import { type AccessTable, only } from '@mingjing/service';

/** Rules are the officers' own; who stands at the machine sees which are in force. */
export const RULES_ACCESS: AccessTable = {
  'GET /v1/desk/rules': only('home', 'supervision-officer'),
  'GET /v1/desk/rules/:version': only('home', 'supervision-officer'),
  'POST /v1/desk/rules': only('supervision-officer'),
  'POST /v1/desk/rules/:version/back-test': only('supervision-officer'),
  'POST /v1/desk/rules/:version/decision': only('supervision-officer'),
};
