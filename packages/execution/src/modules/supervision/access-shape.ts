import { checkX25519Key } from '@mingjing/crypto';
import { isElement } from '@mingjing/disclosure';
import { AccessKind, type AccessOrder } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Latest deadline after an order's block, ms: nothing waits for an approval or a share longer. */
export const ACCESS_DEADLINE_MAX_MS = 30 * DAY_MS;
/** Latest opening of a sealed order after its block, ms. */
export const ACCESS_OPEN_BY_MAX_MS = 90 * DAY_MS;
/** Longest right to read of one order, ms. */
export const ACCESS_PERIOD_MAX_MS = 366 * DAY_MS;

/**
 * Whether the fields of an access order fit its kind (`badField`), and its times the block time
 * (`orderUntimely`): deadline and end are ahead, and a sealed order is to be opened from its
 * deadline on, while it lasts.
 */
export function accessShapeCode(order: AccessOrder, time: number): ResultCode {
  if (!(shapes[order.kind]?.(order) ?? false) || !isAsked(order)) return ResultCode.badField;
  if (!areReaders(order)) return ResultCode.badField;
  const { deadline, openBy, expiresAt } = order;
  const isSealed = order.kind === AccessKind.sealed;
  const isDeadlineFit = deadline > time && deadline <= time + ACCESS_DEADLINE_MAX_MS;
  const isOpeningFit = isSealed
    ? openBy >= deadline && openBy <= time + ACCESS_OPEN_BY_MAX_MS
    : openBy === 0;
  const isEndFit = expiresAt >= deadline && expiresAt <= time + ACCESS_PERIOD_MAX_MS;
  return isDeadlineFit && isOpeningFit && isEndFit ? ResultCode.done : ResultCode.orderUntimely;
}

const shapes: Readonly<Record<number, (order: AccessOrder) => boolean>> = {
  [AccessKind.record]: (order) => order.recordId.length > 0 && order.userId === '' && isOpen(order),
  [AccessKind.identity]: (order) =>
    order.recordId.length === 0 && order.userId !== '' && isOpen(order),
  [AccessKind.sealed]: (order) =>
    order.recordId.length === 0 &&
    order.userId === '' &&
    order.commitment.length > 0 &&
    order.basis === 0 &&
    order.epoch > 0,
};

function isOpen({ basis, commitment }: AccessOrder): boolean {
  return basis >= 1 && basis <= 0xffff && commitment.length === 0;
}

// Shares are asked about an element, or not at all.
function isAsked({ blinded, epoch }: AccessOrder): boolean {
  return epoch === 0 ? blinded.length === 0 : isElement(blinded);
}

function areReaders({ officers }: AccessOrder): boolean {
  const names = new Set(officers.map(({ officer }) => officer));
  const areKeys = officers.every(({ sealingKey }) => checkX25519Key(sealingKey).ok);
  return names.size === officers.length && areKeys;
}
