import { SOURCE_NAMES } from '@mingjing/protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeSlots } from '../src/log/stub-file.ts';
import {
  both,
  type Change,
  changed,
  duplicate,
  flip,
  onTail,
  remove,
  swapSlots,
  truncate,
} from './damage.ts';
import type { MemoryFolder } from './memory-folder.ts';
import {
  type Base,
  damagedDisk,
  expectWhole,
  folderOn,
  type Options,
  openRepaired,
  repairOn,
  type Written,
  writeWitnessed,
} from './repair-fixture.ts';

const SLOT = 168;
let written: Written;
beforeAll(async () => {
  written = await writeWitnessed();
});

const rollBack =
  (isMeant: (path: string) => boolean): Change =>
  (folder) => {
    for (const path of [...folder.keys()].filter(isMeant)) folder.delete(path);
    for (const [path, bytes] of written.earlier) if (isMeant(path)) folder.set(path, bytes);
  };

const SEGMENT = 'publish/bodies/0000000000000000.seg';
const MIDDLE = 'publish/bodies/0000000000000100.seg';

describe.each<[string, Base, Change, readonly string[]]>([
  ['a byte of a stub', 'closed', flip('publish/stubs', 9 * SLOT + 30), ['publish/stubs']],
  ['stubs cut off', 'closed', truncate('consensus/stubs', 0.4), ['consensus/stubs']],
  [
    'stubs cut off, the last ones in the tail',
    'crashed',
    truncate('publish/stubs', 0.4),
    ['publish/stubs'],
  ],
  ['two stubs exchanged', 'closed', swapSlots('publish/stubs', SLOT), ['publish/stubs']],
  ['a stub twice', 'closed', duplicate('consensus/stubs', SLOT), ['consensus/stubs']],
  ['no stubs of a log', 'closed', remove('consensus/stubs'), ['consensus/stubs']],
  ['a byte of a body', 'closed', flip(SEGMENT, 100), [SEGMENT]],
  ['a body too many bytes', 'closed', duplicate(SEGMENT, 50), [SEGMENT]],
  ['a segment cut off', 'closed', truncate(MIDDLE, 0.5), [MIDDLE]],
  ['a segment missing', 'closed', remove(MIDDLE), [MIDDLE]],
  ['a seal', 'closed', flip(SEGMENT, (size) => size - 60), [SEGMENT]],
  ['a byte of a tile', 'closed', flip('publish/tile/0', 500), ['publish/tile/0']],
  ['a hash twice', 'closed', duplicate('publish/tile/0', 32), ['publish/tile/0']],
  ['a tile missing', 'closed', remove('publish/tile/1'), ['publish/tile/1']],
  ['a tile cut off', 'closed', truncate('publish/tile/0', 0.7), ['publish/tile/0']],
  ['a checkpoint altered', 'closed', flip('consensus/checkpoint', 90), ['consensus/checkpoint']],
  ['a checkpoint missing', 'closed', remove('consensus/checkpoint'), ['consensus/checkpoint']],
  [
    'a log rolled back, checkpoint and all',
    'crashed',
    rollBack((path) => path.startsWith('consensus/')),
    ['consensus/stubs', 'consensus/tile/0'],
  ],
  ['the manifest altered', 'closed', flip('manifest', 60), ['manifest']],
  ['no manifest', 'crashed', remove('manifest'), ['manifest']],
  [
    'manifest and stubs altered',
    'crashed',
    both(flip('manifest', 60), flip('publish/stubs', 40)),
    ['manifest', 'publish/stubs'],
  ],
  ['an empty tail removed', 'closed', onTail(remove), ['manifest']],
  ['bytes in an empty tail', 'closed', onTail((path) => flip(path, 17)), ['manifest']],
  ['a tail with a damaged header', 'crashed', onTail((path) => flip(path, 2)), ['manifest']],
])('a journal with %s', (_, base, change, files) => {
  test('is repaired, in the files that were damaged', async () => {
    const [disk, damaged] = await damagedDisk(written, base, change);
    const outcome = await repairOn(disk, written.copy);
    expect(outcome).toMatchObject({ ok: true });
    if (!outcome.ok) return;
    const { value } = outcome;
    expect(value.faults.length).toBeGreaterThan(0);
    const untouched = [...written[base].keys()].filter((path) => !value.written.includes(path));
    for (const path of files) {
      expect(value.written).toContain(path);
      const kept = disk.contents().get(`${value.kept}/${path}`);
      expect(kept).toEqual(damaged.get(path));
    }
    const now = folderOn(disk, '/home/data/journal');
    for (const path of untouched) {
      if (!value.removed.includes(path)) expect(now.get(path), path).toEqual(damaged.get(path));
    }
    await expectWhole(disk, written);
  });
});

