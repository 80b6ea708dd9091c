import { describe, expect, test } from 'vitest';
import { MemoryDurableFile } from '../src/durable-file.ts';
import { DiskCrashedError, MemoryDisk } from '../src/memory-disk.ts';
import { openMemoryKeyValue } from '../src/memory-key-value.ts';

describe('a file', () => {
  async function withPending(): Promise<MemoryDisk> {
    const disk = new MemoryDisk();
    const file = new MemoryDurableFile(disk, 'f');
    await file.write(0, Uint8Array.of(1, 1, 1, 1));
    await file.sync();
    await file.write(2, Uint8Array.of(2, 2, 2, 2));
    await file.truncate(3);
    await file.write(3, Uint8Array.of(3, 3));
    return disk;
  }

  test.each<[number, number, number[]]>([
    [0, 0, [1, 1, 1, 1]],
    [0, 1, [1, 1, 2, 1]],
    [0, 3, [1, 1, 2, 2, 2]],
    [1, 0, [1, 1, 2, 2, 2, 2]],
    [2, 0, [1, 1, 2]],
    [2, 1, [1, 1, 2, 3]],
    [3, 0, [1, 1, 2, 3, 3]],
  ])('of its unforced changes %i and %i bytes survive', async (whole, tornBytes, expected) => {
    const disk = await withPending();
    expect(disk.content('f')).toEqual(Uint8Array.of(1, 1, 2, 3, 3));
    disk.crash((name, pending) => {
      expect([name, pending]).toEqual(['f', [4, 0, 2]]);
      return { whole, tornBytes };
    });
    expect(disk.content('f')).toEqual(Uint8Array.from(expected));
  });

  test('what is written while forcing is not forced with it', async () => {
    const gate = Promise.withResolvers<void>();
    const disk = new MemoryDisk({ beforeSync: () => gate.promise });
    const file = new MemoryDurableFile(disk, 'f');
    await file.write(0, Uint8Array.of(1));
    const forcing = file.sync();
    await file.write(1, Uint8Array.of(2));
    gate.resolve();
    await forcing;
    disk.crash();
    expect(disk.content('f')).toEqual(Uint8Array.of(1));
  });

  test('a handle does not outlive a crash', async () => {
    const disk = new MemoryDisk();
    const file = new MemoryDurableFile(disk, 'f');
    disk.crash();
    await expect(file.read()).rejects.toThrow(DiskCrashedError);
    await expect(file.write(0, Uint8Array.of(1))).rejects.toThrow(DiskCrashedError);
    await expect(file.sync()).rejects.toThrow(DiskCrashedError);
  });
});

describe('a database', () => {
  test('batches survive whole, oldest first, or not at all', async () => {
    const gate = Promise.withResolvers<void>();
    const disk = new MemoryDisk({ beforeSync: () => gate.promise });
    const database = openMemoryKeyValue(disk, 'd');
    const failed = [1, 2, 3].map(async (number) => {
      const batch = database.batch();
      batch.put(Uint8Array.of(1, number), Uint8Array.of(number));
      batch.put(Uint8Array.of(1, 0), Uint8Array.of(number));
      const writing = batch.write();
      await expect(writing).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    });
    disk.crash((_name, pending) => {
      expect(pending).toEqual([2, 2, 2]);
      return { whole: 2, tornBytes: 1 };
    });
    gate.resolve();
    await Promise.all(failed);
    const again = openMemoryKeyValue(disk, 'd');
    expect(again.getSync(Uint8Array.of(1, 0))).toEqual(Uint8Array.of(2));
    expect(again.getSync(Uint8Array.of(1, 3))).toBeUndefined();
  });
});
