import { type AccessTable, byRelation, only } from '@mingjing/service';

const OFFICERS = ['supervision-officer'] as const;

/**
 * Officers go on visits; who stands at the machine sees that they do. Own: the caller takes part.
 * Foreign: the visited organisation is beyond his scope.
 */
export const VISIT_ACCESS: AccessTable = {
  'GET /v1/desk/visits': only('home', 'supervision-officer'),
  'GET /v1/desk/visits/:id': only('home', 'supervision-officer'),
  'POST /v1/desk/visits': byRelation({ organisation: OFFICERS }, { foreign: 'scope-subject' }),
  'POST /v1/desk/visits/:id/join': byRelation(
    { organisation: OFFICERS },
    { own: 'visit-same-officer', foreign: 'scope-subject' },
  ),
  'POST /v1/desk/visits/:id/end': byRelation(
    { own: OFFICERS },
    { organisation: 'visit-of-others', foreign: 'visit-of-others' },
  ),
};
