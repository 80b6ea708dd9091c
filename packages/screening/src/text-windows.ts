import { TEXT_UNITS_MAX } from './limits.ts';

/** Units that a window of a longer text shares with the one before: wider than any rule looks. */
export const OVERLAP_UNITS = 2048;

/** A text in pieces that a screener takes, each sharing its beginning with the one before. */
export function windowsOf(text: string): string[] {
  const windows: string[] = [];
  for (let from = 0; from === 0 || from + OVERLAP_UNITS < text.length; ) {
    const to = wholeAt(text, from + TEXT_UNITS_MAX);
    windows.push(text.slice(from, to));
    from = wholeAt(text, to - OVERLAP_UNITS);
  }
  return windows;
}

// No cut between the halves of a surrogate pair: such a text would not be judged.
function wholeAt(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
