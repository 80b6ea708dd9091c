import { bytesToHex } from '@mingjing/crypto';
import {
  ActorType,
  actGroupCodec,
  type EntryBody,
  EntryResult,
  frameGroupCodec,
} from '@mingjing/protocol';

/** Logs that the reads of this node's people stand in. */
export const READ_SOURCES = ['supervision', 'access'] as const;

/** Acts that look at a subject; pages that show how the chain is are none. */
const LOOKS: ReadonlySet<string> = new Set([
  ...['record-read', 'records-listed', 'receipt-read', 'journal-searched', 'journal-exported'],
]);
/** Reads that name what they are for say it so, whatever they look at. */
const PURPOSE = 'purpose-';
const OUR_ACTORS: ReadonlySet<number> = new Set([ActorType.officer, ActorType.system]);

export interface OwnRead {
  /** Of the entry, ms. */
  readonly at: number;
  /** Id of the order that was carried out, in hexadecimal; empty: none was. */
  readonly order: string;
}

/** The look at a subject by somebody of ours that an entry tells of; undefined: it is no read. */
export function ownReadIn({ frame, act }: EntryBody): OwnRead | undefined {
  const { event, reason, result, time } = frameGroupCodec.decode(frame.stored);
  const { actorType, transactionId } = actGroupCodec.decode(act.stored);
  const isOurs = OUR_ACTORS.has(actorType) && result === EntryResult.done;
  const hasPurpose = reason.startsWith(PURPOSE);
  if (!isOurs || !(hasPurpose || LOOKS.has(event))) return undefined;
  return { at: time, order: hasPurpose ? bytesToHex(transactionId) : '' };
}
