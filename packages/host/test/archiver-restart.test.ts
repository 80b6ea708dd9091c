// An archiver that is started again goes on where it ended, and one group holds up no other.
import { ArchiveError } from '@mingjing/archive';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Archiver } from '../src/archive/archiver.ts';
import { ArchivingNode, copyOf, DAY_MS, MemoryArchive } from './archiver-parts.ts';

const BLOCKS_OF_AN_OBJECT = 500;
const ENTRIES_OF_AN_OBJECT = 1024;
const RETENTION_MS = 184 * DAY_MS;
const [LOG = ''] = SOURCE_NAMES;
const GROUP = `journals/one/${LOG}`;

let archive: MemoryArchive;
let node: ArchivingNode;
let now: number;
let errors: { code: string | undefined; group: string | undefined }[];

beforeEach(() => {
  now = 1_800_000_000_000;
  archive = new MemoryArchive(() => now);
  node = new ArchivingNode();
  errors = [];
});

function archiverOf(...copies: readonly object[]): Archiver {
  const onError = (error: unknown, group: string | undefined) =>
    errors.push({ code: (error as Partial<ArchiveError>).code, group });
  return node.archiver({ archive, now: () => now, onError }, copies);
}

/** A copy of which one log alone has entries. */
const logOf = (nodeId: string, size: () => number) =>
  copyOf(nodeId, (source) => (source === LOG ? size() : 0));

const nextOf = (archiver: Archiver, group: string) =>
  archiver.status().groups.find((each) => each.group === group)?.next;

const pad = (at: number) => String(at).padStart(15, '0');
const rangeOf = (group: string, from: number, to: number) =>
  `${group}/${pad(from)}-${pad(to)}.jsonl`;

describe('an archiver that is started again', () => {
  it('believes what it signed with a statement key that was replaced since', async () => {
    let size = 5;
    const copy = logOf('one', () => size);
    node.blocks.to = BLOCKS_OF_AN_OBJECT;
    await archiverOf(copy).round();
    node.rotate();
    node.rotate();
    [size, node.blocks.to] = [9, 2 * BLOCKS_OF_AN_OBJECT];
    await archiverOf(copy).round();
    expect(errors).toEqual([]);
    expect(archive.segments('')).toEqual([
      ...[rangeOf('blocks', 1, 501), rangeOf('blocks', 501, 1001)],
      ...[rangeOf(GROUP, 0, 5), rangeOf(GROUP, 5, 9)],
    ]);
  });

  it('does not begin anew where all objects of a log were removed in time', async () => {
    let size = 5;
    const copy = logOf('one', () => size);
    await archiverOf(copy).round();
    now += RETENTION_MS;
    copy.bodiesFrom = 5;
    await archiverOf(copy).round();
    expect(archive.segments(GROUP)).toEqual([]);
    size = 9;
    const again = archiverOf(copy);
    await again.round();
    expect(archive.segments(GROUP)).toEqual([rangeOf(GROUP, 5, 9)]);
    expect([nextOf(again, GROUP), errors]).toEqual([9, []]);
  });

  it('passes what it archived before, behind more names than it looks at', async () => {
    const size = 2 * ENTRIES_OF_AN_OBJECT;
    const copy = logOf('one', () => size);
    await archiverOf(copy).round();
    const before = archive.retentions(GROUP);
    for (let at = 1; at <= 100; at += 1) {
      const other = rangeOf(GROUP, size + at, size + at + 1);
      await archive.put(`${other}.manifest`, new Uint8Array(1), now);
    }
    // Entries without their bodies are another content.
    copy.bodiesFrom = size;
    now += DAY_MS;
    const again = archiverOf(copy);
    await again.round();
    expect([nextOf(again, GROUP), errors]).toEqual([size, []]);
    expect(archive.retentions(GROUP)).toEqual(before);
  });
});

describe('blocks of a node that joined by a snapshot', () => {
  it('wait for the older ones, also when it is started again meanwhile', async () => {
    node.blocks = { from: 1001, to: 1500 };
    const waiting = archiverOf();
    await waiting.round();
    expect([nextOf(waiting, 'blocks'), archive.segments('')]).toEqual([1, []]);
    node.blocks.from = 501;
    await archiverOf().round();
    expect(archive.segments('')).toEqual([]);
    node.blocks.from = 1;
    await waiting.round();
    expect(archive.segments('')).toEqual(
      [1, 501, 1001].map((from) => rangeOf('blocks', from, from + BLOCKS_OF_AN_OBJECT)),
    );
    expect(errors).toEqual([]);
  });

  it('are archived where an archive began above them, and what is there is not again', async () => {
    node.blocks.to = 3 * BLOCKS_OF_AN_OBJECT;
    await archiverOf().round();
    // What such an archive has: the latest object, and none below.
    for (const name of archive.names('blocks/')) {
      if (!name.includes(pad(1001))) archive.objects.delete(name);
    }
    for (let life = 1; life <= 2; life += 1) {
      const archiver = archiverOf();
      await archiver.round();
      expect(nextOf(archiver, 'blocks')).toBe(1501);
    }
    expect(archive.segments('')).toEqual(
      [1, 501, 1001].map((from) => rangeOf('blocks', from, from + BLOCKS_OF_AN_OBJECT)),
    );
  });
});

describe('a group that cannot go on', () => {
  it('is named, and the others are archived and swept all the same', async () => {
    const [one, two] = [logOf('one', () => 5), logOf('two', () => 5)];
    const other = new Uint8Array(1);
    await archive.put(rangeOf(GROUP, 0, 5), other, now + RETENTION_MS);
    const archiver = archiverOf(one, two);
    for (let round = 1; round <= 2; round += 1) {
      await archiver.round();
      expect(archiver.status()).toMatchObject({
        failure: 'ARCHIVE_OTHER_CONTENT',
        failed: [GROUP],
      });
    }
    const refused = { code: 'ARCHIVE_OTHER_CONTENT', group: GROUP };
    expect(errors).toEqual([refused, refused]);
    expect(archive.segments('journals/two')).toEqual([rangeOf(`journals/two/${LOG}`, 0, 5)]);
    now += RETENTION_MS;
    two.bodiesFrom = 5;
    await archiver.round();
    expect(archive.segments('journals/two')).toEqual([]);
    archive.objects.delete(rangeOf(GROUP, 0, 5));
    await archiver.round();
    expect(archiver.status()).toMatchObject({ failure: undefined, failed: [] });
  });

  it('ends the round when the store does not answer, and the next begins elsewhere', async () => {
    const away = new ArchiveError('ARCHIVE_UNREACHABLE', 'the store does not answer');
    archive.troubles.set('blocks/', away);
    const archiver = archiverOf(logOf('one', () => 5));
    await archiver.round();
    expect(errors).toEqual([{ code: 'ARCHIVE_UNREACHABLE', group: 'blocks' }]);
    expect(archive.segments('')).toEqual([]);
    await archiver.round();
    expect(archive.segments('')).toEqual([rangeOf(GROUP, 0, 5)]);
  });
});

it('sweeps what was disposed of and nothing above', async () => {
  const size = 3 * ENTRIES_OF_AN_OBJECT;
  const copy = logOf('one', () => size);
  await archiverOf(copy).round();
  now += RETENTION_MS;
  copy.bodiesFrom = 2 * ENTRIES_OF_AN_OBJECT + 1;
  await archiverOf(copy).round();
  expect(archive.segments(GROUP)).toEqual([rangeOf(GROUP, 2 * ENTRIES_OF_AN_OBJECT, size)]);
  expect(errors).toEqual([]);
});
