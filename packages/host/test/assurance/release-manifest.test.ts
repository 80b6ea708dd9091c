// The files of a program as a text that members declare, and what differs from it.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { measureProgram } from '../../src/assurance/program-files.ts';
import {
  differences,
  manifestHash,
  manifestText,
  parseManifest,
  type ReleaseManifest,
} from '../../src/assurance/release-manifest.ts';

const hash = (digit: string) => digit.repeat(64);
const manifest: ReleaseManifest = {
  version: '1.2.3',
  files: [
    { path: 'node/src/a.ts', hash: hash('a') },
    { path: 'node/src/b.ts', hash: hash('b') },
  ],
};

describe('a manifest', () => {
  it('is a text that sha256sum reads after its two first lines', () => {
    const files = `${hash('a')}  node/src/a.ts\n${hash('b')}  node/src/b.ts\n`;
    expect(manifestText(manifest)).toBe(`mingjing release 1\nversion 1.2.3\n${files}`);
    expect(manifestHash(manifest)).toHaveLength(32);
  });

  it('is read again as it was written, whatever the files', () => {
    const path = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });
    const names = fc.uniqueArray(path.filter((text) => !/^\s/.test(text)));
    fc.assert(
      fc.property(names, (paths) => {
        const files = paths.toSorted((a, b) => (a < b ? -1 : 1));
        const written = {
          version: '1',
          files: files.map((each) => ({ path: each, hash: hash('0') })),
        };
        expect(parseManifest(manifestText(written))).toEqual(written);
      }),
    );
  });

  test.each([
    ['another head', 'mingjing release 2\nversion 1\n'],
    ['no version', 'mingjing release 1\n'],
    ['a version that is none', 'mingjing release 1\nversion  1\n'],
    ['no end of its last line', 'mingjing release 1\nversion 1'],
    ['a hash in capitals', `mingjing release 1\nversion 1\n${hash('A')}  a\n`],
    ['a short hash', 'mingjing release 1\nversion 1\nabcd  a\n'],
    ['files out of order', `mingjing release 1\nversion 1\n${hash('a')}  b\n${hash('a')}  a\n`],
    ['a file twice', `mingjing release 1\nversion 1\n${hash('a')}  a\n${hash('a')}  a\n`],
    ['nothing', ''],
  ])('is refused with %s', (_name, text) => {
    expect(parseManifest(text)).toBeUndefined();
  });

  test.each<[string, ReleaseManifest['files'], unknown]>([
    ['nothing', manifest.files, []],
    [
      'a changed file',
      [{ path: 'node/src/a.ts', hash: hash('c') }, ...manifest.files.slice(1)],
      [{ path: 'node/src/a.ts', what: 'changed' }],
    ],
    ['a missing file', manifest.files.slice(1), [{ path: 'node/src/a.ts', what: 'missing' }]],
    [
      'an added file',
      [...manifest.files, { path: 'node/src/c.ts', hash: hash('c') }],
      [{ path: 'node/src/c.ts', what: 'added' }],
    ],
  ])('shows %s', (_name, files, expected) => {
    expect(differences(manifest, { version: '1.2.3', files })).toEqual(expected);
  });
});

describe('the files of a program', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true }))));

  async function program(): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'mingjing-program-'));
    folders.push(root);
    const files = {
      'package.json': '{}',
      'pnpm-lock.yaml': 'x',
      'pnpm-workspace.yaml': 'x',
      'node/package.json': '{"version":"7.0.0"}',
      'node/src/main.ts': 'run();\n',
      'node/test/a.test.ts': 'test',
      'packages/one/node_modules/other/index.js': 'x',
      'scripts/bootstrap.mjs': 'x',
      'supervisor/src/main.ts': 'run();\n',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  }

  it('are what runs, without tests and libraries, and name one that was altered', async () => {
    const root = await program();
    const before = await measureProgram(root);
    expect(before.version).toBe('7.0.0');
    expect(before.files.map(({ path }) => path)).toEqual([
      ...['node/package.json', 'node/src/main.ts', 'package.json', 'pnpm-lock.yaml'],
      ...['pnpm-workspace.yaml', 'scripts/bootstrap.mjs', 'supervisor/src/main.ts'],
    ]);
    await writeFile(join(root, 'node/src/main.ts'), 'other();\n');
    await writeFile(join(root, 'node/test/a.test.ts'), 'another test');
    expect(differences(before, await measureProgram(root))).toEqual([
      { path: 'node/src/main.ts', what: 'changed' },
    ]);
  });

  it('show a link in the place of a file', async () => {
    const root = await program();
    const before = await measureProgram(root);
    await rm(join(root, 'supervisor/src/main.ts'));
    await symlink(join(root, 'node/src/main.ts'), join(root, 'supervisor/src/main.ts'));
    expect(differences(before, await measureProgram(root))).toEqual([
      { path: 'supervisor/src/main.ts', what: 'changed' },
    ]);
  });

  it('are refused where they cannot be read', async () => {
    const root = await program();
    await rm(join(root, 'pnpm-lock.yaml'));
    await expect(measureProgram(root)).rejects.toMatchObject({ code: 'PROGRAM_UNREADABLE' });
  });
});
