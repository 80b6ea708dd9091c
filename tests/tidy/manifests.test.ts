import { describe, expect, it } from 'vitest';
import { drawingProblems, manifestProblems } from '../../scripts/tidy/manifests.ts';

function problems(folder: string, name: string, ...dependencies: string[]): string[] {
  const versions = Object.fromEntries(dependencies.map((dependency) => [dependency, '*']));
  return manifestProblems(folder, JSON.stringify({ name, dependencies: versions }));
}

describe('manifestProblems', () => {
  it('accepts packages of lower rings and the libraries that are its own', () => {
    expect(problems('packages/tlog', '@mingjing/tlog', '@mingjing/crypto')).toEqual([]);
    expect(problems('packages/network', '@mingjing/network', 'libp2p', '@libp2p/tcp')).toEqual([]);
    expect(problems('supervisor', '@mingjing/supervisor', '@mingjing/service')).toEqual([]);
  });

  it.each([
    ['its own ring', 'packages/tlog', '@mingjing/tlog', '@mingjing/protocol', 'of ring 1'],
    ['a higher ring', 'packages/tlog', '@mingjing/tlog', '@mingjing/storage', 'of ring 4'],
    ['the other program', 'supervisor', '@mingjing/supervisor', '@mingjing/node', 'of ring 6'],
    ['no ring', 'node', '@mingjing/node', '@mingjing/scripts', 'which has no ring'],
    ["another's library", 'packages/tlog', '@mingjing/tlog', '@noble/hashes', 'the library'],
    ['a name like its own', 'packages/storage', '@mingjing/storage', 'levelup', 'the library'],
  ])('refuses a dependency of %s', (_kind, folder, name, dependency, reason) => {
    const found = problems(folder, name, dependency);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(reason);
  });

  it('leaves development dependencies, which only tests use, alone', () => {
    const text = JSON.stringify({ name: '@mingjing/crypto', devDependencies: { hpke: '1' } });
    expect(manifestProblems('packages/crypto', text)).toEqual([]);
  });

  it('refuses a package without a ring and one not named after its folder', () => {
    expect(problems('packages/stray', '@mingjing/stray')).toEqual([
      'packages/stray: has no ring in scripts/rings.ts',
    ]);
    expect(problems('packages/tlog', '@mingjing/log')).toHaveLength(1);
  });
});

describe('drawingProblems', () => {
  const text =
    '# A\n\n| ring | package |\n| --- | --- |\n| 1 | `tlog` | x |\n| 6 | `node/` | y |\n';

  it('accepts a table that shows what exists', () => {
    expect(drawingProblems(text, ['packages/tlog', 'node'])).toEqual([]);
  });

  it('finds a package that is not drawn, drawn elsewhere, or drawn but gone', () => {
    expect(drawingProblems(text, ['packages/tlog', 'node', 'supervisor'])).toEqual([
      'supervisor: is not in the table of rings',
    ]);
    expect(drawingProblems(text.replace('| 1 |', '| 2 |'), ['packages/tlog', 'node'])).toEqual([
      'packages/tlog: is drawn in ring 2',
    ]);
    expect(drawingProblems(text, ['node'])).toEqual(['packages/tlog: is drawn but does not exist']);
  });
});
