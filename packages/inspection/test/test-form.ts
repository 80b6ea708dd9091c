import { readFileSync } from 'node:fs';
import { type Form, readForm } from '../src/index.ts';

/** The form that comes with the program. */
export function readTestForm(): Form {
  const file = new URL('../form/cn-2026.json', import.meta.url);
  const read = readForm(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.form;
}
