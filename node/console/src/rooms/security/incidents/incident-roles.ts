import type { OwnSession } from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';

/** Who opens incidents and says what is done about them; as in the access table of the node. */
export const WORKERS: readonly RoleName[] = ['security-admin', 'duty'];

export function mayWork({ role }: OwnSession): boolean {
  return WORKERS.includes(role);
}
