// The control matrix names tests that are there, and requirements once each.
import { existsSync, readFileSync } from 'node:fs';
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
  readonly tests: readonly string[];
}

const controls: readonly Control[] = JSON.parse(readFileSync(join(ROOT, FILE), 'utf8'));

it.each(controls.map((control) => [control.id, control] as const))(
  '%s is said in both languages and names files that are there',
  (id, { kind, what, tests }) => {
    expect(id).toMatch(/^[A-J]\d{1,2}$/);
    expect(KINDS).toContain(kind);
    expect(what['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(what.en).toMatch(/^[\x20-\x7e]+$/);
    for (const path of tests) expect(existsSync(join(ROOT, path)), path).toBe(true);
    // What counts as built is shown by a test, and nothing else is.
    expect(tests.length > 0).toBe(kind === 'built');
  },
);

test('each requirement stands once', () => {
  const ids = controls.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(40);
});
