import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import {
  type CopiedEntry,
  type FolderTrust,
  type Journal,
  openJournalCopy,
  verifyFolder,
} from '../src/index.ts';
import { FakeDisk, POWER_LOSSES } from './fake-disk.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, signer, TestClock, userEntry } from './fixture.ts';
import { FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';

const DAY = 86_400_000;
const PER_DAY = 6;
const DAYS = 4;
const SIZE = PER_DAY * DAYS;
const HOME = '/home/data/journal';
const BODIES = `${HOME}/publish/bodies`;

/** A journal of four days, a segment each; the last day's still grows. */
async function fourDays(disk = new FakeDisk(), clock = new TestClock()) {
  const opened = await openTestJournal('/home', disk, { clock });
  for (let day = 0; day < DAYS; day++) {
    for (let i = 0; i < PER_DAY; i++) {
      await opened.journal.append(userEntry(`o${day * PER_DAY + i}`));
    }
    if (day < DAYS - 1) clock.time += DAY;
    await opened.journal.tick();
  }
  return { ...opened, disk, clock };
}

/** Which bodies of the log are there, as runs: `6-24`. */
async function bodiesOf(journal: Pick<Journal, 'readRange'>, source: JournalSourceName) {
  const held = (await journal.readRange(source, 0, 4000)).flatMap(({ body }, i) =>
    body === undefined ? [] : [i],
  );
  const [first] = held;
  expect(held).toEqual(held.map((_, i) => (first ?? 0) + i));
  return first === undefined ? 'none' : `${first}-${first + held.length}`;
}

function folderOf(disk: FakeDisk, root = HOME): MemoryFolder {
  const files = [...disk.contents()].filter(([path]) => path.startsWith(`${root}/`));
  return new Map(files.map(([path, bytes]) => [path.slice(root.length + 1), bytes]));
}

function offline(disk: FakeDisk, to: number, root = HOME) {
  const trust: FolderTrust = {
    chainId: CHAIN_ID,
    keysOf: () => [signer.publicKey],
    disposals: [{ source: 'publish', to }],
  };
  return verifyFolder(FOLDER, trust, readerOf(folderOf(disk, root)));
}

const segments = (disk: FakeDisk) =>
  [...folderOf(disk).keys()].filter((name) => name.startsWith('publish/bodies/')).sort();
const upTo = (to: number) => (source: JournalSourceName) => (source === 'publish' ? to : 0);

describe('bodies disposed of', () => {
  test.each([
    ['nothing of the first day', 1, 4],
    ['within the first day', 4, 4],
    ['the first day', PER_DAY, 3],
    ['into the third day', 2 * PER_DAY + 1, 2],
    ['into the day that still grows', SIZE - 2, 1],
    ['all there is', SIZE, 0],
  ])('%s: stubs stay, the log goes on and verifies', async (_, to, files) => {
    const { journal, disk, clock } = await fourDays();
    const root = await journal.rootAt('publish', SIZE);
    await journal.disposeBodies('publish', to);
    expect(segments(disk)).toHaveLength(files);
    expect(await bodiesOf(journal, 'publish')).toBe(to === SIZE ? 'none' : `${to}-${SIZE}`);
    expect(await journal.rootAt('publish', SIZE)).toEqual(root);
    expect(await journal.verify(upTo(to))).toMatchObject({ ok: true });
    await journal.append(userEntry('after'));
    clock.time += DAY;
    await journal.append(userEntry('next day'));
    await journal.close();
    expect(await offline(disk, to)).toMatchObject({ ok: true, faults: [] });
    const again = await openTestJournal('/home', disk, { clock });
    expect(again.journal.bodiesFrom('publish')).toBe(to);
    expect(await bodiesOf(again.journal, 'publish')).toBe(`${to}-${SIZE + 2}`);
    expect(await again.journal.verify(upTo(to))).toMatchObject({ ok: true });
    await again.journal.close();
  });

  test('are gone from every file, and what is kept is as it was', async () => {
    const { journal, disk } = await fourDays();
    const before = await journal.readRange('publish', 0, SIZE);
    await journal.disposeBodies('publish', 9);
    const all = [...disk.contents().values()].map((bytes) => Buffer.from(bytes));
    for (const [index, { bodyBytes, stubBytes }] of before.entries()) {
      const isHeld = all.some((bytes) => bytes.includes(Buffer.from(bodyBytes ?? [])));
      expect([index, isHeld]).toEqual([index, index >= 9]);
      expect(all.some((bytes) => bytes.includes(Buffer.from(stubBytes)))).toBe(true);
    }
    expect((await journal.readRange('publish', 9, SIZE)).map(({ bodyBytes }) => bodyBytes)).toEqual(
      before.slice(9).map(({ bodyBytes }) => bodyBytes),
    );
  });

  test('go step by step, never back, and of one log only', async () => {
    const { journal, disk } = await fourDays();
    await journal.append({ source: 'auth', event: 'login', result: 'done' });
    for (const to of [3, 5, 5, 2, 14]) await journal.disposeBodies('publish', to);
    expect(journal.bodiesFrom('publish')).toBe(14);
    expect(await bodiesOf(journal, 'auth')).toBe('0-1');
    await expect(journal.disposeBodies('publish', SIZE + 1)).rejects.toThrow('only what is there');
    await journal.close();
    expect(await offline(disk, 14)).toMatchObject({ ok: true });
  });

  test('are told by the verifier, and a body gone without a certificate is damage', async () => {
    const { journal, disk } = await fourDays();
    await journal.disposeBodies('publish', 8);
    await journal.close();
    const held = await offline(disk, 8);
    expect(held).toMatchObject({ ok: true });
    expect(held.logs.map(({ source, disposed }) => [source, disposed])).toEqual(
      SOURCE_NAMES.map((source) => [source, source === 'publish' ? 8 : 0]),
    );
    const fault = { source: 'publish', part: 'body' };
    expect((await offline(disk, 5)).faults).toMatchObject([
      { ...fault, reason: 'not-certified', index: 5, end: 8 },
    ]);
    expect((await offline(disk, 0)).faults).toMatchObject([
      { ...fault, reason: 'not-certified', index: 0, end: 8 },
    ]);
    await disk.remove(`${BODIES}/0000000000000012.seg`);
    expect((await offline(disk, 8)).faults).toContainEqual(
      expect.objectContaining({ ...fault, reason: 'missing-or-changed', index: 12, end: 18 }),
    );
  });

  test('put back beside a manifest that says they went are found', async () => {
    const { journal, disk } = await fourDays();
    const kept = folderOf(disk).get('publish/bodies/0000000000000000.seg')?.slice();
    await journal.disposeBodies('publish', PER_DAY);
    await journal.close();
    const folder = folderOf(disk).set('publish/bodies/0000000000000000.seg', kept as Uint8Array);
    const trust = { chainId: CHAIN_ID, keysOf: () => [signer.publicKey] };
    const disposals = [{ source: 'publish', to: PER_DAY }] as const;
    const report = await verifyFolder(FOLDER, { ...trust, disposals }, readerOf(folder));
    expect(report.faults).toMatchObject([{ part: 'file', reason: 'unexpected' }]);
  });

  test('leave what is read meanwhile readable', async () => {
    const { journal } = await fourDays();
    const reads = Array.from({ length: 40 }, () => journal.readRange('publish', 9, SIZE));
    await Promise.all([journal.disposeBodies('publish', 9), ...reads]);
    for (const entries of await Promise.all(reads)) {
      expect(entries.every(({ body }) => body !== undefined)).toBe(true);
    }
  });
});

describe('a loss of power during a disposal', () => {
  const [FIRST, SECOND] = [4, 15];
  const run = async (disk: FakeDisk) => {
    const { journal } = await fourDays(disk);
    const from = disk.operations.length;
    await journal.disposeBodies('publish', FIRST);
    await journal.disposeBodies('publish', SECOND);
    await journal.disposeBodies('publish', SIZE - 1);
    await journal.append(userEntry('after'));
    return from;
  };

  test('at any operation leaves all bodies of the range or none, and is ended', async () => {
    const whole = new FakeDisk();
    const from = await run(whole);
    expect(whole.operations.length - from).toBeGreaterThan(40);
    for (let at = from + 1; at <= whole.operations.length; at++) {
      const disk = new FakeDisk();
      disk.failing = (_, number) => (number >= at ? new Error('power') : undefined);
      await expect(run(disk)).rejects.toThrow();
      for (const loss of POWER_LOSSES) {
        const found = disk.afterPowerLoss(loss);
        // A checkpoint's name is not synced: after a loss it may be an older one, or none.
        const { faults } = await offline(found, SIZE - 1);
        expect(faults.filter(({ part }) => part !== 'checkpoint')).toEqual([]);
        const { journal } = await openTestJournal('/home', found);
        const to = journal.bodiesFrom('publish');
        expect([0, FIRST, SECOND, SIZE - 1]).toContain(to);
        const size = journal.durableSize('publish');
        expect(await bodiesOf(journal, 'publish')).toBe(`${to}-${size}`);
        expect(await journal.verify(upTo(to))).toMatchObject({ ok: true });
        await journal.disposeBodies('publish', SIZE - 1);
        expect(await bodiesOf(journal, 'publish')).toBe(`${SIZE - 1}-${size}`);
        await journal.append(userEntry('later'));
        await journal.close();
        expect(await offline(found, SIZE - 1)).toMatchObject({ ok: true });
      }
    }
  });

  test('is ended by opening the journal again, when the disk works again', async () => {
    const { journal, disk } = await fourDays();
    disk.failing = (operation) => (operation.startsWith('remove') ? new Error('disk') : undefined);
    await expect(journal.disposeBodies('publish', 9)).rejects.toMatchObject({
      code: 'JOURNAL_UNWRITABLE',
    });
    disk.failing = () => undefined;
    await journal.reopen();
    expect(await bodiesOf(journal, 'publish')).toBe(`9-${SIZE}`);
    await journal.close();
    expect(await offline(disk, 9)).toMatchObject({ ok: true });
  });
});

describe('a verified copy', () => {
  test('gives the bodies up likewise, and opens again', async () => {
    const { journal } = await fourDays();
    const entries: CopiedEntry[] = [];
    for (const [index, entry] of (await journal.readRange('publish', 0, SIZE)).entries()) {
      const { stub, stubBytes, bodyBytes = new Uint8Array(0) } = entry;
      const leaf = await journal.stubLeafHash('publish', index);
      entries.push({ index, stub, stubBytes, leaf, bodyBytes });
    }
    const files = new FakeDisk();
    const options = { folder: '/copy/node-1', chainId: CHAIN_ID, nodeId: NODE_ID, files };
    const copy = await openJournalCopy(options);
    await copy.append('publish', entries);
    await copy.disposeBodies('publish', 9);
    expect(await bodiesOf(copy, 'publish')).toBe(`9-${SIZE}`);
    expect(await copy.verify(signer.publicKey, upTo(9))).toMatchObject({ ok: true });
    expect(await copy.verify(signer.publicKey, upTo(8))).toMatchObject({ ok: false, index: 8 });
    await copy.close();
    const again = await openJournalCopy(options);
    expect(again.bodiesFrom('publish')).toBe(9);
    expect(await bodiesOf(again, 'publish')).toBe(`9-${SIZE}`);
  });
});
