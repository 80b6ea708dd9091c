import { type RecordItem, RecordStanding, type RecordStatus } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from '../retention/history.ts';
import { publishedToday, recordFreezeOf, restrictionOf, userOverlayOf } from './standing.ts';

/** Records and versions that a limited user may publish on one day of block time, UTC. */
export const ORDERED_RECORDS_PER_DAY = 10;

/**
 * What orders say to a write of the signing user: a frozen one writes nothing, a limited one
 * publishes `records` more only within his day. Asked on every path of writing, beside the user's
 * own standing.
 */
export function overlayCode(context: Context, records: number): ResultCode {
  const { registry, signer, time } = context;
  // Nearly everybody: each write of anybody asks.
  if (registry.get('userRestriction', signer.holder) === undefined) return ResultCode.done;
  const { freeze, limit } = userOverlayOf(registry, signer.holder, time);
  if (freeze !== undefined) return ResultCode.userFrozen;
  if (limit === undefined) return ResultCode.done;
  const today = publishedToday(restrictionOf(registry, signer.holder), dayOf(time));
  return today + records > ORDERED_RECORDS_PER_DAY ? ResultCode.limitedByOrder : ResultCode.done;
}

/** Counts what a limited user published; nothing for anybody else. */
export function countPublished(context: Context, records: number): void {
  const { registry, signer, time } = context;
  const before = registry.get('userRestriction', signer.holder);
  if (before === undefined) return;
  if (userOverlayOf(registry, signer.holder, time).limit === undefined) return;
  const day = dayOf(time);
  const counted = { day, records: publishedToday(before, day) + records };
  registry.set('userRestriction', signer.holder, { ...before, ...counted });
}

/** Whether records name no attachment that was taken down. */
export function attachmentsCode({ registry }: Context, records: readonly RecordItem[]): ResultCode {
  const isNamed = records.some(({ attachments }) =>
    attachments.some(({ commitment }) => registry.get('tombstone', commitment) !== undefined),
  );
  return isNamed ? ResultCode.takenDown : ResultCode.done;
}

/** What orders say to a change of a record: neither frozen nor taken down. */
export function recordCode(
  { registry, time }: Context,
  recordId: Uint8Array,
  status: RecordStatus | undefined,
): ResultCode {
  if (status?.standing === RecordStanding.takenDown) return ResultCode.takenDown;
  const isFrozen = recordFreezeOf(registry, recordId, time) !== undefined;
  return isFrozen ? ResultCode.recordFrozen : ResultCode.done;
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}
