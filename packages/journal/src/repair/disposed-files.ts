import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { tailNumber } from '../writer/tail.ts';
import { entriesClaimed } from './salvaged-tails.ts';

/** Where disposals of the logs end: bodies below are to be nowhere. */
export type DisposalEnds = ReadonlyMap<JournalSourceName, number>;

const SEGMENT = /^([a-z]+)\/bodies\/(\d{16})\.seg$/;

/**
 * Whether a file of a journal's folder, by its path within, holds a body that was disposed of: a
 * segment by its name, a tail by the entries that it says it has.
 */
export async function holdsDisposed(
  files: FolderReader,
  folder: string,
  path: string,
  ends: DisposalEnds,
): Promise<boolean> {
  const [, log, first] = SEGMENT.exec(path) ?? [];
  if (first !== undefined) {
    const source = SOURCE_NAMES.find((name) => name === log);
    return source !== undefined && Number(first) < (ends.get(source) ?? 0);
  }
  const number = tailNumber(path);
  if (number === undefined || [...ends.values()].every((end) => end === 0)) return false;
  const bytes = (await readFileOf(files, `${folder}/${path}`)) ?? new Uint8Array(0);
  return entriesClaimed(bytes, number).some(({ source, index }) => {
    const name = SOURCE_NAMES.find((each) => JournalSource[each] === source);
    return name !== undefined && index < (ends.get(name) ?? 0);
  });
}
