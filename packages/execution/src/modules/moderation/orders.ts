import { equalBytes } from '@mingjing/crypto';
import {
  type ModerationApprove,
  type ModerationOrder,
  type Officer,
  OfficerRole,
  type Order,
  type OrderHold,
  OrderKind,
  OrderStatus,
  RecordStanding,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { statusOf } from '../records/status.ts';
import { keepOrder, ORDERS_WAITING_MAX, ordersWaiting } from './agenda.ts';
import { kindInQuestion, officerOf, type Subject, scopeCode, subjectOf } from './scope.ts';
import { shapeCode } from './shape.ts';
import { holdsInForceAt, isStanding, restrictionOf } from './standing.ts';

/** Freezes and limits in force of one house on one user or record; nobody uses up another's. */
export const HOLDS_OF_HOUSE_MAX = 16;

const { supervisionOfficer, reviewer, duty, securityAdmin } = OfficerRole;

/**
 * Gives an order, named by the id of its transaction. A supervision officer's signature suffices
 * within his scope; what a reviewer or duty officer of an enterprise orders about his own
 * organisation's users and records waits for the approval of its security administrator.
 */
export function placeOrder(context: Context, order: ModerationOrder): ResultCode {
  const officer = officerOf(context, [supervisionOfficer, reviewer, duty]);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const shape = shapeCode(order, context);
  if (shape !== ResultCode.done) return shape;
  const target = targetOf(context, order);
  if (typeof target === 'number') return target;
  const { registry } = context;
  const kind = kindInQuestion(order, target.lifted);
  const scope = scopeCode(registry, officer, kind, target.subject);
  if (scope !== ResultCode.done) return scope;
  if (target.lifted && target.lifted.organisation !== officer.organisation) {
    return ResultCode.outOfScope;
  }
  if (order.drill && !target.subject.synthetic) return ResultCode.drillRefused;
  if (isFull(registry, officer.organisation, target)) return ResultCode.tooMany;
  keepOrder(registry, newOrder(context, officer, order, target));
  return ResultCode.done;
}

/**
 * Approves an order of one's own organisation: by its security administrator, before the deadline,
 * and only while who proposed it is in office. In force at its height, the next block at the least.
 */
export function approveOrder(context: Context, { orderId }: ModerationApprove): ResultCode {
  const officer = officerOf(context, [securityAdmin]);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const { registry, height, time } = context;
  const order = registry.get('order', orderId);
  if (order === undefined) return ResultCode.orderUnknown;
  if (order.organisation !== officer.organisation) return ResultCode.outOfScope;
  if (order.status !== OrderStatus.proposed || order.order.deadline <= time) {
    return ResultCode.orderClosed;
  }
  if (registry.get('officer', order.officer)?.revokedHeight !== 0) return ResultCode.orderClosed;
  keepOrder(registry, {
    ...order,
    approvedBy: officer.id,
    approvedHeight: height,
    status: OrderStatus.pending,
    effectiveHeight: Math.max(order.order.effectiveHeight, height + 1),
  });
  return ResultCode.done;
}

// Counted for each organisation or authority by itself: one that is full keeps no other out.
function isFull(registry: RegistryReader, house: string, { holds }: Target): boolean {
  const isOwn = (order: Order | undefined) => order?.organisation === house;
  const waiting = ordersWaiting(registry).filter(isOwn);
  const held = holds.filter(({ orderId }) => isOwn(registry.get('order', orderId)));
  return waiting.length >= ORDERS_WAITING_MAX || held.length >= HOLDS_OF_HOUSE_MAX;
}

interface Target {
  readonly subject: Subject;
  /** For a freeze or limit: those in force on the subject. */
  readonly holds: readonly OrderHold[];
  /** Attachments that a takedown takes down, of the versions there are. */
  readonly commitments: readonly Uint8Array[];
  readonly lifted?: Order;
}

function targetOf(context: Context, order: ModerationOrder): Target | ResultCode {
  if (order.kind === OrderKind.lift) return liftTarget(context, order);
  if (order.userId !== '') return userTarget(context, order.userId);
  const { registry, time } = context;
  const published = context.recordAuthor(order.recordId);
  if (published === undefined) return ResultCode.unknownRecord;
  const holder = registry.get('key', published.signer)?.holder ?? '';
  const subject = subjectOf(registry.get('user', holder));
  if (subject === undefined) return ResultCode.unknownSubject;
  const status = statusOf(registry, order.recordId);
  if (order.kind === OrderKind.freeze) {
    return { subject, holds: holdsInForceAt(status.freezes, time), commitments: [] };
  }
  const all = [...published.commitments, ...status.commitments];
  const named = order.commitments.length > 0 ? order.commitments : all;
  if (!named.every((one) => all.some((each) => equalBytes(each, one)))) {
    return ResultCode.unknownSubject;
  }
  const isWhole = order.commitments.length === 0;
  const isDone = isWhole
    ? status.standing === RecordStanding.takenDown
    : named.every((one) => registry.get('tombstone', one) !== undefined);
  return isDone ? ResultCode.alreadyExists : { subject, holds: [], commitments: named };
}

function userTarget({ registry, time }: Context, userId: string): Target | ResultCode {
  const subject = subjectOf(registry.get('user', userId));
  if (subject === undefined) return ResultCode.unknownSubject;
  const holds = holdsInForceAt(restrictionOf(registry, userId).orders, time);
  return { subject, holds, commitments: [] };
}

// Only what restricts can be lifted: content that was taken down is nowhere any more.
function liftTarget(context: Context, { lifts }: ModerationOrder): Target | ResultCode {
  const { registry, time } = context;
  const lifted = registry.get('order', lifts);
  if (lifted === undefined) return ResultCode.orderUnknown;
  const { kind } = lifted.order;
  if (kind !== OrderKind.freeze && kind !== OrderKind.limit) return ResultCode.orderUnknown;
  if (!isStanding(lifted, time) || lifted.status === OrderStatus.proposed) {
    return ResultCode.orderClosed;
  }
  const { subjectOrganisation: organisation, synthetic } = lifted;
  return { subject: { organisation, synthetic }, holds: [], commitments: [], lifted };
}

function newOrder(
  { transactionId, height, time }: Context,
  officer: Officer,
  order: ModerationOrder,
  { subject, commitments }: Target,
): Order {
  const isSufficient = officer.role === supervisionOfficer;
  return {
    ...{ id: transactionId, order, officer: officer.id, organisation: officer.organisation },
    ...{ orderedHeight: height, orderedTime: time, approvedBy: '', approvedHeight: 0 },
    status: isSufficient ? OrderStatus.pending : OrderStatus.proposed,
    effectiveHeight: isSufficient ? order.effectiveHeight || height + 1 : 0,
    commitments: [...commitments],
    liftedBy: new Uint8Array(0),
    ...{ subjectOrganisation: subject.organisation, synthetic: subject.synthetic },
  };
}
