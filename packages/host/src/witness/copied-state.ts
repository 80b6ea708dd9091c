import type { JournalCopy, StoredEntry } from '@mingjing/journal';
import type { SignedHead, WitnessedState } from '@mingjing/oversight';
import type { JournalSourceName } from '@mingjing/protocol';
import { parseCheckpoint, parseNote } from '@mingjing/tlog';

/** Stubs read at once when their times are taken over. */
const STEP = 1024;

/**
 * What an earlier run verified of a log: the entries that are on disk, and beside them what was
 * kept at the last checkpoint. A crash between the two leaves more entries, each verified.
 */
export async function loadWitnessed(
  copy: JournalCopy,
  source: JournalSourceName,
): Promise<WitnessedState> {
  const range = copy.range(source);
  const kept = await copy.state(source);
  let lastTime = kept?.lastTime ?? 0;
  for (let from = kept?.timedSize ?? 0; from < range.size; from += STEP) {
    for (const { stub } of await copy.readRange(source, from, from + STEP)) {
      lastTime = Math.max(lastTime, stub.time);
    }
  }
  return { range, head: headOf(kept?.head), verified: headOf(kept?.verified), lastTime };
}

/**
 * Entries of a log back to `since`, latest first, and up to a step of older ones: a log is read
 * from its end until a whole step is older, since its times may fall.
 */
export async function* latestEntries(
  copy: JournalCopy,
  source: JournalSourceName,
  since: number,
): AsyncGenerator<StoredEntry> {
  let isOlder = false;
  for (let end = copy.range(source).size; end > 0 && !isOlder; end -= STEP) {
    const step = await copy.readRange(source, Math.max(0, end - STEP), end);
    isOlder = step.every(({ stub }) => stub.time < since);
    yield* step.reverse();
  }
}

/** Keeps where a log stands; its entries are on disk already. */
export async function keepWitnessed(
  copy: JournalCopy,
  source: JournalSourceName,
  { range, head, verified, lastTime }: WitnessedState,
): Promise<void> {
  await copy.keepState(source, {
    ...{ head: head && noteText(head), verified: verified && noteText(verified) },
    ...{ lastTime, timedSize: range.size },
  });
}

function noteText({ note }: SignedHead): string {
  return Buffer.from(note).toString('utf8');
}

// A checksum covers the file, so what was a note when it was written is one.
function headOf(kept: string | undefined): SignedHead | undefined {
  if (kept === undefined) return undefined;
  const bytes = new TextEncoder().encode(kept);
  const note = parseNote(bytes);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : undefined;
  if (!note.ok || !checkpoint?.ok) return undefined;
  const { size, root } = checkpoint.value;
  return { size, root, note: bytes, text: note.value.text };
}
