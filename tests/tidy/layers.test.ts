import { describe, expect, it } from 'vitest';
import { checkLayers, importBreach } from '../../scripts/layers.ts';
import { linkPackages, plant } from './temporary-tree.ts';

const NAMES = ['crypto', 'protocol', 'tlog', 'consensus'];

/** A workspace of four packages, with `files` laid over it. */
function workspace(files: Record<string, string>): string {
  const packages = NAMES.flatMap((name) => [
    [
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@mingjing/${name}`, exports: { '.': './src/index.ts' } }),
    ],
    [`packages/${name}/src/index.ts`, `export const ${name} = '${name}';\n`],
  ]);
  const root = plant({ ...Object.fromEntries(packages), ...files });
  linkPackages(root, NAMES);
  return root;
}

async function breaches(text: string, path = 'packages/tlog/src/tree.ts'): Promise<string> {
  const report = await checkLayers(workspace({ [path]: text }));
  return report.breaches.join('\n');
}

describe('checkLayers', () => {
  it('accepts imports of lower rings and of libraries, and counts what it read', async () => {
    const root = workspace({
      'packages/tlog/src/tree.ts': "export { crypto } from '@mingjing/crypto';\n",
      'packages/consensus/src/a.ts': "import { tlog } from '@mingjing/tlog';\nexport { tlog };\n",
      'packages/tlog/test/tree.test.ts': "import '@mingjing/consensus';\n",
    });
    expect(await checkLayers(root)).toEqual({ modules: 6, breaches: [] });
  });

  it.each([
    ['an upward import', "export * from '@mingjing/consensus';", 'ring 1 imports upward'],
    ['an upward type', "export type { X } from '@mingjing/consensus';", 'imports upward'],
    ['its own ring', "export * from '@mingjing/protocol';", 'of its own ring 1'],
    ['a loaded module', "export const x = import('@mingjing/consensus');", 'imports upward'],
    ['a deep import', "export * from '../../crypto/src/index.ts';", 'reaches into packages/crypto'],
    ['a hidden module', "export * from '@mingjing/crypto/src/index.ts';", 'cannot resolve'],
    ['an unknown package', "export * from '@mingjing/nothing';", 'cannot resolve'],
  ])('finds %s', async (_kind, text, found) => {
    expect(await breaches(text)).toContain(found);
  });

  it('finds modules that import each other, unless only by type', async () => {
    const half = { 'packages/tlog/src/a.ts': "import { b } from './b.ts';\nexport const a = b;\n" };
    const cycle = {
      'packages/tlog/src/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
    };
    const types = {
      'packages/tlog/src/b.ts': "import type { a } from './a.ts';\nexport type b = typeof a;\n",
    };
    expect((await checkLayers(workspace({ ...half, ...cycle }))).breaches).toHaveLength(1);
    expect((await checkLayers(workspace({ ...half, ...types }))).breaches).toEqual([]);
  });

  it('finds a package that has no ring', async () => {
    expect(await breaches('export const a = 1;\n', 'packages/stray/src/index.ts')).toContain(
      'packages/stray: has no ring',
    );
  });

  it('fails when it read nothing', async () => {
    expect((await checkLayers(plant({ 'README.md': '# A' }))).breaches).toEqual([
      'no module was read: the check itself is broken',
    ]);
  });
});

describe('importBreach', () => {
  it('keeps the two programs apart, and pages from their program', () => {
    const [node, supervisor] = ['node/src/a.ts', 'supervisor/src/a.ts'];
    expect(importBreach(node, supervisor, '@mingjing/supervisor')).toContain('its own ring');
    expect(importBreach(supervisor, node, '@mingjing/node')).toContain('its own ring');
    expect(importBreach('node/portal/src/a.ts', node, './a.ts')).toContain('of its own ring 6');
  });
});