describe('a journal that is whole', () => {
  test.each<Base>(['closed', 'crashed'])('and %s is left as it is', async (base) => {
    const [disk, before] = await damagedDisk(written, base, () => undefined);
    const nothing = { faults: [], written: [], removed: [], kept: undefined };
    expect(await repairOn(disk, written.copy)).toMatchObject({ ok: true, value: nothing });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
    expect(disk.operations).toEqual([]);
  });

  test('but for a file that nobody knows has it put away', async () => {
    const [disk] = await damagedDisk(written, 'closed', (folder) => {
      folder.set('publish/notes.txt', Uint8Array.of(1));
    });
    const outcome = await repairOn(disk, written.copy);
    expect(outcome).toMatchObject({ ok: true, value: { written: [] } });
    expect(outcome.ok && outcome.value.removed).toEqual(['publish/notes.txt']);
    await expectWhole(disk, written);
  });
});

describe('a damaged frame in the midst of a tail', () => {
  test('says which entries it holds, and gives way to the ones of the copy', async () => {
    const small = await writeWitnessed(2, 1);
    const [disk] = await damagedDisk(
      small,
      'crashed',
      onTail((path) => flip(path, 300)),
    );
    const outcome = await repairOn(disk, small.copy);
    expect(outcome).toMatchObject({ ok: true, value: { givenUp: [] } });
    expect(outcome.ok && outcome.value.faults.map(({ part }) => part)).toContain('tail');
    await expectWhole(disk, small);
  });
});

describe('tails that cannot be read', () => {
  const OLD: Change = rollBack((path) => path === 'manifest');

  test('are asked about, and given up when that is said', async () => {
    const [disk, before] = await damagedDisk(written, 'closed', OLD);
    const refused = { ok: false, reason: 'tail-unreadable' };
    expect(await repairOn(disk, written.copy)).toMatchObject(refused);
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
    const outcome = await repairOn(disk, written.copy, { withoutTail: true });
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.value.givenUp.length).toBe(1);
    await expectWhole(disk, written);
  });

  test('are not taken for the empty one of an old orderly end', async () => {
    // The manifest of an earlier stop, in a home that a crash left.
    const manifest = written.closed.get('manifest') as Uint8Array;
    const later = await writeWitnessed(40);
    const [disk] = await damagedDisk(later, 'crashed', (folder) => {
      folder.set('manifest', manifest);
      const path = [...folder.keys()].find((name) => name.startsWith('tail-')) as string;
      folder.set('tail-0000000000000099.log', folder.get(path) as Uint8Array);
      folder.delete(path);
    });
    const refused = { ok: false, reason: 'tail-unreadable' };
    expect(await repairOn(disk, later.copy)).toMatchObject(refused);
  });

  test('are not given up with what was signed', async () => {
    const [disk] = await damagedDisk(written, 'crashed', onTail(remove));
    expect(await repairOn(disk, written.copy, { withoutTail: true })).toMatchObject({
      ...{ ok: false, reason: 'entries-lost', lost: [{ ...BEYOND, part: 'stub' }] },
    });
  });
});

