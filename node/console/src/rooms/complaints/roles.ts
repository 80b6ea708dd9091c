import type { RoleName } from '@mingjing/protocol';

// Who may do what, as the node's access table has it, which decides all the same.

export const HANDLERS: readonly RoleName[] = ['duty', 'reviewer', 'security-admin'];
export const COMPLAINT_READERS: readonly RoleName[] = [...HANDLERS, 'audit-admin'];
export const PLANNERS: readonly RoleName[] = ['duty', 'security-admin'];
export const CHALLENGE_READERS: readonly RoleName[] = ['duty', 'security-admin', 'audit-admin'];
export const CHALLENGERS: readonly RoleName[] = ['security-admin', 'audit-admin'];
