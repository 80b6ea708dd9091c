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

/** When somebody of ours looked at a subject by this entry, ms; undefined: the entry is no read. */
export function readAt({ frame, act }: EntryBody): number | undefined {
  const { event, reason, result, time } = frameGroupCodec.decode(frame.stored);
  const { actorType } = actGroupCodec.decode(act.stored);
  const isOurs = OUR_ACTORS.has(actorType) && result === EntryResult.done;
  return isOurs && (LOOKS.has(event) || reason.startsWith(PURPOSE)) ? time : undefined;
}
