import { type AccessTable, only } from '@mingjing/service';

export const INTERVENTIONS_ACCESS: AccessTable = {
  'GET /v1/desk/interventions': only('home', 'supervision-officer'),
  'GET /v1/desk/interventions/:id': only('home', 'supervision-officer'),
  'POST /v1/desk/interventions': only('supervision-officer'),
  'POST /v1/desk/interventions/:id/sign': only('supervision-officer'),
  'POST /v1/desk/interventions/:id/withdraw': only('supervision-officer'),
};
