import type { EntryInput, EntryPosition, Journal } from '@mingjing/journal';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';

/** Entries looked through at once. */
const SLICE = 512;

type OnceJournal = Pick<Journal, 'append' | 'readRange' | 'durableSize'>;

/**
 * Writes an entry unless the log has it already behind `from`: between an entry and the note that
 * it was written a crash may lie, and one act is to be one entry. Event and object name the act.
 */
export async function appendOnce(
  journal: OnceJournal,
  from: number,
  entry: EntryInput,
): Promise<EntryPosition> {
  const { source, event, object = '' } = entry;
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
  return journal.append(entry);
}
