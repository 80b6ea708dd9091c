import { describe, expect, it } from 'vitest';
import { nameProblems, rootProblems } from '../../scripts/tidy/files.ts';

const COMPLETE = [
  ...['LICENSE', 'README.md', 'README.zh-CN.md', 'docs', 'node', 'package.json', 'packages'],
  ...['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'scripts', 'supervisor', 'tests', 'tsconfig.json'],
];

describe('rootProblems', () => {
  it('accepts the drawn top level with dotfiles and what an installation adds', () => {
    expect(rootProblems([...COMPLETE, '.gitignore', 'node_modules', 'coverage'])).toEqual([]);
  });

  it('names what does not belong there and what is missing', () => {
    const entries = [...COMPLETE.filter((name) => name !== 'LICENSE'), 'biome.json', 'src'];
    expect(rootProblems(entries)).toEqual([
      'biome.json: does not belong at the top level',
      'src: does not belong at the top level',
      'LICENSE: is missing',
    ]);
  });
});

describe('nameProblems', () => {
  it.each([
    'packages/tlog/src/note-text.ts',
    'packages/tlog/test/note-text.test.ts',
    'packages/protocol/src/generated/messages.d.ts',
    'tests/vitest.config.ts',
    'README.zh-CN.md',
    '.ci/run',
  ])('accepts %s', (path) => {
    expect(nameProblems(path)).toEqual([]);
  });

  it.each([
    'packages/tlog/src/utils.ts',
    'packages/tlog/src/helpers/tree.ts',
    'packages/tlog/src/common.ts',
    'node/src/peer-manager.ts',
    'docs/misc.md',
    'packages/tlog/src/noteText.ts',
    'packages/tlog/src/note_text.ts',
    'packages/tlog/src/Note/text.ts',
  ])('refuses %s', (path) => {
    expect(nameProblems(path)).toHaveLength(1);
  });
});
