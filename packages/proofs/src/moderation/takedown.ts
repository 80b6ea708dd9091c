import { equalBytes } from '@mingjing/crypto';
import { type Order, OrderKind, OrderStatus, RecordStanding } from '@mingjing/protocol';
import type { ProvedState } from '../state/state-proof.ts';

/** What a state proof shows of an order that took something down. */
export interface TakedownFacts {
  readonly order: Order;
  /** First block under it. */
  readonly effectiveHeight: number;
  /** Whether the record as a whole is shown to be taken down by this order. */
  readonly isRecordShown: boolean;
  /** Attachments that are shown to be taken down by this order. */
  readonly commitments: readonly Uint8Array[];
}

/**
 * What a proved state shows of a takedown: that the order stands and is in force, and of the record
 * and attachments whose entries the proof has, that it is this order that took them down. Undefined
 * when the proof shows no such order. An attachment that an earlier order took down names that one.
 */
export function takedownIn(state: ProvedState, orderId: Uint8Array): TakedownFacts | undefined {
  const order = state.get('order', orderId);
  if (order === undefined || order === 'unproved' || !equalBytes(order.id, orderId)) {
    return undefined;
  }
  const isTakedown = order.order.kind === OrderKind.takedown;
  if (!isTakedown || order.status !== OrderStatus.inForce) return undefined;
  const status = state.get('recordStatus', order.order.recordId);
  const isRecordShown =
    status !== undefined &&
    status !== 'unproved' &&
    status.standing === RecordStanding.takenDown &&
    equalBytes(status.orderId, orderId);
  const commitments = order.commitments.filter((commitment) => {
    const tombstone = state.get('tombstone', commitment);
    const isShown = tombstone !== undefined && tombstone !== 'unproved';
    return isShown && equalBytes(tombstone.orderId, orderId);
  });
  return { order, effectiveHeight: order.effectiveHeight, isRecordShown, commitments };
}