test('a journal of which nothing is left gets back what the copy has, when told', async () => {
  const [disk] = await damagedDisk(written, 'closed', (folder) => folder.clear());
  const refused = { ok: false, reason: 'tail-unreadable' };
  expect(await repairOn(disk, written.copy)).toMatchObject(refused);
  expect(await repairOn(disk, written.copy, { withoutTail: true })).toMatchObject({ ok: true });
  const { verdict, heads } = await openRepaired(disk);
  expect(verdict).toMatchObject({ ok: true });
  const sizes = heads.map(({ source, size }) => [SOURCE_NAMES[source - 1], size]);
  expect(sizes).toEqual([...written.copied].filter(([, size]) => size > 0));
});

describe('a journal rolled back whole', () => {
  test('gets back what the copy has, when nothing beyond it was signed', async () => {
    const [disk] = await damagedDisk(
      written,
      'crashed',
      rollBack(() => true),
    );
    expect(await repairOn(disk, written.copy)).toMatchObject({ ok: true });
    const { verdict, heads } = await openRepaired(disk);
    expect(verdict).toMatchObject({ ok: true });
    const sizes = heads.map(({ source, size }) => [SOURCE_NAMES[source - 1], size]);
    expect(sizes).toEqual([...written.copied].filter(([, size]) => size > 0));
  });

  test('is refused when the chain anchored more than the copy has', async () => {
    const [disk, before] = await damagedDisk(
      written,
      'crashed',
      rollBack(() => true),
    );
    const size = (written.copied.get('publish') ?? 0) + 2;
    const anchors = [{ source: 'publish', size, root: new Uint8Array(32) } as const];
    expect(await repairOn(disk, written.copy, { anchors })).toMatchObject({
      ...{ ok: false, reason: 'entries-lost' },
      lost: [{ source: 'publish', from: size - 2, to: size, part: 'stub' }],
    });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
  });
});

/** The last entries of `publish`, which the copy does not have. */
const BEYOND = { source: 'publish', from: 302, to: 306 } as const;

describe.each<[string, Base, Change, object]>([
  [
    'stubs that the copy has not',
    'closed',
    truncate('publish/stubs', 0.9),
    { reason: 'entries-lost', lost: [{ ...BEYOND, part: 'stub' }] },
  ],
  [
    'one such stub altered',
    'closed',
    flip('publish/stubs', 304 * SLOT + 9),
    { reason: 'entries-lost', lost: [{ source: 'publish', from: 304, to: 305, part: 'stub' }] },
  ],
  [
    'one such stub altered with its checksum',
    'closed',
    changed('publish/stubs', (bytes) => {
      const at = 304 * SLOT;
      const stub = bytes.slice(at + 1, at + 1 + (bytes[at] as number));
      stub[20] = (stub[20] as number) ^ 1;
      bytes.set(encodeSlots([stub]), at);
      return bytes;
    }),
    { reason: 'entries-lost', lost: [{ ...BEYOND, part: 'stub' }] },
  ],
  [
    'bodies that the copy has not',
    'closed',
    (folder) => folder.delete(lastSegment(folder)),
    { reason: 'entries-lost', lost: [{ ...BEYOND, part: 'body' }] },
  ],
  [
    'a frame of the tail altered',
    'crashed',
    onTail((path) => flip(path, (size) => size - 1500)),
    { reason: 'entries-lost', lost: [{ source: 'publish', part: 'stub' }] },
  ],
  [
    'a tail whose seed is altered',
    'crashed',
    onTail((path) => flip(path, 17)),
    { reason: 'tail-unreadable', files: [expect.stringMatching(/^tail-/)] },
  ],
  [
    'no tail after a crash',
    'crashed',
    onTail(remove),
    { reason: 'tail-unreadable', files: [expect.stringMatching(/^tail-/)] },
  ],
])('a journal with %s', (_, base, change, expected) => {
  test('is refused with what is lost, and left as it is', async () => {
    const [disk, before] = await damagedDisk(written, base, change);
    expect(await repairOn(disk, written.copy)).toMatchObject({ ok: false, ...expected });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
    expect([...disk.contents().keys()].filter((path) => path.includes('-repair/'))).toEqual([]);
  });
});

