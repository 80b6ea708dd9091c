import { taggedHash } from '@mingjing/crypto';
import { stubCodec } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import { encodeSlots } from '../src/log/stub-file.ts';
import { FakeDisk } from './fake-disk.ts';
import { openTestJournal, plainEntry, userEntry } from './fixture.ts';

const LOG = '/home/data/journal/publish';
const SEGMENT = `${LOG}/bodies/0000000000000000.seg`;
const ENTRIES = 300;

async function writtenJournal() {
  const disk = new FakeDisk();
  const opened = await openTestJournal('/home', disk);
  const entries = Array.from({ length: ENTRIES }, (_, i) => userEntry(`o${i}`, `user-${i % 3}`));
  await opened.journal.appendMany(entries);
  await opened.journal.append(plainEntry('other log'));
  await opened.journal.checkpoint('publish');
  expect(await opened.journal.verify()).toMatchObject({ ok: true });
  return { disk, ...opened };
}

/** Changes one byte of a stored file, asks for the verdict, and puts the byte back. */
async function verdictWith(
  opened: Awaited<ReturnType<typeof writtenJournal>>,
  path: string,
  offset: number,
) {
  const content = opened.disk.contents().get(path) as Uint8Array;
  content[offset] = (content[offset] as number) ^ 0x40;
  // A journal read anew, as an inspector's program does: nothing is remembered from before.
  const verdict = await opened.journal.verify();
  content[offset] = (content[offset] as number) ^ 0x40;
  return verdict;
}

describe('verify', () => {
  test('names the entry of every changed byte of the stubs', async () => {
    const opened = await writtenJournal();
    for (let offset = 0; offset < 168 * ENTRIES; offset += 331) {
      const index = Math.floor(offset / 168);
      expect(await verdictWith(opened, `${LOG}/stubs`, offset)).toEqual({
        ok: false,
        source: 'publish',
        index,
        part: 'stub',
        reason: 'checksum',
      });
    }
  });

  test('names the entry of every changed byte of the bodies', async () => {
    const opened = await writtenJournal();
    const content = opened.disk.contents().get(SEGMENT) as Uint8Array;
    const starts: number[] = [];
    const bytes = Buffer.from(content);
    for (let at = bytes.indexOf('MJF1'); at >= 0; at = bytes.indexOf('MJF1', at + 1)) {
      starts.push(at);
    }
    expect(starts.length).toBe(ENTRIES);
    for (let offset = 0; offset < content.length; offset += 977) {
      const index = starts.findLastIndex((start) => start <= offset);
      const verdict = await verdictWith(opened, SEGMENT, offset);
      expect(verdict).toMatchObject({ ok: false, source: 'publish', index, part: 'body' });
    }
  });

  test('names the leaf under every changed tile hash', async () => {
    const opened = await writtenJournal();
    for (let offset = 0; offset < 32 * ENTRIES; offset += 1777) {
      const verdict = await verdictWith(opened, `${LOG}/tile/0`, offset);
      const index = Math.floor(offset / 32);
      expect(verdict).toMatchObject({ ok: false, index, part: 'tile', reason: 'hash-mismatch' });
    }
    const upper = await verdictWith(opened, `${LOG}/tile/1`, 5);
    expect(upper).toMatchObject({ ok: false, index: 0, part: 'tile' });
  });

  test('names a changed checkpoint', async () => {
    const opened = await writtenJournal();
    const { length } = opened.disk.contents().get(`${LOG}/checkpoint`) as Uint8Array;
    for (let offset = 0; offset < length; offset++) {
      const verdict = await verdictWith(opened, `${LOG}/checkpoint`, offset);
      expect(verdict).toMatchObject({ ok: false, source: 'publish', part: 'checkpoint' });
    }
  });

  test('names the entry whose stub was replaced by another well-formed one', async () => {
    const { disk, journal } = await writtenJournal();
    const entry = await journal.read('publish', 77);
    if (entry === undefined) throw new Error('no entry');
    const forged = stubCodec.encode({ ...entry.stub, time: entry.stub.time + 1 });
    disk
      .contents()
      .get(`${LOG}/stubs`)
      ?.set(encodeSlots([forged]), 168 * 77);
    expect(await journal.verify()).toEqual({
      ok: false,
      source: 'publish',
      index: 77,
      part: 'stub',
      reason: 'root-mismatch',
    });
  });

  test.each(['frame', 'act', 'personal'] as const)(
    'names a %s that the stub does not commit to',
    async (part) => {
      const { disk, journal } = await writtenJournal();
      const entry = await journal.read('publish', 9);
      if (entry === undefined) throw new Error('no entry');
      const field = `${part}Commitment` as const;
      const other = taggedHash('other', '', entry.stub[field]);
      const forged = stubCodec.encode({ ...entry.stub, [field]: other });
      disk
        .contents()
        .get(`${LOG}/stubs`)
        ?.set(encodeSlots([forged]), 168 * 9);
      expect(await journal.verify()).toMatchObject({
        index: 9,
        part,
        reason: 'commitment-mismatch',
      });
    },
  );

  test('names the first entry of bodies that were removed', async () => {
    const { disk, journal } = await writtenJournal();
    await disk.remove(SEGMENT);
    const verdict = await journal.verify();
    expect(verdict).toMatchObject({ ok: false, index: 0, part: 'body' });
  });
});

