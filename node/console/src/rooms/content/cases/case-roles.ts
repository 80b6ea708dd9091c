import type { OwnSession } from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';

/** Who works on cases, and who closes them; as in the access table of the node. */
export const WORKERS: readonly RoleName[] = ['reviewer', 'duty', 'security-admin'];
export const CLOSERS: readonly RoleName[] = ['reviewer', 'security-admin'];

export function mayWork({ role }: OwnSession): boolean {
  return WORKERS.includes(role);
}

export function mayClose({ role }: OwnSession): boolean {
  return CLOSERS.includes(role);
}
