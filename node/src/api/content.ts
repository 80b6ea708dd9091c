import { bytesToHex } from '@mingjing/crypto';
import { type RegistryReader, recordFreezeOf, takedownOf, tombstoneOf } from '@mingjing/execution';
import { type Order, RecordStanding } from '@mingjing/protocol';
import type { FoundContent } from '@mingjing/replica';
import { Problem } from '@mingjing/service';

export type StandingName = 'published' | 'amended' | 'withdrawn' | 'taken-down';

/** What is said of an order wherever something is not there on its account. */
export interface OrderReference {
  readonly id: string;
  /** Code of the legal basis. */
  readonly basis: number;
  readonly reason: number;
  /** First block under it. */
  readonly height: number;
}

/** What the state says of a version of a record; `first` is the id of the first one. */
export function standingOf(
  registry: RegistryReader,
  own: Uint8Array,
  first: Uint8Array,
  time: number,
) {
  const order = takedownOf(registry, first);
  const freeze = recordFreezeOf(registry, first, time);
  return {
    standing:
      order === undefined
        ? standingName(registry.get('recordStatus', own)?.standing)
        : ('taken-down' as const),
    order: order === undefined ? null : referenceTo(order),
    frozen_by: freeze === undefined ? null : bytesToHex(freeze.orderId),
  };
}

/** Id of the order that took an attachment down, if one did. */
export function takenDownBy(registry: RegistryReader, commitment: Uint8Array): string | null {
  const tombstone = tombstoneOf(registry, commitment);
  return tombstone === undefined ? null : bytesToHex(tombstone.orderId);
}

/** The content that a node may show; else throws the problem, by RFC 7725 of one taken down. */
export function shownContent(registry: RegistryReader, found: FoundContent) {
  if (found.type === 'held') return found;
  if (found.type === 'not-held') throw new Problem(404, 'attachment-not-held');
  if (found.type === 'closed') {
    throw new Problem(503, 'contents-closed', { headers: { 'retry-after': '1' } });
  }
  const order = registry.get('order', found.tombstone.orderId);
  const reference = order && referenceTo(order);
  const id = bytesToHex(found.tombstone.orderId);
  throw new Problem(451, 'content-taken-down', {
    fields: { order: id },
    members: { order: reference },
    // Who blocks is this node, by the standard's word; the order is what describes why.
    headers: { link: `</v1/status>; rel="blocked-by", </v1/orders/${id}>; rel="describedby"` },
  });
}

function referenceTo({ id, order, effectiveHeight }: Order): OrderReference {
  const { basis, reason } = order;
  return { id: bytesToHex(id), basis, reason, height: effectiveHeight };
}

function standingName(standing: number | undefined): Exclude<StandingName, 'taken-down'> {
  if (standing === RecordStanding.withdrawn) return 'withdrawn';
  return standing === RecordStanding.amended ? 'amended' : 'published';
}
