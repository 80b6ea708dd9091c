import { isFoundWrong, isGranted } from '@mingjing/execution';
import type { AccessEntry } from '@mingjing/protocol';

export type OrderFault = 'order-not-in-force' | 'order-mismatch';

/**
 * Why nothing may be opened under an access order, `time` being that of the latest block, ms;
 * undefined: it may. The order has to be in force, and to be none that the chain found wrong when
 * it was disclosed, excused or not: such a one stays in force.
 */
export function orderFault(entry: AccessEntry, time: number): OrderFault | undefined {
  if (!isGranted(entry, time)) return 'order-not-in-force';
  return isFoundWrong(entry) ? 'order-mismatch' : undefined;
}
