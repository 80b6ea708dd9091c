import type { RoleName } from '@mingjing/protocol';

// Who may do what, as the node's access table has it, which decides all the same.

export const KEEPERS: readonly RoleName[] = ['system-admin', 'security-admin'];
export const ATTESTERS: readonly RoleName[] = [...KEEPERS, 'audit-admin', 'disclosure'];
export const REGISTRARS: readonly RoleName[] = ['security-admin'];
export const PERSON_REVEALERS: readonly RoleName[] = ['security-admin', 'audit-admin'];
