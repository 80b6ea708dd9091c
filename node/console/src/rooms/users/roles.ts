import type { RoleName } from '@mingjing/protocol';

// Who may do what, as the node's access table and the chain have it; both decide all the same.

export const REVEALERS: readonly RoleName[] = ['security-admin', 'reviewer', 'disclosure'];
export const APPROVERS: readonly RoleName[] = ['security-admin', 'audit-admin'];
export const SANCTIONERS: readonly RoleName[] = ['reviewer', 'security-admin'];
export const DECIDERS: readonly RoleName[] = ['reviewer', 'security-admin', 'audit-admin'];
