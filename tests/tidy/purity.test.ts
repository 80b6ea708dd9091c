import { describe, expect, it } from 'vitest';
import { purityProblems } from '../../scripts/tidy/purity.ts';

const IMPURE = [
  'const at = Date.now();',
  'const now = Date.now;',
  'const at = new Date();',
  'const at = Date();',
  'const r = Math.random();',
  'globalThis.process.exit();',
  "await import('node:fs');",
  'const ref = new WeakRef(x);',
];

const VARYING = [
  "new Intl.Collator('zh');",
  'a.localeCompare(b);',
  'a.toLocaleUpperCase();',
  "a.normalize('NFC');",
  'list.sort();',
  'list.toSorted();',
  'Math.sqrt(2);',
  'Math.round(x);',
  "parseFloat('1');",
  "Number.parseFloat('1');",
  'const share = 0.5;',
  'x.toFixed(2);',
];

const CLEAN = [
  'const date = new Date(timeMs);',
  'const type: Date = given;',
  "const text = 'Date.now() and Math.random()';",
  '// Date.now() is banned here; so is new Date().',
  'const pattern = /Math.random()/;',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template, planted.
  'const t = `a ${b} Date.now()`;',
  'const record = { Intl: 1 };',
  'list.sort((a, b) => a - b);',
  'Math.max(1, Math.floor(a / b));',
  'const version = [1, 2, 3];',
  'const big = 1_000_000n;',
];

describe('purityProblems', () => {
  it.each([1, 2, 3])('finds every look at the world in ring %d', (ring) => {
    for (const text of IMPURE) expect(purityProblems('a.ts', text, ring), text).toHaveLength(1);
  });

  it.each([2, 3])('finds what differs between runtimes in ring %d', (ring) => {
    for (const text of VARYING) expect(purityProblems('a.ts', text, ring), text).toHaveLength(1);
  });

  it('allows in ring 1 what differs between runtimes', () => {
    for (const text of VARYING) expect(purityProblems('a.ts', text, 1), text).toEqual([]);
  });

  it.each(CLEAN)('accepts %s', (text) => {
    expect(purityProblems('a.ts', text, 2)).toEqual([]);
  });

  it.each([0, 4, 5])('asks nothing of ring %d', (ring) => {
    expect(purityProblems('a.ts', [...IMPURE, ...VARYING].join('\n'), ring)).toEqual([]);
  });

  it('names file, line and reason', () => {
    expect(purityProblems('packages/tlog/src/a.ts', '\n\nDate.now();', 1)).toEqual([
      'packages/tlog/src/a.ts:3: Date.now reads the clock; time is an input',
    ]);
  });
});
