import {
  type AccessApprove,
  type AccessClose,
  type AccessEntry,
  AccessKind,
  type AccessOrder,
  type Officer,
  OfficerCapability,
  OfficerRole,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { mayOrder, officerOf } from '../moderation/scope.ts';
import { accessShapeCode } from './access-shape.ts';
import {
  countOrder,
  isProposed,
  overdueOf,
  settle,
  UNSETTLED_MAX,
  unsettledOf,
} from './authority-access.ts';
import { epochOf } from './epochs.ts';
import { accessScopeCode, accessSubjectOf, pointCode } from './subjects.ts';

/** The signing supervision officer, in office and appointed for access orders; else undefined. */
export function readerOf(context: Context): Officer | undefined {
  const officer = officerOf(context, [OfficerRole.supervisionOfficer]);
  const isCapable = officer && mayOrder(context.registry, officer, OfficerCapability.access);
  return isCapable ? officer : undefined;
}

/**
 * Gives an access order, named by the id of its transaction. It has no effect before another
 * officer of the same authority approves it. An open one is judged at once: its subject is there,
 * within the officer's scope, and B is that of the subject. Of a sealed one only that its keys are
 * those of the authority, which must have none overdue.
 */
export function placeAccess(context: Context, order: AccessOrder): ResultCode {
  const { registry, time } = context;
  const officer = readerOf(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const shape = accessShapeCode(order, time);
  if (shape !== ResultCode.done) return shape;
  if (!areReadersOf(context, order, officer.organisation)) return ResultCode.unknownSubject;
  const epoch = epochOf(registry, order.epoch);
  if (order.epoch !== 0 && epoch === undefined) return ResultCode.epochUnknown;
  if (epoch && epoch.authority !== officer.organisation) return ResultCode.outOfScope;
  const judged =
    order.kind === AccessKind.sealed
      ? sealedCode(context, officer)
      : openSubject(context, officer, order);
  if (typeof judged === 'number') return judged;
  const entry = newEntry(context, officer, order, judged);
  registry.set('access', entry.id, entry);
  countOrder(registry, entry, time);
  return ResultCode.done;
}

/**
 * Approves an access order: by another officer of the same authority, before the deadline, while
 * who gave it is in office. Of an open one it must be in the scope of both.
 */
export function approveAccess(context: Context, { orderId }: AccessApprove): ResultCode {
  const { registry, time, height } = context;
  const officer = readerOf(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const entry = registry.get('access', orderId);
  if (entry === undefined) return ResultCode.accessUnknown;
  if (entry.authority !== officer.organisation) return ResultCode.outOfScope;
  if (entry.officer === officer.id) return ResultCode.approverIsOrderer;
  const isInOffice = registry.get('officer', entry.officer)?.revokedHeight === 0;
  if (!isProposed(entry, time) || !isInOffice) return ResultCode.accessClosed;
  const { subjectOrganisation } = entry;
  const scope =
    entry.order.kind === AccessKind.sealed
      ? overdueCode(context, officer)
      : accessScopeCode(registry, officer, subjectOrganisation);
  if (scope !== ResultCode.done) return scope;
  const approval = { approvedBy: officer.id, approvedHeight: height, approvedTime: time };
  registry.set('access', orderId, { ...entry, ...approval });
  return ResultCode.done;
}

/**
 * Ends an access order: by an officer of its authority. Nothing is released or read under it any
 * more; a sealed one that was approved must be opened all the same.
 */
export function closeAccess(context: Context, { orderId }: AccessClose): ResultCode {
  const { registry, height } = context;
  const officer = readerOf(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const entry = registry.get('access', orderId);
  if (entry === undefined) return ResultCode.accessUnknown;
  if (entry.authority !== officer.organisation) return ResultCode.outOfScope;
  if (entry.closedHeight !== 0) return ResultCode.accessClosed;
  registry.set('access', orderId, { ...entry, closedHeight: height, closedBy: officer.id });
  if (entry.approvedBy === '') settle(registry, entry);
  return ResultCode.done;
}

function areReadersOf({ registry }: Context, order: AccessOrder, authority: string): boolean {
  return order.officers.every(({ officer: id }) => {
    const officer = registry.get('officer', id);
    if (officer === undefined || officer.revokedHeight !== 0) return false;
    const isOwn =
      officer.role === OfficerRole.supervisionOfficer && officer.organisation === authority;
    return isOwn && mayOrder(registry, officer, OfficerCapability.access);
  });
}

// The organisation that answers for the subject, or why the order is refused.
function openSubject(context: Context, officer: Officer, order: AccessOrder): string | ResultCode {
  const subject = accessSubjectOf(context, order);
  if (typeof subject === 'number') return subject;
  const scope = accessScopeCode(context.registry, officer, subject.organisation);
  if (scope !== ResultCode.done) return scope;
  const point = pointCode(order, subject);
  return point === ResultCode.done ? subject.organisation : point;
}

function sealedCode(context: Context, officer: Officer): string | ResultCode {
  const code = overdueCode(context, officer);
  if (code !== ResultCode.done) return code;
  const { registry, time } = context;
  const waiting = unsettledOf(registry, officer.organisation).filter(
    (each) => each.approvedBy !== '' || isProposed(each, time),
  );
  return waiting.length >= UNSETTLED_MAX ? ResultCode.tooMany : '';
}

function overdueCode({ registry, time }: Context, { organisation }: Officer): ResultCode {
  const isAny = overdueOf(registry, organisation, time).length > 0;
  return isAny ? ResultCode.ordersOverdue : ResultCode.done;
}

function newEntry(
  { transactionId, height, time }: Context,
  officer: Officer,
  order: AccessOrder,
  subjectOrganisation: string,
): AccessEntry {
  return {
    ...{ id: transactionId, order, officer: officer.id, authority: officer.organisation },
    ...{ orderedHeight: height, orderedTime: time },
    ...{ approvedBy: '', approvedHeight: 0, approvedTime: 0 },
    ...{ closedHeight: 0, closedBy: '', excused: false, subjectOrganisation },
  };
}
