import type { EntryPosition } from '@mingjing/service';

/** The entry that says who looked, such as `admin/7`: shown beside what was revealed. */
export function entryName([first]: readonly EntryPosition[]): string | null {
  return first === undefined ? null : `${first.source}/${first.index}`;
}
