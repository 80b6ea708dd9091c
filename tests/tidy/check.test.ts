// Every check over a whole tree finds what is planted in one.
import { describe, expect, it } from 'vitest';
import { CHECKS, readTree } from '../../scripts/tidy/check.ts';
import { plant } from './temporary-tree.ts';

const MANIFEST = '{ "name": "@mingjing/tlog", "dependencies": {} }';

const PLANTED: readonly [check: string, files: Record<string, string>, found: string][] = [
  ['top level', { 'stray.txt': '' }, 'stray.txt: does not belong'],
  ['file names', { 'scripts/utils.ts': '' }, "'utils' says nothing"],
  ['sizes of files and functions', { 'scripts/a.ts': '\n'.repeat(401) }, '401 lines'],
  ['sizes of files and functions', { 'tests/a.test.ts': '\n'.repeat(401) }, '401 lines'],
  ['purity of rings 1 to 3', { 'packages/tlog/src/a.ts': 'Date.now();' }, 'Date.now'],
  ['purity of rings 1 to 3', { 'packages/replica/src/b/a.ts': '[].sort();' }, 'comparator'],
  ['one title per document', { 'docs/a.md': 'text' }, '0 titles'],
  ['words of the glossary', { 'docs/a.md': '# A\n\nAn alert.' }, "docs/a.md:3: 'alert'"],
  ['words of the glossary', { 'scripts/a.ts': '// The audit trail.' }, "'audit trail'"],
  ['punctuation of Chinese', { 'docs/a.zh-CN.md': '# 甲\n\n甲,乙。' }, "'甲,' is half as wide"],
  [
    'nothing of one machine',
    { 'docs/a.md': `see ${['', 'root', 'x'].join('/')}` },
    'of one machine',
  ],
  ['catalogues of texts', { 'node/src/i18n/en.json': '{}' }, 'zh-CN.json: is missing'],
  [
    'catalogues of texts',
    { 'node/src/i18n/en.json': '{"a":"An alert"}', 'node/src/i18n/zh-CN.json': '{"a":"告警"}' },
    "say 'alarm'",
  ],
  ['manifests of packages', { 'packages/tlog/package.json': MANIFEST }, 'README.md: is missing'],
  ['manifests of packages', { 'packages/stray/package.json': '{}' }, 'has no ring'],
  ['drawing of the rings', {}, 'docs/architecture.md: is missing'],
  [
    'drawing of the rings',
    { 'docs/architecture.md': '# A', 'packages/tlog/package.json': MANIFEST },
    'packages/tlog: is not in the table',
  ],
];

describe('a planted breach', () => {
  it.each(PLANTED)('of the rule on %s is found', (check, files, found) => {
    const problems = CHECKS[check]?.(readTree(plant(files))) ?? [];
    expect(problems.join('\n')).toContain(found);
  });

  it('is planted for every check there is', () => {
    expect(new Set(PLANTED.map(([check]) => check))).toEqual(new Set(Object.keys(CHECKS)));
  });
});

describe('what nobody here wrote', () => {
  it.each([
    'packages/protocol/src/generated/a.ts',
    'tests/vectors/a/a.ts',
    'node_modules/a/a.ts',
    'node/node_modules/a/a.ts',
    'node/portal/dist/a.js',
  ])('is not held to size: %s', (path) => {
    const tree = readTree(plant({ [path]: '\n'.repeat(500) }));
    expect(CHECKS['sizes of files and functions']?.(tree)).toEqual([]);
  });
});