const lastSegment = (folder: MemoryFolder) =>
  [...folder.keys()]
    .filter((path) => path.startsWith('publish/bodies/'))
    .sort()
    .at(-1) as string;

describe.each<[string, (copy: MemoryFolder) => void, object]>([
  ['is not there', (copy) => copy.clear(), { reason: 'copy-missing' }],
  ['has no readable manifest', flip('manifest', 40), { reason: 'copy-damaged' }],
  [
    'lacks an entry',
    flip('publish/stubs', 7 * SLOT + 40),
    { reason: 'copy-damaged', source: 'publish', index: 7 },
  ],
  [
    'has two entries exchanged',
    swapSlots('publish/stubs', SLOT),
    { reason: 'copy-damaged', source: 'publish', index: 0 },
  ],
  [
    'has the entries of another log',
    (copy) => copy.set('publish/stubs', copy.get('consensus/stubs') as Uint8Array),
    { reason: 'copy-damaged', source: 'publish', index: 0 },
  ],
  [
    'has no signature of the log',
    (copy) => copy.delete('publish/checkpoint'),
    { reason: 'entries-lost', lost: [{ source: 'publish', from: 9, to: 10, part: 'stub' }] },
  ],
])('a copy that %s', (_, change, expected) => {
  test('is refused, and the journal left as it is', async () => {
    const [disk, before] = await damagedDisk(
      written,
      'crashed',
      flip('publish/stubs', 9 * SLOT + 30),
    );
    const copy: MemoryFolder = new Map(written.copy);
    change(copy);
    expect(await repairOn(disk, copy)).toMatchObject({ ok: false, ...expected });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
  });
});

describe('a copy or journal of somebody else', () => {
  test.each<[string, Options, string]>([
    ['another chain', { chainId: 'other-0123456789abcdef' }, 'copy-other-chain'],
    ['another node', { nodeId: 'node-2' }, 'copy-other-node'],
  ])('is refused: %s', async (_, options, reason) => {
    const [disk, before] = await damagedDisk(written, 'closed', remove('manifest'));
    expect(await repairOn(disk, written.copy, options)).toMatchObject({ ok: false, reason });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
    const [whole] = await damagedDisk(written, 'closed', () => undefined);
    const foreign = { ok: false, reason: 'journal-foreign' };
    expect(await repairOn(whole, written.copy, options)).toMatchObject(foreign);
  });

  test('is refused when it is signed with the same key and tells another past', async () => {
    const other = await writeWitnessed(0);
    const [disk, before] = await damagedDisk(written, 'crashed', flip('publish/stubs', 50));
    expect(await repairOn(disk, other.copy)).toMatchObject({
      ...{ ok: false, reason: 'copy-contradicts', by: 'checkpoint' },
      size: expect.any(Number),
    });
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
  });

  test('is refused when it contradicts what the chain anchored', async () => {
    const [disk] = await damagedDisk(written, 'closed', flip('publish/stubs', 50));
    const anchors = [{ source: 'publish', size: 40, root: new Uint8Array(32) } as const];
    expect(await repairOn(disk, written.copy, { anchors })).toMatchObject({
      ...{ ok: false, reason: 'copy-contradicts', source: 'publish', size: 40, by: 'anchor' },
    });
  });

  test('is not looked for when a later program wrote the journal', async () => {
    const newer = `mingjing journal 99\n{}\n00000000\n`;
    const [disk] = await damagedDisk(written, 'closed', (folder) => {
      folder.set('manifest', Buffer.from(newer));
    });
    const refused = { code: 'JOURNAL_TOO_NEW' };
    await expect(repairOn(disk, written.copy)).rejects.toMatchObject(refused);
  });
});
