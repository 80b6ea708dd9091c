import { stripVTControlCharacters } from 'node:util';
import type { Sheet } from './sheet.ts';

/** Columns of a number in front of a line. */
const NUMBER_WIDTH = 3;

/** The filled form for a terminal: one line an item, and what there is to say below it. */
export function terminalOf(sheet: Sheet): string {
  const lines = [sheet.title, ...sheet.head.map(([label, value]) => `${label}: ${value}`), ''];
  for (const { title, rows } of sheet.sections) {
    lines.push(title);
    for (const { no, title: item, result, kind, isExample, lines: said } of rows) {
      const example = isExample ? ` · ${sheet.words.example}` : '';
      lines.push(`${String(no).padStart(NUMBER_WIDTH)} ${item}  ${result} (${kind}${example})`);
      lines.push(...said.map((line) => `${' '.repeat(NUMBER_WIDTH + 1)}${line}`));
    }
    lines.push('');
  }
  if (sheet.changes.length > 0) lines.push(sheet.words.changes, ...sheet.changes, '');
  lines.push(...sheet.summary);
  // A run of some items is signed by nobody.
  if (sheet.recordHash !== '') lines.push(`${sheet.words.record}: ${sheet.recordHash}`);
  // What somebody typed into a head or a document must not steer the terminal.
  return lines.map(stripVTControlCharacters).join('\n');
}
