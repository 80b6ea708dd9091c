import type { RoleName } from '@mingjing/protocol';
import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';
import { DESK_ACCESS } from '../desk/desk.ts';

/** Officers with an account at a supervision node. */
export const ACCOUNT_ROLES: readonly RoleName[] = ['supervision-officer'];

/**
 * Who may use which route of the supervision console: the one place where it is decided. `home` is
 * whoever may read the home on the node's own machine.
 */
export const CONSOLE_ACCESS: AccessTable = {
  // What the chain shows to everybody; an officer who reads it in office says what for.
  'GET /v1/situation': anyone(),
  'GET /v1/validators': anyone(),
  'GET /v1/alarms': anyone(),
  'GET /v1/events': anyone(),
  'GET /v1/records': anyone(),
  'GET /v1/records/:id': anyone(),
  'GET /v1/records/:id/receipt': anyone(),
  'GET /v1/blocks/:height': anyone(),
  'GET /v1/state-roots': anyone(),
  'GET /v1/archive': only('home', 'supervision-officer'),
  'GET /v1/orders/:id/receipts': anyone(),

  'GET /journal/:log/checkpoint': anyone(),
  'GET /journal/:log/tile/*': anyone(),
  'GET /v1/journal/anchors/:node': anyone(),
  'GET /v1/journal/retention-certificate': anyone(),
  // Bodies of every organisation's journal.
  'GET /v1/journal/search': only('home', 'supervision-officer'),
  'POST /v1/journal/export': only('home', 'supervision-officer'),

  'POST /v1/enrolment/challenge': anyone(),
  'POST /v1/enrolment': anyone(),
  'POST /v1/session/challenge': anyone(),
  'POST /v1/session': anyone(),
  'GET /v1/session': only('supervision-officer'),
  'DELETE /v1/session': only('supervision-officer'),
  // An authority has no administrators on the chain: who stands at the machine stands in for them.
  'GET /v1/sessions': byRelation({ own: ['supervision-officer', 'home'], organisation: ['home'] }),
  'DELETE /v1/sessions/:id': byRelation({
    own: ['supervision-officer', 'home'],
    organisation: ['home'],
  }),
  'GET /v1/accounts': only('home', 'supervision-officer'),
  'POST /v1/accounts/invitations': only('home'),

  ...DESK_ACCESS,
};
