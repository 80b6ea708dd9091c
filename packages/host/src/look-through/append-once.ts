import type { EntryInput, EntryPosition, Journal } from '@mingjing/journal';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';

/** Entries looked through at once. */
const SLICE = 512;

/** What names an act in the journal. */
export type NamedAct = Pick<EntryInput, 'source' | 'event' | 'object'>;

type ReadJournal = Pick<Journal, 'readRange' | 'durableSize'>;

/**
 * Where an act is written behind `from`, if it is. Between an entry and the note that it was
 * written a crash may lie, and one act is to be one entry: whoever goes on after a restart looks
 * here first.
 */
export async function findEntry(
  journal: ReadJournal,
  from: number,
  { source, event, object = '' }: NamedAct,
): Promise<EntryPosition | undefined> {
  const end = journal.durableSize(source);
  for (let start = from; start < end; start += SLICE) {
    const entries = await journal.readRange(source, start, Math.min(start + SLICE, end));
    const at = entries.findIndex(({ body }) => {
      if (body === undefined) return false;
      const isEvent = frameGroupCodec.decode(body.frame.stored).event === event;
      return isEvent && actGroupCodec.decode(body.act.stored).object === object;
    });
    if (at >= 0) return { source, index: start + at };
  }
  return undefined;
}

/** Writes an entry unless the log has it already behind `from`. */
export async function appendOnce(
  journal: ReadJournal & Pick<Journal, 'append'>,
  from: number,
  entry: EntryInput,
): Promise<EntryPosition> {
  return (await findEntry(journal, from, entry)) ?? journal.append(entry);
}
