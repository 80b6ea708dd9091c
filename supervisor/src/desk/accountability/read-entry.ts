import { bytesToHex } from '@mingjing/crypto';
import type { StoredEntry } from '@mingjing/journal';
import { actGroupCodec, EntryResult, frameGroupCodec } from '@mingjing/protocol';
import { type PurposeCode, purposeOfReason } from '../reads/purpose.ts';

/** A read of a subject as its entry in the own journal tells it; nothing of the personal group. */
export interface ReadEntry {
  readonly index: number;
  /** Of the entry, ms. */
  readonly time: number;
  readonly event: string;
  /** Who read: an officer, or this node for who may read its home. */
  readonly actor: string;
  readonly purpose: PurposeCode;
  /** Id of the order in hexadecimal; empty: none was carried out. */
  readonly order: string;
  readonly object: string;
}

/** The read that an entry tells of; undefined: it is of something else, or its body is gone. */
export function readEntryOf({ stub, body }: StoredEntry): ReadEntry | undefined {
  if (body === undefined) return undefined;
  const { event, reason, result } = frameGroupCodec.decode(body.frame.stored);
  const purpose = result === EntryResult.done ? purposeOfReason(reason) : undefined;
  if (purpose === undefined) return undefined;
  const { actor, object, transactionId } = actGroupCodec.decode(body.act.stored);
  const { index, time } = stub;
  return { index, time, event, actor, purpose, order: bytesToHex(transactionId), object };
}
