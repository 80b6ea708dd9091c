import type { RoleName } from '@mingjing/protocol';
import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';
import { DESK_ACCESS } from '../desk/desk.ts';
import { BY_SCOPE, OWN_OR_BY_SCOPE } from '../desk/reads/access.ts';

/** Officers with an account at a supervision node. */
export const ACCOUNT_ROLES: readonly RoleName[] = ['supervision-officer'];

/** The people of the authority, and whoever stands at the machine. */
const OURS = only('home', 'supervision-officer');

/**
 * Who may use which route of the supervision console: the one place where it is decided. `home` is
 * whoever may read the home on the node's own machine.
 */
export const CONSOLE_ACCESS: AccessTable = {
  'GET /v1/situation': OURS,
  'GET /v1/day': OURS,
  'GET /v1/validators': OURS,
  'GET /v1/journals': OURS,
  'GET /v1/chain': OURS,
  'GET /v1/genesis': OURS,
  'GET /v1/alarms': OURS,
  'GET /v1/events': OURS,
  // What is beyond the scope is left out of a list.
  'GET /v1/records': OURS,
  'GET /v1/records/:id': BY_SCOPE,
  'GET /v1/records/:id/receipt': BY_SCOPE,
  'GET /v1/blocks/:height': OURS,
  'GET /v1/state-roots': OURS,
  'GET /v1/archive': OURS,
  'GET /v1/orders/:id/receipts': OURS,

  // What witnesses and whoever checks this node's own journal ask for: nothing of anybody's data.
  'GET /journal/:log/checkpoint': anyone(),
  'GET /journal/:log/tile/*': anyone(),
  'GET /v1/journal/anchors/:node': anyone(),
  'GET /v1/journal/retention-certificate': anyone(),
  // Bodies of every organisation's journal.
  'GET /v1/journal/search': OWN_OR_BY_SCOPE,
  'POST /v1/journal/export': OURS,

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
  'GET /v1/accounts': OURS,
  'POST /v1/accounts/invitations': only('home'),

  ...DESK_ACCESS,
};

/** The same where one service follows several chains, and a login is carried between them. */
export const SERVED_ACCESS: AccessTable = {
  ...CONSOLE_ACCESS,
  'POST /v1/session/vouched': only('supervision-officer'),
  // The service asks, with what it reads in the home; the officer's key is asked for all the same.
  'POST /v1/session/carried': only('home'),
};
