import { ROLE_NAMES } from '@mingjing/protocol';
import { type AccessTable, anyone, only } from '@mingjing/service';

/** The signature says who sends one; all officers read it, and one of them answers. */
export const ADVISORY_ACCESS: AccessTable = {
  'POST /v1/advisories': anyone(),
  'GET /v1/management/advisories': only(
    'home',
    ...ROLE_NAMES.filter((role) => role !== 'supervision-officer'),
  ),
  'POST /v1/management/advisories/:id/acknowledge': only('security-admin'),
};
