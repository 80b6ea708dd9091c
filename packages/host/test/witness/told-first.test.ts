import { type EntryInput, JournalError, type JournalErrorCode } from '@mingjing/journal';
import { describe, expect, it } from 'vitest';
import { toldFirst } from '../../src/witness/told-first.ts';

const entry: EntryInput = { source: 'maintenance', event: 'copy-removed', result: 'done' };

/** A journal that answers with these errors first, and then takes what comes. */
function journalWith(...errors: readonly (JournalErrorCode | Error)[]) {
  const left = errors.map((each) =>
    typeof each === 'string' ? new JournalError(each, 'not now') : each,
  );
  const taken: EntryInput[] = [];
  const append = async (each: EntryInput) => {
    const error = left.shift();
    if (error !== undefined) throw error;
    taken.push(each);
    return { index: 0 } as never;
  };
  return { taken, append };
}

describe('what is told before it is done', () => {
  const never = new AbortController().signal;

  it('waits for a journal that is busy, full or away, and is told once', async () => {
    const journal = journalWith('JOURNAL_BUSY', 'JOURNAL_FULL', 'JOURNAL_UNWRITABLE');
    await toldFirst(journal, entry, never, 1);
    expect(journal.taken).toEqual([entry]);
  });

  it.each([
    ['a journal that is damaged', new JournalError('JOURNAL_DAMAGED', 'no')],
    ['an entry that is refused', new JournalError('JOURNAL_REFUSED', 'no')],
    ['anything else', new Error('no')],
  ])('does not wait for %s', async (_, error) => {
    const journal = journalWith(error);
    await expect(toldFirst(journal, entry, never, 1)).rejects.toBe(error);
    expect(journal.taken).toEqual([]);
  });

  it('gives up when the program stops', async () => {
    const stopping = new AbortController();
    const journal = journalWith(...Array.from({ length: 9 }, () => 'JOURNAL_BUSY' as const));
    const told = toldFirst(journal, entry, stopping.signal, 60_000);
    stopping.abort();
    await expect(told).rejects.toMatchObject({ code: 'JOURNAL_BUSY' });
    expect(journal.taken).toEqual([]);
  });
});
