import { isName, type ModerationOrder, OrderKind } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';

/** Longest freeze or limit of one order, ms: who needs more orders again, and says why again. */
export const ORDER_PERIOD_MAX_MS = 366 * 24 * 60 * 60 * 1000;
/** Latest deadline after an order's block, ms: nothing waits for an approval longer. */
export const ORDER_DEADLINE_MAX_MS = 30 * 24 * 60 * 60 * 1000;
/** How far ahead an order may name its height: eleven days of heartbeats. */
export const EFFECTIVE_AHEAD_MAX = 100_000;

/**
 * Whether the fields of an order fit its kind (`badField`), and its heights and times the block
 * that it stands in (`orderUntimely`). Heights are of blocks, times are block times in ms.
 */
export function shapeCode(
  order: ModerationOrder,
  { height, time }: { readonly height: number; readonly time: number },
): ResultCode {
  if (!isCode(order.basis) || !isCode(order.reason)) return ResultCode.badField;
  if (!(shapes[order.kind]?.(order) ?? false)) return ResultCode.badField;
  const { effectiveHeight, deadline, expiresAt } = order;
  const isHeightFit =
    effectiveHeight === 0 ||
    (effectiveHeight > height && effectiveHeight <= height + EFFECTIVE_AHEAD_MAX);
  const isDeadlineFit = deadline > time && deadline <= time + ORDER_DEADLINE_MAX_MS;
  const isExpiryFit =
    expiresAt === 0 || (expiresAt > time && expiresAt <= time + ORDER_PERIOD_MAX_MS);
  return isHeightFit && isDeadlineFit && isExpiryFit ? ResultCode.done : ResultCode.orderUntimely;
}

const shapes: Readonly<Record<number, (order: ModerationOrder) => boolean>> = {
  [OrderKind.takedown]: (order) =>
    order.recordId.length > 0 && order.userId === '' && !isLift(order) && order.expiresAt === 0,
  [OrderKind.freeze]: (order) => isRestriction(order) && isOneSubject(order),
  [OrderKind.limit]: (order) => isRestriction(order) && isUserOnly(order),
  [OrderKind.lift]: (order) =>
    isLift(order) && !isAboutUser(order) && !isAboutRecord(order) && order.expiresAt === 0,
};

function isRestriction(order: ModerationOrder): boolean {
  return order.expiresAt > 0 && order.commitments.length === 0 && !isLift(order);
}

function isOneSubject(order: ModerationOrder): boolean {
  return isUserOnly(order) || (isAboutRecord(order) && !isAboutUser(order));
}

function isUserOnly(order: ModerationOrder): boolean {
  return isName(order.userId) && !isAboutRecord(order);
}

function isAboutUser({ userId }: ModerationOrder): boolean {
  return userId !== '';
}

function isAboutRecord({ recordId, commitments }: ModerationOrder): boolean {
  return recordId.length > 0 || commitments.length > 0;
}

function isLift({ lifts }: ModerationOrder): boolean {
  return lifts.length > 0;
}

function isCode(code: number): boolean {
  return code >= 1 && code <= 0xffff;
}
