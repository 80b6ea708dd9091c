import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';
import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';
import { MANAGEMENT_TABLE } from '../management/management.ts';

/** Officers with an account at a chain node: all but those of the authority. */
export const ACCOUNT_ROLES: readonly RoleName[] = ROLE_NAMES.filter(
  (role) => role !== 'supervision-officer',
);

const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'] as const;

/**
 * Who may use which route of a chain node: the one place where it is decided. `home` is whoever
 * may read the home on the node's own machine. What the chain shows of itself is public: it holds
 * no personal data, and whoever has a receipt must be able to check it.
 */
export const NODE_ACCESS: AccessTable = {
  'POST /v1/transactions': anyone(),
  'GET /v1/status': anyone(),
  'GET /v1/operator': anyone(),
  'GET /v1/genesis': anyone(),
  'GET /v1/validators': anyone(),
  'GET /v1/members': anyone(),
  'GET /v1/blocks/:height': anyone(),
  'GET /v1/records': anyone(),
  'GET /v1/records/:id': anyone(),
  'GET /v1/transactions/:id': anyone(),
  'GET /v1/receipts/:id': anyone(),
  'GET /v1/attachments/:commitment': anyone(),
  // Signed words of nodes about orders that stand on the chain.
  'GET /v1/orders/:id/receipts': anyone(),
  // Decisions are signed transactions; what is proposed and by whom stands on the chain.
  'GET /v1/governance/policies': anyone(),
  'GET /v1/governance/proposals': anyone(),
  'GET /v1/governance/proposals/:id': anyone(),
  'POST /v1/governance/dry-run': anyone(),
  // Orders name pseudonyms, records and codes, and stand on the chain with all of it.
  // Keys to seal to, and what authorities ordered: a sealed order names nobody.
  'GET /v1/epochs': anyone(),
  'GET /v1/envelope-keys/:kind/:holder': anyone(),
  'GET /v1/access-orders': anyone(),
  'GET /v1/access-orders/:id': anyone(),
  'GET /v1/orders': anyone(),
  'GET /v1/orders/:id': anyone(),
  'GET /v1/orders/:id/proof': anyone(),
  // Pseudonyms and what was signed about them; who a person is lies in the vault.
  'GET /v1/users/:id': anyone(),
  'GET /v1/agreements': anyone(),

  // Checkpoints, tiles and stubs hold no personal data; members and witnesses check by them.
  'GET /v1/journal/logs': anyone(),
  'GET /journal/:log/checkpoint': anyone(),
  'GET /journal/:log/tile/*': anyone(),
  'GET /v1/journal/anchors/:node': anyone(),
  'GET /v1/journal/retention-certificate': anyone(),
  // Bodies: who did what, from where. Whoever runs the machine does not judge what it retained.
  'GET /v1/journal/search': only('home', 'audit-admin', 'security-admin'),
  'POST /v1/journal/export': only('home', 'audit-admin', 'disclosure'),
  // The path is one of the node's own machine.
  'POST /v1/maintenance/backup': only('home', 'system-admin'),
  'GET /v1/maintenance/backup': only('home', 'system-admin'),

  'POST /v1/enrolment/challenge': anyone(),
  'POST /v1/enrolment': anyone(),
  'POST /v1/session/challenge': anyone(),
  'POST /v1/session': anyone(),
  'GET /v1/session': only(...ACCOUNT_ROLES),
  'DELETE /v1/session': only(...ACCOUNT_ROLES),
  'GET /v1/sessions': byRelation({
    own: [...ACCOUNT_ROLES, 'home'],
    organisation: ['home', 'system-admin'],
  }),
  'DELETE /v1/sessions/:id': byRelation({
    own: [...ACCOUNT_ROLES, 'home'],
    organisation: ['home', 'system-admin'],
  }),
  'GET /v1/accounts': only('home', ...ADMINISTRATORS),
  // A link is an identity: made by who stands at the machine, and by nobody over the network.
  'POST /v1/accounts/invitations': only('home'),

  // What only the enterprise keeps: a part for each area, beside its routes.
  ...MANAGEMENT_TABLE,
};
