import { equalBytes } from '@mingjing/crypto';
import { type AccessEntry, AccessKind, type AuthorityAccess } from '@mingjing/protocol';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** Sealed orders of one authority that are not settled: each new one looks at all of them. */
export const UNSETTLED_MAX = 64;

/** What an authority ordered so far; anybody can see the counts. */
export function authorityAccessOf(registry: RegistryReader, authority: string): AuthorityAccess {
  return (
    registry.get('authorityAccess', authority) ?? {
      ...{ authority, orders: 0, sealed: 0, opened: 0, mismatched: 0, unsettled: [] },
    }
  );
}

/** Whether an order was approved, and works at a block time: neither closed nor over. */
export function isGranted({ approvedBy, closedHeight, order }: AccessEntry, time: number): boolean {
  return approvedBy !== '' && closedHeight === 0 && order.expiresAt > time;
}

/**
 * Whether a sealed order was found wrong when it was disclosed. It stays in force all the same, so
 * whoever opens something under an order has to ask this as well.
 */
export function isFoundWrong({ opening }: AccessEntry): boolean {
  return (opening?.mismatch ?? 0) !== 0;
}

/** Whether an order waits for its approval at a block time. */
export function isProposed(
  { approvedBy, closedHeight, order }: AccessEntry,
  time: number,
): boolean {
  return approvedBy === '' && closedHeight === 0 && order.deadline > time;
}

/**
 * Whether a sealed order stops its authority at a block time: it was approved, and is not opened
 * although its time is over, or it was opened and is not what it should have been.
 */
export function isOverdue(entry: AccessEntry, time: number): boolean {
  const { approvedBy, order, opening, excused } = entry;
  if (order.kind !== AccessKind.sealed || approvedBy === '' || excused) return false;
  return opening ? isFoundWrong(entry) : order.openBy <= time;
}

/** Sealed orders of an authority that stop it at a block time, oldest first. */
export function overdueOf(
  registry: RegistryReader,
  authority: string,
  time: number,
): AccessEntry[] {
  return unsettledOf(registry, authority).filter((entry) => isOverdue(entry, time));
}

/** Sealed orders that wait for approval or opening, or were opened to be wrong; oldest first. */
export function unsettledOf(registry: RegistryReader, authority: string): AccessEntry[] {
  const ids = authorityAccessOf(registry, authority).unsettled;
  return ids.flatMap((id) => registry.get('access', id) ?? []);
}

/** Counts a new order; those that lapsed without an approval leave the list. */
export function countOrder(registry: RegistryDraft, entry: AccessEntry, time: number): void {
  const { authority, id, order } = entry;
  const before = authorityAccessOf(registry, authority);
  const kept = unsettledOf(registry, authority).filter(
    (each) => each.approvedBy !== '' || isProposed(each, time),
  );
  const isSealed = order.kind === AccessKind.sealed;
  registry.set('authorityAccess', authority, {
    ...{ ...before, orders: before.orders + 1, sealed: before.sealed + (isSealed ? 1 : 0) },
    unsettled: [...kept.map((each) => each.id), ...(isSealed ? [id] : [])],
  });
}

/** Counts an opening: what is as it should be is settled. */
export function countOpening(registry: RegistryDraft, entry: AccessEntry): void {
  const before = authorityAccessOf(registry, entry.authority);
  const isWrong = isFoundWrong(entry);
  const counted = {
    ...{ ...before, opened: before.opened + 1 },
    mismatched: before.mismatched + (isWrong ? 1 : 0),
  };
  registry.set('authorityAccess', entry.authority, counted);
  if (!isWrong) settle(registry, entry);
}

/** Takes an order off the list of those that may stop their authority. */
export function settle(registry: RegistryDraft, { authority, id }: AccessEntry): void {
  const before = authorityAccessOf(registry, authority);
  const unsettled = before.unsettled.filter((each) => !equalBytes(each, id));
  if (unsettled.length === before.unsettled.length) return;
  registry.set('authorityAccess', authority, { ...before, unsettled });
}
