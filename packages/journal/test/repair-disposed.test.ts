import { bytesToHex } from '@mingjing/crypto';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { both, type Change, flip, remove, truncate } from './damage.ts';
import { type FakeDisk, POWER_LOSSES, type PowerLoss } from './fake-disk.ts';
import { openTestJournal } from './fixture.ts';
import { CHANGE_NAMES, changesWith, isSame } from './folder-changes.ts';
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
/** In the middle of the second day: its segment is divided there. */
const TO = 150;
const END = 306;
const JOURNAL = '/home/data/journal';
const segment = (first: number) => `publish/bodies/${String(first).padStart(16, '0')}.seg`;

/** The copy still holds what was disposed of. */
let written: Written;
/** The copy disposed of it, too, and of more than is certified here. */
let ahead: Written;
/** Certified, and carried out nowhere but in part. */
let behind: Written;
beforeAll(async () => {
  written = await writeWitnessed(4, 10, { certified: TO, own: TO, copy: 0 });
  ahead = await writeWitnessed(4, 10, { certified: TO, own: TO, copy: 200 });
  behind = await writeWitnessed(4, 10, { certified: TO, own: 120, copy: 0 });
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function repair(disk: FakeDisk, from: Written, options: Options = {}) {
  const disposals = [{ source: 'publish', to: from.disposedTo } as const];
  return repairOn(disk, from.copy, { disposals, ...options });
}

/** What was disposed of is in no file of the disk, that of damaged files included. */
function expectGone(disk: FakeDisk, { disposed }: Written): void {
  const bodies = disposed.map((body) => Buffer.from(body));
  const held = [...disk.contents()].filter(([, content]) => {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
    return bodies.some((body) => bytes.includes(body));
  });
  expect(held.map(([path]) => path)).toEqual([]);
}

/** Segments of the first day and a half, as they were before the disposal. */
const putBack: Change = (folder) => {
  for (const path of [segment(0), segment(100)]) {
    folder.set(path, written.earlier.get(path) as Uint8Array);
  }
};

describe.each<[string, Base, Change, readonly string[]]>([
  ['a stub before the border', 'closed', flip('publish/stubs', 9 * SLOT + 30), ['publish/stubs']],
  ['a stub behind it', 'closed', flip('publish/stubs', 200 * SLOT + 30), ['publish/stubs']],
  ['a tile before the border', 'closed', flip('publish/tile/0', 500), ['publish/tile/0']],
  ['a tile missing', 'closed', remove('publish/tile/1'), ['publish/tile/1']],
  ['a body behind the border', 'closed', flip(segment(TO), 100), [segment(TO)]],
  ['the segment at the border missing', 'closed', remove(segment(TO)), [segment(TO)]],
  ['the seal at the border', 'closed', flip(segment(TO), (size) => size - 60), [segment(TO)]],
  ['the segment behind it cut off', 'closed', truncate(segment(200), 0.5), [segment(200)]],
  [
    'damage before and behind the border',
    'crashed',
    both(flip('publish/stubs', 20 * SLOT + 30), flip(segment(TO), 100)),
    ['publish/stubs', segment(TO)],
  ],
  [
    'one file damaged before and behind it',
    'closed',
    both(flip('publish/stubs', 20 * SLOT + 30), flip('publish/stubs', 170 * SLOT + 30)),
    ['publish/stubs'],
  ],
  ['no stubs of the log', 'crashed', remove('publish/stubs'), ['publish/stubs']],
  ['the manifest altered', 'closed', flip('manifest', 60), ['manifest']],
  [
    'no manifest and a body altered',
    'crashed',
    both(remove('manifest'), flip(segment(200), 100)),
    ['manifest', segment(200)],
  ],
])('a journal with bodies disposed of and %s', (_, base, change, files) => {
  test('is repaired, and what was disposed of stays so', async () => {
    const [disk, damaged] = await damagedDisk(written, base, change);
    const outcome = await repair(disk, written);
    expect(outcome).toMatchObject({ ok: true, value: { dropped: [] } });
    if (!outcome.ok) return;
    for (const path of files) {
      expect(outcome.value.written).toContain(path);
      expect(disk.contents().get(`${outcome.value.kept}/${path}`)).toEqual(damaged.get(path));
    }
    await expectWhole(disk, written);
    expect((await openRepaired(disk, TO)).bodies).toEqual(range(TO, END));
    expectGone(disk, written);
  });
});

describe('segments put back that were disposed of', () => {
  test.each<Base>(['closed', 'crashed'])('are deleted and not kept: %s', async (base) => {
    const [disk] = await damagedDisk(written, base, both(putBack, flip('publish/tile/0', 50)));
    const outcome = await repair(disk, written);
    expect(outcome).toMatchObject({ ok: true, value: { written: ['publish/tile/0'] } });
    expect(outcome.ok && [...outcome.value.dropped].sort()).toEqual([segment(0), segment(100)]);
    await expectWhole(disk, written);
    expectGone(disk, written);
  });

  test('are deleted when nothing else is wrong', async () => {
    const [disk] = await damagedDisk(written, 'closed', putBack);
    const outcome = await repair(disk, written);
    const dropped = [segment(0), segment(100)];
    expect(outcome).toMatchObject({ ok: true, value: { written: [], removed: [], dropped } });
    await expectWhole(disk, written);
    expectGone(disk, written);
  });

  test('are deleted with the tail that still holds some of them', async () => {
    const [disk, damaged] = await damagedDisk(written, 'crashed', remove('manifest'));
    const tails = [...damaged.keys()].filter((path) => path.startsWith('tail-'));
    const disposals = [{ source: 'publish', to: END - 2 } as const];
    const outcome = await repair(disk, written, { disposals });
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.value.dropped).toEqual(expect.arrayContaining(tails));
    expect((await openRepaired(disk, END - 2)).bodies).toEqual([END - 2, END - 1]);
  });
});

describe('a copy that lacks bodies', () => {
  test('which must be there is refused, and the journal left as it is', async () => {
    const [disk, before] = await damagedDisk(ahead, 'closed', flip(segment(TO), 100));
    expect(await repair(disk, ahead)).toMatchObject({
      ...{ ok: false, reason: 'entries-lost' },
      lost: [{ source: 'publish', from: TO, to: TO + 1, part: 'body' }],
    });
    expect(folderOn(disk, JOURNAL)).toEqual(before);
  });

  test('which the journal has mends the rest', async () => {
    const change = both(flip('publish/stubs', 40), flip(segment(200), 100));
    const [disk] = await damagedDisk(ahead, 'closed', change);
    expect(await repair(disk, ahead)).toMatchObject({ ok: true });
    await expectWhole(disk, ahead);
    expect((await openRepaired(disk, TO)).bodies).toEqual(range(TO, END));
  });
});

describe('a disposal that the manifest claims and no certificate covers', () => {
  const claim = { ok: false, reason: 'disposal-not-certified', source: 'publish' };

  test.each([
    ['at all', []],
    ['in full', [{ source: 'publish', to: 100 } as const]],
  ])('%s: refused, and the journal left as it is', async (_, disposals) => {
    const [disk, before] = await damagedDisk(written, 'closed', flip('publish/stubs', 40));
    const from = disposals[0]?.to ?? 0;
    expect(await repair(disk, written, { disposals })).toMatchObject({ ...claim, from, to: TO });
    expect(folderOn(disk, JOURNAL)).toEqual(before);
  });

  test('is damage when there is no later one, and the bodies are mended', async () => {
    const [disk] = await damagedDisk(written, 'closed', () => undefined);
    const disposals = [{ source: 'publish', to: 100 } as const];
    const outcome = await repair(disk, written, { disposals, areDisposalsAll: true });
    expect(outcome).toMatchObject({ ok: true });
    const faults = outcome.ok && outcome.value.faults;
    expect(faults).toMatchObject([{ reason: 'not-certified', index: 100, end: TO }]);
    await expectWhole(disk, { ...written, disposedTo: 100 });
    expect((await openRepaired(disk, 100)).bodies).toEqual(range(100, END));
  });

  test('is not mended from a copy that lacks them, too', async () => {
    const [disk, before] = await damagedDisk(ahead, 'closed', () => undefined);
    const options = { disposals: [], areDisposalsAll: true };
    expect(await repair(disk, ahead, options)).toMatchObject({
      ...{ ok: false, reason: 'entries-lost' },
      lost: [{ source: 'publish', from: 0, to: TO, part: 'body' }],
    });
    expect(folderOn(disk, JOURNAL)).toEqual(before);
  });
});

describe('a disposal that is certified and not carried out yet', () => {
  test('is carried out in a log that is written anew, and told of by the program', async () => {
    const change = both(flip(segment(120), 100), flip(segment(200), 100));
    const [disk] = await damagedDisk(behind, 'crashed', change);
    const outcome = await repair(disk, behind);
    expect(outcome).toMatchObject({ ok: true, value: { dropped: [segment(120)] } });
    await expectWhole(disk, behind);
    expectGone(disk, behind);
    const { journal } = await openTestJournal('/home', disk);
    // So the engine still finds it to be done, and writes its entry.
    expect(journal.bodiesFrom('publish')).toBe(120);
    await journal.disposeBodies('publish', TO);
    expect(journal.bodiesFrom('publish')).toBe(TO);
    await journal.close();
    expect((await openRepaired(disk, TO)).bodies).toEqual(range(TO, END));
  });

  test('leaves a log alone that is not damaged', async () => {
    const [disk] = await damagedDisk(behind, 'closed', flip('consensus/stubs', 40));
    expect(await repair(disk, behind)).toMatchObject({
      ...{ ok: true },
      value: { written: ['consensus/stubs'], dropped: [] },
    });
    await expectWhole(disk, behind);
    expect((await openRepaired(disk, TO)).bodies).toEqual(range(120, END));
  });
});

test('what a repair put away is deleted when it is disposed of later', async () => {
  const change = both(flip(segment(TO), 100), flip(segment(200), 100), flip('publish/stubs', 40));
  const [disk] = await damagedDisk(written, 'closed', change);
  const outcome = await repair(disk, written);
  const kept = outcome.ok ? `${outcome.value.kept}` : '';
  const names = () => [...folderOn(disk, kept).keys()].sort();
  expect(names()).toEqual([segment(TO), segment(200), 'publish/stubs']);
  const { journal } = await openTestJournal('/home', disk);
  await journal.disposeBodies('publish', 180);
  expect(names()).toEqual([segment(200), 'publish/stubs']);
  let isFailing = true;
  disk.failing = (operation) =>
    isFailing && operation.startsWith(`remove ${kept}`) ? new Error('EIO') : undefined;
  await expect(journal.disposeBodies('publish', 250)).rejects.toMatchObject({
    code: 'JOURNAL_UNWRITABLE',
  });
  isFailing = false;
  await journal.reopen();
  expect(names()).toEqual(['publish/stubs']);
  await journal.close();
});

describe('a repair that is stopped at any call on files', () => {
  const DAMAGE: Change = (folder: MemoryFolder) => {
    const last = [...folder.keys()].filter((path) => path.startsWith('publish/bodies/')).at(-1);
    for (const path of ['manifest', 'publish/stubs', last ?? '']) flip(path, 60)(folder);
    folder.set(segment(0), folder.get(last ?? '') as Uint8Array);
  };

  test('leaves the old or the new, and running again ends it', async () => {
    const small = await writeWitnessed(2, 1, { certified: 15, own: 15, copy: 0 });
    const [whole] = await damagedDisk(small, 'crashed', DAMAGE);
    expect(await repair(whole, small)).toMatchObject({ ok: true });
    const total = whole.operations.length;
    expect(total).toBeGreaterThan(60);
    // Every one of them is failed for a journal that has all its bodies: repair-stopped.test.ts.
    for (let at = 1; at <= total; at += 3) {
      const [disk] = await damagedDisk(small, 'crashed', DAMAGE);
      disk.failing = (_, number) => (number >= at ? new Error('EIO') : undefined);
      await expect(repair(disk, small)).rejects.toThrow('EIO');
      const found = disk.afterPowerLoss(POWER_LOSSES[((at - 1) / 3) % 3] as PowerLoss);
      expect(await repair(found, small)).toMatchObject({ ok: true });
      await expectWhole(found, small);
      expectGone(found, small);
    }
  }, 60_000);
});

describe('whatever is done to a journal with bodies disposed of', () => {
  test.each<Base>(['closed', 'crashed'])(
    '%s: nothing of them comes back, and the rest is as it was, or left',
    async (base) => {
      const seen = { repaired: 0, refused: 0 };
      const changes = changesWith([written.earlier]);
      const numbers = fc.infiniteStream(fc.nat());
      const names = fc.constantFrom(...CHANGE_NAMES);
      const property = fc.asyncProperty(names, numbers, async (name, stream) => {
        const change: Change = (folder) => {
          changes[name]?.(folder, (count) => (stream.next().value as number) % Math.max(1, count));
        };
        const [disk, before] = await damagedDisk(written, base, change);
        const outcome = await repair(disk, written);
        seen[outcome.ok ? 'repaired' : 'refused'] += 1;
        if (!outcome.ok) {
          expect(isSame(folderOn(disk, JOURNAL), before), name).toBe(true);
          return;
        }
        const { verdict, heads, bodies } = await openRepaired(disk, TO);
        expect(verdict, name).toMatchObject({ ok: true });
        expect(bodies[0], name).toBe(TO);
        expectGone(disk, written);
        for (const { source, size, root } of heads) {
          const least = written.copied.get(SOURCE_NAMES[source - 1] as JournalSourceName) ?? 0;
          expect(size, name).toBeGreaterThanOrEqual(least);
          expect(bytesToHex(root), name).toBe(written.roots.get(`${source}/${size}`));
        }
      });
      await fc.assert(property, { numRuns: 15 });
      expect(seen.repaired).toBeGreaterThan(4);
    },
    60_000,
  );
});
