import { type AccessTable, only } from '@mingjing/service';

/** Officers go on visits; who stands at the machine sees that they do. */
export const VISIT_ACCESS: AccessTable = {
  'GET /v1/desk/visits': only('home', 'supervision-officer'),
  'GET /v1/desk/visits/:id': only('home', 'supervision-officer'),
  'POST /v1/desk/visits': only('supervision-officer'),
  'POST /v1/desk/visits/:id/join': only('supervision-officer'),
  'POST /v1/desk/visits/:id/end': only('supervision-officer'),
};
