import type { RoleName } from '@mingjing/protocol';

// Lines of the node's access table that pages ask for before they offer an act.

export const BEGINNING: readonly RoleName[] = ['system-admin', 'security-admin', 'audit-admin'];
export const MOVING: readonly RoleName[] = ['security-admin', 'audit-admin'];
export const PAPERS: readonly RoleName[] = [...BEGINNING, 'disclosure'];
