import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';
import { APPROVAL_ROLES, REVEAL_ROLES } from './reveal-rules.ts';

/** Whoever runs the machine has no business with who people are. */
const READERS = ['security-admin', 'audit-admin', 'reviewer', 'duty', 'disclosure'] as const;

/** A user has no account: he signs each request with his own key, which the route itself judges. */
export const USERS_ACCESS: AccessTable = {
  'GET /v1/registration/terms': anyone(),
  'POST /v1/registration/challenge': anyone(),
  'POST /v1/registration': anyone(),
  'POST /v1/registration/recovery': anyone(),
  'POST /v1/my-data/challenge': anyone(),
  'POST /v1/my-data/export': anyone(),
  'POST /v1/my-data/consents': anyone(),
  'POST /v1/my-data/corrections': anyone(),
  'POST /v1/my-data/erasure': anyone(),
  'GET /v1/agreement-texts/:hash': anyone(),
  'POST /v1/agreement-texts': only('security-admin'),
  'GET /v1/management/users': only(...READERS),
  // Users of other organisations are managed by those.
  'GET /v1/management/users/:id': byRelation(
    { organisation: READERS },
    { foreign: 'user-foreign' },
  ),
  'GET /v1/management/user-coverage': only(...READERS),
  'POST /v1/management/users/:id/reveals': only(...REVEAL_ROLES),
  'GET /v1/management/reveals': only(...new Set([...REVEAL_ROLES, ...APPROVAL_ROLES])),
  // Own: asked for by the caller. Another officer of another role allows it, and he alone opens it.
  'POST /v1/management/reveals/:id/approval': byRelation(
    { organisation: APPROVAL_ROLES },
    { own: 'reveal-own' },
  ),
  'POST /v1/management/reveals/:id/opening': byRelation(
    { own: REVEAL_ROLES },
    { organisation: 'reveal-foreign' },
  ),
};
