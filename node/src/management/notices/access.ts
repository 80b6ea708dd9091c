import { type AccessTable, anyone, only } from '@mingjing/service';

/** What the operator says in public is said by who answers for the people, not for machines. */
export const NOTICE_ACCESS: AccessTable = {
  'GET /v1/notices': anyone(),
  'POST /v1/notices': only('security-admin'),
  'DELETE /v1/notices/:id': only('security-admin'),
};
