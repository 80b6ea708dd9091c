import { setTimeout as pause } from 'node:timers/promises';
import {
  type EntryInput,
  type Journal,
  JournalError,
  type JournalErrorCode,
} from '@mingjing/journal';

/** The journal takes nothing now, and may again: its disk is slow, full or away. */
const FOR_NOW: readonly JournalErrorCode[] = ['JOURNAL_BUSY', 'JOURNAL_FULL', 'JOURNAL_UNWRITABLE'];
const AGAIN_MS = 1000;

/**
 * Journals what is about to be done to a copy, waiting as long as the journal takes no entry: what
 * cannot be told is not done, and no reason to stop a node. Rejects once the signal is aborted, or
 * when waiting is of no use.
 */
export async function toldFirst(
  journal: Pick<Journal, 'append'>,
  entry: EntryInput,
  signal: AbortSignal,
  againMs = AGAIN_MS,
): Promise<void> {
  for (;;) {
    try {
      await journal.append(entry);
      return;
    } catch (error) {
      const isForNow = error instanceof JournalError && FOR_NOW.includes(error.code);
      if (!isForNow || signal.aborted) throw error;
      await pause(againMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
