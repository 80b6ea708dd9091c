// The files of a site on a real disk, changed behind the program's back.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  loadSignedPages,
  MANIFEST_FILE,
  PageWatch,
  type PageWatchEvents,
  pageHash,
  readManifest,
  signManifest,
} from '../src/index.ts';

const SEED = new Uint8Array(32).fill(1);
const PAGES = { 'index.html': '<title>1</title>', 'assets/app.js': 'export {};' };

let root: string;
let folder: string;
let told: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingjing-watch-'));
  folder = join(root, 'site');
  told = [];
  build(folder, PAGES);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function build(target: string, pages: Readonly<Record<string, string>>, seed = SEED): void {
  mkdirSync(join(target, 'assets'), { recursive: true });
  const hashes = Object.entries(pages).map(([name, text]) => {
    writeFileSync(join(target, name), text);
    return [name, pageHash(Buffer.from(text))] as const;
  });
  writeFileSync(join(target, MANIFEST_FILE), signManifest(new Map(hashes), seed));
}

const events: PageWatchEvents = {
  restored: async (_folder, file) => void told.push(`restored ${file}`),
  notRestored: async (_folder, file) => void told.push(`not restored ${file}`),
  rebuilt: () => void told.push('rebuilt'),
};

async function watch(everyMs = 1000): Promise<PageWatch> {
  return new PageWatch({ sites: [await loadSignedPages(folder, '/')], everyMs, events });
}

const at = (file: string) => join(folder, file);

describe('a watch of pages', () => {
  it.each<[name: string, change: () => void, file: string]>([
    ['changed', () => writeFileSync(at('index.html'), '<title>2</title>'), 'index.html'],
    ['emptied', () => writeFileSync(at('assets/app.js'), ''), 'assets/app.js'],
    ['removed', () => rmSync(at('index.html')), 'index.html'],
    ['removed with its folder', () => rmSync(at('assets'), { recursive: true }), 'assets/app.js'],
    ['the manifest itself', () => writeFileSync(at(MANIFEST_FILE), '{}'), MANIFEST_FILE],
    [
      'a link to another file',
      () => {
        writeFileSync(join(root, 'elsewhere'), PAGES['index.html']);
        rmSync(at('index.html'));
        symlinkSync(join(root, 'elsewhere'), at('index.html'));
      },
      'index.html',
    ],
    [
      'a folder in its place',
      () => {
        rmSync(at('index.html'));
        mkdirSync(join(at('index.html'), 'inner'), { recursive: true });
      },
      'index.html',
    ],
  ])('puts back what was changed: %s', async (_name, change, file) => {
    const before = readFileSync(at(file));
    const own = await watch();
    change();
    await own.round();
    expect(readFileSync(at(file))).toEqual(before);
    await own.round();
    expect(told).toEqual([`restored ${file}`]);
  });

  it('finds a change by itself, within its period', async () => {
    const own = await watch(20);
    own.start();
    writeFileSync(at('index.html'), 'x');
    await vi.waitFor(
      () => expect(readFileSync(at('index.html'), 'utf8')).toBe(PAGES['index.html']),
      { timeout: 10_000 },
    );
    await own.stop();
    expect(told).toEqual(['restored index.html']);
  });

  it('leaves a build alone that the same key signed, and one that is changing over', async () => {
    const own = await watch();
    const old = join(root, 'old');
    renameSync(folder, old);
    await own.round();
    expect(existsSync(folder)).toBe(false);
    build(folder, { ...PAGES, 'index.html': '<title>2</title>' });
    await own.round();
    await own.round();
    expect(readFileSync(at('index.html'), 'utf8')).toBe('<title>2</title>');
    expect(told).toEqual(['rebuilt']);
  });

  it('puts back a folder that stays away', async () => {
    const own = await watch();
    rmSync(folder, { recursive: true });
    await own.round();
    await own.round();
    expect(told.sort()).toEqual(
      [...Object.keys(PAGES), MANIFEST_FILE].map((file) => `restored ${file}`).sort(),
    );
    await expect(loadSignedPages(folder, '/')).resolves.toMatchObject({ folder });
  });

  it('takes the pages of another key for a change', async () => {
    const own = await watch();
    build(folder, { ...PAGES, 'index.html': 'forged' }, new Uint8Array(32).fill(2));
    await own.round();
    expect(readFileSync(at('index.html'), 'utf8')).toBe(PAGES['index.html']);
  });

  it('tells once of what it cannot put back', async () => {
    const own = await watch();
    rmSync(at('assets'), { recursive: true });
    // A file where the folder was: nothing can be written below it.
    writeFileSync(at('assets'), '');
    await own.round();
    await own.round();
    expect(told).toEqual(['not restored assets/app.js']);
    rmSync(at('assets'));
    await own.round();
    expect(told.at(-1)).toBe('restored assets/app.js');
  });

  // What fails here for everybody fails for one account where a build keeps others out.
  it.each<[name: string, hide: () => void, show: () => void]>([
    [
      'a folder that leads to itself',
      () => {
        rmSync(folder, { recursive: true });
        symlinkSync(folder, folder);
      },
      () => {
        rmSync(folder);
        build(folder, PAGES);
      },
    ],
    [
      'a manifest of 3 GiB',
      () => truncateSync(at(MANIFEST_FILE), 3 * 1024 ** 3),
      () => build(folder, PAGES),
    ],
  ])('outlives what it cannot read, and tells of it once: %s', async (_name, hide, show) => {
    const own = await watch();
    hide();
    await own.round();
    await own.round();
    expect(told).toEqual([`not restored ${MANIFEST_FILE}`]);
    show();
    writeFileSync(at('index.html'), 'changed meanwhile');
    await own.round();
    expect(told.slice(1)).toEqual(['restored index.html']);
  });

  it('holds other sites while one cannot be read', async () => {
    const other = join(root, 'other');
    build(other, PAGES);
    const sites = [await loadSignedPages(folder, '/'), await loadSignedPages(other, '/other/')];
    const own = new PageWatch({ sites, everyMs: 1000, events });
    rmSync(folder, { recursive: true });
    symlinkSync(folder, folder);
    writeFileSync(join(other, 'index.html'), 'changed');
    await own.round();
    expect(told).toEqual([`not restored ${MANIFEST_FILE}`, 'restored index.html']);
  });
});

describe('a manifest', () => {
  const files = new Map([['index.html', '0'.repeat(64)]]);

  it('says what was signed, whatever order it came in', () => {
    const text = signManifest(new Map([['b.js', '1'.repeat(64)], ...files]), SEED);
    expect([...(readManifest(text)?.files.keys() ?? [])].sort()).toEqual(['b.js', 'index.html']);
  });

  it.each<[name: string, change: (text: string) => string]>([
    ['a hash', (text) => text.replace('0000', '0001')],
    ['a name', (text) => text.replace('index', 'other')],
    [
      'the signature',
      (text) => text.replace(/(signature": ")(.)/, (_, a, b) => a + (b === '0' ? '1' : '0')),
    ],
    ['the version', (text) => text.replace('"version": 1', '"version": 2')],
    ['its end', (text) => text.slice(0, -3)],
    ['everything', () => '[]'],
    ['nothing left', () => ''],
  ])('is none when it was changed: %s', (_name, change) => {
    expect(readManifest(change(signManifest(files, SEED)))).toBeUndefined();
  });
});
