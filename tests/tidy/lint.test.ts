// The linter's own configuration: the bans on names and imports it holds must really be found.
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plant } from './temporary-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const biome = join(root, 'node_modules/.bin/biome');

/** Names of the rules that a file breaks, by the configuration of this repository. */
function brokenRules(path: string, text: string): string[] {
  const folder = plant({ [path]: text });
  copyFileSync(join(root, '.biome.jsonc'), join(folder, '.biome.jsonc'));
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as { diagnostics: { category: string }[] };
  return report.diagnostics.map(({ category }) => category.slice(category.lastIndexOf('/') + 1));
}

const PURE = 'packages/tlog/src/a.ts';
const EDGE = 'packages/storage/src/a.ts';

describe('the linter', () => {
  it.each([
    ...['Buffer', 'crypto', 'fetch', 'performance', 'process', 'queueMicrotask', 'setImmediate'],
    ...['setInterval', 'setTimeout'],
  ])('refuses %s in pure code, and there only', (name) => {
    expect(brokenRules(PURE, `export const a = ${name};\n`)).toEqual(['noRestrictedGlobals']);
    expect(brokenRules(EDGE, `export const a = ${name};\n`)).toEqual([]);
  });

  it.each(['node:fs', '@mingjing/telemetry', '@mingjing/crypto/node'])(
    'refuses the import of %s in pure code, and there only',
    (name) => {
      expect(brokenRules(PURE, `export * from '${name}';\n`)).toEqual(['noRestrictedImports']);
      expect(brokenRules(EDGE, `export * from '${name}';\n`)).toEqual([]);
    },
  );

  it.each([
    ['noConsole', EDGE, "console.log('x');\n"],
    ['noConsole', 'node/src/a.ts', "console.log('x');\n"],
    ['useNodejsImportProtocol', EDGE, "export * from 'path';\n"],
    ['noUnusedImports', EDGE, "import { a } from './b.ts';\n"],
    ['noUnusedVariables', EDGE, 'const a = 1;\n'],
    ['useImportType', EDGE, "import { A } from './b.ts';\nexport const a: A = 1;\n"],
    ['noExplicitAny', EDGE, 'export const a = (b: any) => b;\n'],
  ])('finds %s', (rule, path, text) => {
    expect(brokenRules(path, text)).toEqual([rule]);
  });

  it('lets command lines, scripts and tests print', () => {
    for (const path of ['node/src/cli/a.ts', 'scripts/a.ts', 'packages/tlog/test/a.test.ts']) {
      expect(brokenRules(path, "console.log('x');\n")).toEqual([]);
    }
  });
});
