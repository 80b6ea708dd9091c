import type { EntryBody } from '@mingjing/protocol';
import { ActorType, actGroupCodec, EntryResult, frameGroupCodec } from '@mingjing/protocol';

/** Logs that the reads of this node's people stand in. */
export const READ_SOURCES = ['supervision', 'access'] as const;

/** Pages that show how the chain is, and nothing of anybody: opening them is no look at a subject. */
const OVERVIEWS: ReadonlySet<string> = new Set([
  ...['situation-read', 'day-read', 'validators-read', 'events-opened', 'alarms-read'],
  ...['journals-read', 'chain-read'],
]);
/** Reads that are asked for by a form. */
const READ_BY_FORM: ReadonlySet<string> = new Set(['journal-exported']);
const OUR_ACTORS: ReadonlySet<number> = new Set([ActorType.officer, ActorType.system]);

/** When somebody of ours looked at a subject by this entry, ms; undefined: the entry is no read. */
export function readAt({ frame, act }: EntryBody): number | undefined {
  const { event, result, time } = frameGroupCodec.decode(frame.stored);
  const { actorType, method } = actGroupCodec.decode(act.stored);
  const isAsked = method === 'GET' || READ_BY_FORM.has(event);
  const isOurs = OUR_ACTORS.has(actorType) && result === EntryResult.done;
  return isAsked && isOurs && !OVERVIEWS.has(event) ? time : undefined;
}
