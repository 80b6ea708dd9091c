import { bytesToHex, equalBytes } from '@mingjing/crypto';
import type { AccessEntry, Tombstone } from '@mingjing/protocol';
import { type OrderFault, orderFault } from './judge-order.ts';

/** What whoever holds the authority's key found when he tried the copy on his own machine. */
export const COPY_VERDICTS = [
  'opens',
  'malformed',
  'not-for-this-key',
  'altered',
  'other-content',
] as const;
export type CopyVerdict = (typeof COPY_VERDICTS)[number];

/** A sealed copy as it was tried; ids are empty where it could not be read. */
export interface TriedCopy {
  /** Order of the takedown that the copy names, and commitment of the content, hex. */
  readonly takedown: string;
  readonly commitment: string;
  readonly verdict: CopyVerdict;
}

export interface CopyFacts {
  readonly entry: AccessEntry;
  /** Of the commitment; undefined: the chain has taken no such content down. */
  readonly tombstone: Tombstone | undefined;
  /** Time of the latest block, ms. */
  readonly time: number;
}

export type CopyFault =
  | OrderFault
  | 'not-taken-down'
  | 'other-subject'
  | Exclude<CopyVerdict, 'opens'>;

/**
 * Why a sealed copy may not be opened under an access order; undefined: it may. Something may have
 * to open under the order at all. It has to name the record that the copy is of, openly or by its
 * disclosure; the chain has to have taken that content down by the order that the copy names.
 */
export function copyFault(
  { entry, time, tombstone }: CopyFacts,
  { takedown, verdict }: TriedCopy,
): CopyFault | undefined {
  const fault = orderFault(entry, time);
  if (fault !== undefined) return fault;
  if (verdict === 'malformed') return verdict;
  if (tombstone === undefined || bytesToHex(tombstone.orderId) !== takedown) {
    return 'not-taken-down';
  }
  const asked = entry.opening?.recordId ?? entry.order.recordId;
  if (!equalBytes(asked, tombstone.recordId)) return 'other-subject';
  return verdict === 'opens' ? undefined : verdict;
}
