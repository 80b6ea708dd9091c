import {
  type Order,
  type OrderHold,
  OrderKind,
  OrderStatus,
  type Tombstone,
  type UserRestriction,
} from '@mingjing/protocol';
import { kindOf, type RegistryChange, type RegistryReader } from '../../state/registry.ts';

// What a state says about orders. A state shows after block h what is in force for block h + 1.

/** The tombstone of an attachment that was taken down; undefined: none. */
export function tombstoneOf(
  registry: RegistryReader,
  commitment: Uint8Array,
): Tombstone | undefined {
  return registry.get('tombstone', commitment);
}

/** The order that took a whole record down; undefined: none in force. `recordId`: first version. */
export function takedownOf(registry: RegistryReader, recordId: Uint8Array): Order | undefined {
  const orderId = registry.get('recordStatus', recordId)?.orderId ?? new Uint8Array(0);
  return orderId.length === 0 ? undefined : registry.get('order', orderId);
}

/** The freeze on a record in force at a block time, the first of several; undefined: none. */
export function recordFreezeOf(
  registry: RegistryReader,
  recordId: Uint8Array,
  time: number,
): OrderHold | undefined {
  const freezes = registry.get('recordStatus', recordId)?.freezes ?? [];
  return holdsInForceAt(freezes, time)[0];
}

/** What overlays a user's standing at a block time; a freeze outweighs a limit. */
export interface UserOverlay {
  readonly freeze: OrderHold | undefined;
  readonly limit: OrderHold | undefined;
}

/** The first freeze and the first limit on a user in force at a block time. */
export function userOverlayOf(registry: RegistryReader, userId: string, time: number): UserOverlay {
  const holds = holdsInForceAt(restrictionOf(registry, userId).orders, time);
  return {
    freeze: holds.find(({ kind }) => kind === OrderKind.freeze),
    limit: holds.find(({ kind }) => kind === OrderKind.limit),
  };
}

/** What overlays a user's standing, of one under no order as well. */
export function restrictionOf(registry: RegistryReader, userId: string): UserRestriction {
  return registry.get('userRestriction', userId) ?? { userId, orders: [], day: 0, records: 0 };
}

/** What a limited user published on the day of a block time, by the count of the state. */
export function publishedToday(restriction: UserRestriction, day: number): number {
  return restriction.day === day ? restriction.records : 0;
}

/** Orders that are neither lapsed nor lifted nor over at a block time, ascending by id. */
export function ordersStanding(registry: RegistryReader, time: number): Order[] {
  return registry.all('order').filter((order) => isStanding(order, time));
}

/** Every attachment that was taken down, ascending by commitment: the tombstone list. */
export function tombstones(registry: RegistryReader): Tombstone[] {
  return registry.all('tombstone');
}

/** The tombstones that a block set, from its changes of the registry (`Outcome.registry`). */
export function tombstonesSet(
  registry: RegistryReader,
  changes: readonly RegistryChange[],
): Tombstone[] {
  return changes.flatMap(([key]) =>
    kindOf(key) === 'tombstone' ? (registry.get('tombstone', key.subarray(1)) ?? []) : [],
  );
}

/** The orders that a block changed: given, approved, in force, lifted, lapsed. */
export function ordersChanged(
  registry: RegistryReader,
  changes: readonly RegistryChange[],
): Order[] {
  return changes.flatMap(([key]) =>
    kindOf(key) === 'order' ? (registry.get('order', key.subarray(1)) ?? []) : [],
  );
}

/** Those of some holds that are not over at a block time, in their order. */
export function holdsInForceAt(holds: readonly OrderHold[], time: number): OrderHold[] {
  return holds.filter(({ expiresAt }) => expiresAt > time);
}

/** Whether an order waits or works at a block time. */
export function isStanding({ status, order }: Order, time: number): boolean {
  if (status === OrderStatus.lifted || status === OrderStatus.lapsed) return false;
  return order.expiresAt === 0 || order.expiresAt > time;
}
