// The journal of a home whose program does not run: verified as it lies there, and not touched.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type HomePaths, homePaths } from '@mingjing/host/home';
import { Findings, type FsckReport, fsck, openOffline } from '@mingjing/host/offline';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkJournal } from '../../packages/host/src/offline/check-journal.ts';
import { type OfflineHome, withJournal } from '../../packages/host/src/offline/open-offline.ts';
import { isSame } from '../../packages/journal/test/folder-changes.ts';
import { copyOf } from '../../packages/journal/test/memory-folder.ts';
import { makeHome, NODE_ID, sampleChain } from './home-fixture.ts';

let folder: string;
/** A home whose journal was closed in order, another that a crash left, and one without any. */
let bases: Readonly<Record<Base, string>>;
let copies = 0;
let home: string;
let paths: HomePaths;
type Base = 'closed' | 'crashed' | 'without';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-fsck-journal-'));
  const at = (name: Base) => join(folder, name);
  bases = { closed: at('closed'), crashed: at('crashed'), without: at('without') };
  await makeHome(bases.without, await sampleChain(1));
  cpSync(bases.without, bases.closed, { recursive: true });
  await offline(bases.closed, (opened) =>
    withJournal(opened, async (journal) => {
      const entry = { source: 'publish', event: 'record-published', result: 'done' } as const;
      await journal.appendMany([entry, entry, entry]);
      await journal.signAll();
      await journal.append(entry);
      cpSync(bases.closed, bases.crashed, { recursive: true });
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function take(base: Base): void {
  copies += 1;
  home = join(folder, `copy-${copies}`);
  paths = homePaths(home);
  cpSync(bases[base], home, { recursive: true });
}

async function offline<T>(at: string, use: (opened: OfflineHome) => Promise<T>): Promise<T> {
  const opened = await openOffline({ home: at, nodeId: NODE_ID });
  try {
    return await use(opened);
  } finally {
    await opened.release();
  }
}

/** What `fsck` says; every file of the journal, of a repair and of the keys is as it was. */
async function checked(): Promise<FsckReport> {
  const folders = [paths.journal, `${paths.journal}-repair`, paths.keys, paths.acts];
  const before = folders
    .filter((path) => existsSync(path))
    .map((path) => [path, copyOf(path)] as const);
  const report = await offline(home, (opened) => fsck(opened));
  expect(folders.filter((path) => existsSync(path))).toEqual(before.map(([path]) => path));
  for (const [path, files] of before) expect(isSame(copyOf(path), files), path).toBe(true);
  return report;
}

function flip(name: string, at: number): void {
  const path = join(paths.journal, name);
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}

describe.each<Base>(['closed', 'crashed'])('a journal that is %s', (base) => {
  beforeEach(() => take(base));

  test('and sound has no findings', async () => {
    expect(await checked()).toMatchObject({ total: 0, findings: [], notes: [] });
  });

  test.each([
    ['the manifest', () => flip('manifest', 60), 'manifest', 'manifest-damaged'],
    ['a checkpoint', () => flip('publish/checkpoint', 90), 'publish 0', /^checkpoint-/],
    [
      'the tail',
      () => {
        const name = [...copyOf(paths.journal).keys()].find((path) => path.startsWith('tail-'));
        flip(name ?? '', 2);
      },
      /^tail-/,
      /^tail-/,
    ],
  ])('and altered in %s is named', async (_, change, place, what) => {
    change();
    const matching = (text: string | RegExp) => expect.stringMatching(text);
    const finding = { store: 'journal', place: matching(place), what: matching(what) };
    expect((await checked()).findings).toContainEqual(finding);
  });
});

test('a stub and a body that were altered are named', async () => {
  take('closed');
  flip('publish/stubs', 168 + 30);
  flip('publish/bodies/0000000000000000.seg', 60);
  expect((await checked()).findings).toEqual(
    expect.arrayContaining([
      { store: 'journal', place: 'publish 1', what: 'stub-checksum' },
      { store: 'journal', place: 'publish 0', what: 'body-missing-or-changed' },
    ]),
  );
});

test('a checkpoint that is gone is damage, and after a crash a note', async () => {
  const told = { store: 'journal', place: 'publish 0', what: 'checkpoint-missing' };
  take('closed');
  rmSync(join(paths.journal, 'publish/checkpoint'));
  expect(await checked()).toMatchObject({ total: 1, findings: [told], notes: [] });
  // The first entries lie in the log's own files, others in a tail.
  const manifest = join(paths.journal, 'manifest');
  const [title, json = ''] = readFileSync(manifest, 'utf8').split('\n');
  writeFileSync(manifest, lines(title ?? '', json.replace('"isClosed":true', '"isClosed":false')));
  expect(await checked()).toMatchObject({ total: 0, findings: [], notes: [told] });
});

describe('a repair that was accepted and not ended', () => {
  beforeEach(() => {
    take('closed');
    const staged = `${paths.journal}-repair/publish`;
    mkdirSync(staged, { recursive: true });
    cpSync(join(paths.journal, 'publish/stubs'), join(staged, 'stubs'));
    flip('publish/stubs', 30);
  });

  test('counts as carried out', async () => {
    const exchange = { kept: `${paths.journal}-damaged/now`, written: ['publish/stubs'] };
    const json = JSON.stringify({ ...exchange, removed: [], dropped: [] });
    writeFileSync(`${paths.journal}-repair/accepted`, lines('mingjing repair 2', json));
    expect(await checked()).toMatchObject({ total: 0, notes: [] });
  });

  test('is named when its mark is damaged', async () => {
    writeFileSync(`${paths.journal}-repair/accepted`, 'mingjing repair 2\n{}\n00000000\n');
    const finding = { store: 'journal', place: 'repair', what: 'damaged' };
    expect((await checked()).findings).toEqual([finding]);
  });

  test('is none without its mark', async () => {
    expect((await checked()).findings).toContainEqual({
      ...{ store: 'journal', place: 'publish 0', what: 'stub-checksum' },
    });
  });
});

test('a journal of a later program is refused', async () => {
  take('closed');
  writeFileSync(join(paths.journal, 'manifest'), 'mingjing journal 99\n{}\n00000000\n');
  await expect(checked()).rejects.toMatchObject({ code: 'JOURNAL_TOO_NEW' });
});

test('a home without a journal gets none', async () => {
  take('without');
  expect(await checked()).toMatchObject({ total: 0, findings: [] });
  expect(existsSync(paths.journal)).toBe(false);
});

describe('what the chain anchored and the journal has not', () => {
  const word = {
    anchors: [{ source: 'publish', size: 9, root: new Uint8Array(32) } as const],
    disposals: [],
  };

  test.each<[Base, object]>([
    ['closed', { place: 'publish 4', what: 'log-shorter-than-anchor' }],
    ['without', { place: 'folder', what: 'missing' }],
  ])('%s: is named', async (base, finding) => {
    take(base);
    const [findings, notes] = [new Findings(), new Findings()];
    await offline(home, (opened) => checkJournal(opened, word, findings, notes));
    expect([findings.list, notes.list]).toEqual([[{ store: 'journal', ...finding }], []]);
  });
});

function lines(title: string, json: string): string {
  return `${title}\n${json}\n${crc32(json).toString(16).padStart(8, '0')}\n`;
}