describe('opening', () => {
  const MANIFEST = '/home/data/journal/manifest';
  const closedDisk = async () => {
    const { disk, journal } = await writtenJournal();
    await journal.close();
    return disk;
  };

  test('refuses a manifest with any byte changed', async () => {
    const disk = await closedDisk();
    const content = disk.contents().get(MANIFEST) as Uint8Array;
    for (let offset = 0; offset < content.length; offset += 13) {
      const copy = disk.afterPowerLoss('keep');
      const changed = copy.contents().get(MANIFEST) as Uint8Array;
      changed[offset] = (changed[offset] as number) ^ 0x20;
      const opened = openTestJournal('/home', copy);
      await expect(opened).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    }
  });

  test.each([
    ['the stubs', `${LOG}/stubs`],
    ['a hash tile', `${LOG}/tile/0`],
    ['a segment', SEGMENT],
    ['the manifest', MANIFEST],
  ])('refuses a journal without %s', async (_, path) => {
    const disk = await closedDisk();
    await disk.remove(path);
    const opened = openTestJournal('/home', disk);
    await expect(opened).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test('refuses a journal that is behind its own checkpoint', async () => {
    const { disk, journal } = await writtenJournal();
    const old = disk.afterPowerLoss('keep');
    await journal.append(userEntry('later'));
    await journal.close();
    const later = disk.contents().get(`${LOG}/checkpoint`) as Uint8Array;
    const file = await old.open(`${LOG}/checkpoint`);
    await file.truncate(0);
    await file.write(later, 0);
    const opened = openTestJournal('/home', old);
    await expect(opened).rejects.toThrow('does not agree with its checkpoint: ahead');
  });

  test('refuses a tail changed before its last commit, and says so', async () => {
    const disk = new FakeDisk();
    const { journal } = await openTestJournal('/home', disk);
    for (let i = 0; i < 3; i++) await journal.append(plainEntry(`o${i}`));
    const found = disk.afterPowerLoss('lose');
    const tail = found.contents().get('/home/data/journal/tail-0000000000000002.log');
    (tail as Uint8Array)[60] = ((tail as Uint8Array)[60] as number) ^ 1;
    const opened = openTestJournal('/home', found);
    await expect(opened).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test.each([
    ['journal', MANIFEST, 'mingjing journal 4\n{}\n'],
    ['key file', '/home/config/person-keys', 'mingjing person keys 2\nx\n'],
  ])('refuses a %s of a newer format', async (_, path, text) => {
    const disk = await closedDisk();
    const file = await disk.open(path);
    await file.truncate(0);
    await file.write(Buffer.from(text), 0);
    const opened = openTestJournal('/home', disk);
    await expect(opened).rejects.toMatchObject({ code: 'JOURNAL_TOO_NEW' });
  });

  test('refuses the journal of another node', async () => {
    const disk = await closedDisk();
    const opened = openTestJournal('/home', disk, { nodeId: 'node-2' });
    await expect(opened).rejects.toMatchObject({ code: 'JOURNAL_FOREIGN' });
  });
});
