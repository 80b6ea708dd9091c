// Some items of the shipped form as a form of their own: a run over them takes a second.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTestForm } from '../../../packages/inspection/test/test-form.ts';

/** Puts a form with these items into a home. */
export function useSmallForm(home: string, ids: readonly string[]): void {
  const form = readTestForm();
  const items = form.items
    .filter(({ id }) => ids.includes(id))
    .map((item, i) => ({ ...item, no: i + 1 }));
  const used = new Set(items.map(({ section }) => section));
  const sections = form.sections.filter(({ id }) => used.has(id));
  mkdirSync(join(home, 'config'), { recursive: true });
  const path = join(home, 'config', 'inspection-form.json');
  writeFileSync(path, JSON.stringify({ ...form, id: 'some-items', items, sections }));
}
