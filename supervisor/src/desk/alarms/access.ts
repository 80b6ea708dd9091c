import { type AccessTable, only } from '@mingjing/service';

export const ALARMS_ACCESS: AccessTable = {
  'GET /v1/desk/alarms': only('home', 'supervision-officer'),
  'GET /v1/desk/alarms/:id': only('home', 'supervision-officer'),
  'POST /v1/desk/alarms/:id/steps': only('supervision-officer'),
};
