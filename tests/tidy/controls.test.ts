// The control matrix names tests that are there, by file and title, and requirements once each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = 'node/src/management/assurance/controls/controls.json';
/** Where a control is built whose tests are not named yet, or why there are none. */
const KINDS = ['built', 'elsewhere', 'not-built'];

interface Control {
  readonly id: string;
  readonly kind: string;
  readonly what: { readonly 'zh-CN': string; readonly en: string };
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const controls: readonly Control[] = JSON.parse(readFileSync(join(ROOT, FILE), 'utf8'));

it.each(controls.map((control) => [control.id, control] as const))(
  '%s is said in both languages and names tests that are there',
  (id, { kind, what, tests }) => {
    expect(id).toMatch(/^[A-J]\d{1,2}$/);
    expect(KINDS).toContain(kind);
    expect(what['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(what.en).toMatch(/^[\x20-\x7e]+$/);
    for (const { file, name } of tests) {
      expect(file).toMatch(/\.test\.ts$/);
      expect(titlesIn(readFileSync(join(ROOT, file), 'utf8')), `${file}: ${name}`).toContain(name);
    }
    // What counts as built is shown by a test, and nothing else is.
    expect(tests.length > 0).toBe(kind === 'built');
  },
);

it('tells titles from other texts of a test file', () => {
  const source =
    "it('a', f);\n  act('b', f); const e = 'e';\ntest.each([['c']])('d', f); // it('f',";
  expect(titlesIn(source)).toEqual(['a', 'b']);
});

/** Titles at the beginning of a line; those of tables are filled in, and name nothing. */
function titlesIn(source: string): string[] {
  const titles = source.matchAll(/^\s*(?:it|test|act)\('([^'\n]+)', /gm);
  return [...titles].map(([, title = '']) => title);
}

test('each requirement stands once', () => {
  const ids = controls.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(40);
});
