import { bytesToHex } from '@mingjing/crypto';
import { isGranted, isOverdue, isProposed } from '@mingjing/execution';
import { type AccessEntry, AccessKind } from '@mingjing/protocol';

export const ACCESS_KINDS = Object.keys(AccessKind) as (keyof typeof AccessKind)[];

/** What an access order is at a block time in ms. */
type AccessState = 'proposed' | 'granted' | 'overdue' | 'closed' | 'over';

function accessState(entry: AccessEntry, time: number): AccessState {
  if (isOverdue(entry, time)) return 'overdue';
  if (isGranted(entry, time)) return 'granted';
  if (isProposed(entry, time)) return 'proposed';
  return entry.closedHeight > 0 ? 'closed' : 'over';
}

/** An access order as the chain has it: a sealed one names nobody until it is opened. */
export function accessView(entry: AccessEntry, time: number) {
  const { order, opening } = entry;
  return {
    id: bytesToHex(entry.id),
    kind: ACCESS_KINDS.find((name) => AccessKind[name] === order.kind) ?? String(order.kind),
    state: accessState(entry, time),
    ...{ authority: entry.authority, officer: entry.officer, notice: order.notice },
    record_id: hexOrNull(order.recordId),
    user_id: order.userId || null,
    basis: order.basis || null,
    epoch: order.epoch || null,
    ...{ commitment: hexOrNull(order.commitment), point: hexOrNull(order.blinded) },
    ...{ deadline: order.deadline, open_by: order.openBy || null, expires_at: order.expiresAt },
    readers: order.officers.map(({ officer, sealingKey }) => ({
      ...{ officer, sealing_key: bytesToHex(sealingKey) },
    })),
    ...{ ordered_height: entry.orderedHeight, ordered_at: entry.orderedTime },
    approved_by: entry.approvedBy || null,
    approved_height: entry.approvedHeight || null,
    closed_height: entry.closedHeight || null,
    opening: opening
      ? {
          record_id: hexOrNull(opening.recordId),
          user_id: opening.userId || null,
          ...{ basis: opening.basis, officer: opening.officer, height: opening.height },
          ...{ blinding: bytesToHex(opening.blinding), mismatch: opening.mismatch },
        }
      : null,
  };
}

function hexOrNull(bytes: Uint8Array): string | null {
  return bytes.length === 0 ? null : bytesToHex(bytes);
}
