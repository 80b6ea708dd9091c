import { ROLE_NAMES } from '@mingjing/protocol';
import { type AccessTable, only } from '@mingjing/service';

/** Everybody with an account has things waiting; the handler shows him his own. */
export const MANAGEMENT_ACCESS: AccessTable = {
  'GET /v1/management/agenda': only(
    'home',
    ...ROLE_NAMES.filter((role) => role !== 'supervision-officer'),
  ),
};
