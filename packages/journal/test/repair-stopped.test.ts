import { bytesToHex } from '@mingjing/crypto';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { both, type Change, flip, remove } from './damage.ts';
import { POWER_LOSSES, type PowerLoss } from './fake-disk.ts';
import { CHANGE_NAMES, changesWith, isSame } from './folder-changes.ts';
import {
  type Base,
  damagedDisk,
  expectWhole,
  folderOn,
  openRepaired,
  repairOn,
  type Written,
  writeWitnessed,
} from './repair-fixture.ts';

let written: Written;
beforeAll(async () => {
  written = await writeWitnessed();
});

describe('what stops a repair', () => {
  const SEGMENT = 'publish/bodies/0000000000000000.seg';
  const DAMAGE: Change = both(
    flip('manifest', 60),
    flip('publish/stubs', 40),
    flip(SEGMENT, 100),
    remove('consensus/tile/0'),
  );

  test('before its act is written leaves the journal as it was', async () => {
    const [disk, before] = await damagedDisk(written, 'crashed', DAMAGE);
    const onAccept = () => Promise.reject(new Error('no act'));
    await expect(repairOn(disk, written.copy, { onAccept })).rejects.toThrow('no act');
    expect(folderOn(disk, '/home/data/journal')).toEqual(before);
    expect(await repairOn(disk, written.copy)).toMatchObject({ ok: true });
    await expectWhole(disk, written);
  });

  test('at any call on files leaves the old or the new, and running again ends it', async () => {
    const small = await writeWitnessed(2, 1);
    const [whole] = await damagedDisk(small, 'crashed', DAMAGE);
    await repairOn(whole, small.copy);
    const total = whole.operations.length;
    expect(total).toBeGreaterThan(60);
    for (let at = 1; at <= total; at++) {
      const [disk] = await damagedDisk(small, 'crashed', DAMAGE);
      disk.failing = (_, number) => (number >= at ? new Error('EIO') : undefined);
      await expect(repairOn(disk, small.copy)).rejects.toThrow('EIO');
      const found = disk.afterPowerLoss(POWER_LOSSES[at % 3] as PowerLoss);
      expect(await repairOn(found, small.copy)).toMatchObject({ ok: true });
      await expectWhole(found, small);
    }
  }, 60_000);

  test('after it was accepted is ended by the next start', async () => {
    const [disk] = await damagedDisk(written, 'crashed', DAMAGE);
    let isAccepted = false;
    disk.failing = (operation) => {
      isAccepted ||= operation.endsWith('-repair/accepted');
      return isAccepted && operation.includes('/journal/') ? new Error('EIO') : undefined;
    };
    await expect(repairOn(disk, written.copy)).rejects.toThrow('EIO');
    const found = disk.afterPowerLoss('keep');
    await expectWhole(found, written);
  });
});

describe('whatever is done to a journal', () => {
  test.each<Base>(['closed', 'crashed'])(
    '%s: repaired to what it was, or left',
    async (base) => {
      const seen = { repaired: 0, refused: 0 };
      const numbers = fc.infiniteStream(fc.nat());
      const changes = changesWith([written.earlier]);
      const names = fc.constantFrom(...CHANGE_NAMES);
      const property = fc.asyncProperty(names, numbers, async (name, stream) => {
        const change: Change = (folder) => {
          changes[name]?.(folder, (count) => (stream.next().value as number) % Math.max(1, count));
        };
        const [disk, before] = await damagedDisk(written, base, change);
        const outcome = await repairOn(disk, written.copy);
        seen[outcome.ok ? 'repaired' : 'refused'] += 1;
        if (!outcome.ok) {
          expect(isSame(folderOn(disk, '/home/data/journal'), before), name).toBe(true);
          return;
        }
        const { verdict, heads } = await openRepaired(disk);
        expect(verdict, name).toMatchObject({ ok: true });
        // Taken back whole, signatures and all, only the copy knows what there was.
        const isOld = name === 'roll all files back but one';
        for (const { source, size, root } of heads) {
          const sourceName = SOURCE_NAMES[source - 1] as JournalSourceName;
          const full = written.heads.find((head) => head.source === source)?.size ?? 0;
          const least = isOld ? (written.copied.get(sourceName) ?? 0) : full;
          expect(size, name).toBeGreaterThanOrEqual(least);
          expect(bytesToHex(root), name).toBe(written.roots.get(`${source}/${size}`));
        }
        expect(heads.length, name).toBe(written.heads.length);
      });
      await fc.assert(property, { numRuns: 50 });
      expect(seen.repaired).toBeGreaterThan(15);
    },
    60_000,
  );
});
