import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { readTail, tailNumber, tailPath } from '../writer/tail.ts';
import type { Faults } from './report.ts';

export interface TailOptions {
  readonly files: FolderReader;
  readonly folder: string;
  /** Names in the folder. */
  readonly names: readonly string[];
  /** The first tail whose entries the logs' own files do not hold. */
  readonly first: number;
  readonly isClosed: boolean;
  readonly faults: Faults;
}

/** Entries that lie in the tails of a folder, in the order of their commits. */
export async function readTails(options: TailOptions): Promise<BuiltEntry[]> {
  const { files, folder, names, first, isClosed, faults } = options;
  const numbers = names.map(tailNumber).filter((number) => number !== undefined);
  const due = numbers.filter((number) => number >= first).sort((a, b) => a - b);
  const fault = (number: number, reason: string) =>
    faults.add({ source: undefined, part: 'tail', reason, file: nameOf(folder, number) });
  // Before `first` a crash may have left one; a program that ended in order left none.
  if (isClosed)
    for (const old of numbers.filter((number) => number < first)) fault(old, 'left-over');
  if (due.length === 0) fault(first, 'missing');
  const entries: BuiltEntry[] = [];
  for (const [i, number] of due.entries()) {
    if (number !== first + i) fault(first + i, 'missing');
    try {
      const bytes = (await readFileOf(files, tailPath(folder, number))) ?? new Uint8Array(0);
      const tail = readTail(bytes, number);
      entries.push(...tail.entries);
      if (tail.isTorn && (isClosed || i < due.length - 1)) fault(number, 'torn');
    } catch (cause) {
      // Whatever the bytes are, they are not what a program wrote.
      fault(number, cause instanceof JournalError ? cause.code : 'malformed');
    }
  }
  return entries;
}

function nameOf(folder: string, number: number): string {
  return tailPath(folder, number).slice(folder.length + 1);
}
