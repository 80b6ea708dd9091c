// Chinese texts have the punctuation of Chinese (GB/T 15834): a comma of ASCII beside a character
// is narrow, sits on the base line, and tells a reader that the text was not written for him.
import { flatten } from './catalogues.ts';
import { markdownLines } from './words.ts';

const HAN = '\\p{Script=Han}”’》）';
const NARROW = new RegExp(`[${HAN}][,;:!?(]|[,;:!?)]\\p{Script=Han}|\\(\\p{Script=Han}`, 'u');

/** Chinese texts of a catalogue (`zh-CN.json`) or document (`.zh-CN.md`) with ASCII punctuation. */
export function punctuationProblems(path: string, text: string): string[] {
  return textsOf(path, text).flatMap(([place, each]) => {
    const found = NARROW.exec(each)?.[0];
    return found === undefined ? [] : [`${path}: ${place}: '${found}' is half as wide as Chinese`];
  });
}

function textsOf(path: string, text: string): [place: string, text: string][] {
  if (path.endsWith('.json')) {
    return [...flatten(JSON.parse(text))].map(([key, value]) => [key, String(value)]);
  }
  // Code and the targets of links are not Chinese, whatever stands beside them.
  return markdownLines(text).map(({ number, text: line }) => [
    String(number),
    line.replace(/`[^`]*`|\]\([^)]*\)/g, ' '),
  ]);
}
