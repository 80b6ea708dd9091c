import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../src/memory-disk.ts';
import { WAL_HEADER_BYTES, walHeader } from '../src/wal-format.ts';
import {
  type FileWriteAheadLog,
  openMemoryWriteAheadLog,
  openWriteAheadLog,
  WAL_BYTES_MAX,
  WAL_LONG_BYTES,
} from '../src/write-ahead-log.ts';
import { newFolder } from './folder.ts';

const RECORDS = [
  Uint8Array.of(1),
  new Uint8Array(),
  Uint8Array.of(2, 2, 2),
  new Uint8Array(40).fill(3),
];

async function reopened(disk: MemoryDisk) {
  const log = await openMemoryWriteAheadLog(disk);
  return { records: await log.load(), dropped: log.droppedBytes };
}

async function filledDisk(): Promise<{ disk: MemoryDisk; ends: number[] }> {
  const disk = new MemoryDisk();
  const log = await openMemoryWriteAheadLog(disk);
  const ends: number[] = [WAL_HEADER_BYTES];
  for (const record of RECORDS) {
    await log.append(record);
    ends.push(disk.content('wal').length);
  }
  return { disk, ends };
}

describe.each<[string, () => Promise<() => Promise<FileWriteAheadLog>>]>([
  [
    'on disk',
    async () => {
      const path = join(await newFolder(), 'wal');
      return () => openWriteAheadLog(path);
    },
  ],
  [
    'in memory',
    async () => {
      const disk = new MemoryDisk();
      return () => openMemoryWriteAheadLog(disk);
    },
  ],
])('write-ahead log %s', (_name, makePlace) => {
  test('keeps records in order over opening anew', async () => {
    const open = await makePlace();
    const log = await open();
    expect(await log.load()).toEqual([]);
    await Promise.all(RECORDS.map((record) => log.append(record)));
    await log.close();
    const again = await open();
    expect(await again.load()).toEqual(RECORDS);
    await again.append(Uint8Array.of(9));
    await again.close();
    const last = await open();
    expect(await last.load()).toEqual([...RECORDS, Uint8Array.of(9)]);
    expect(last.droppedBytes).toBe(0);
    await last.close();
  });

  test('forgets on clear, and only what came before it', async () => {
    const open = await makePlace();
    const log = await open();
    const acts = [
      log.append(Uint8Array.of(1)),
      log.append(Uint8Array.of(2)),
      log.clear(),
      log.append(Uint8Array.of(3)),
    ];
    await Promise.all(acts);
    await log.close();
    const again = await open();
    expect(await again.load()).toEqual([Uint8Array.of(3)]);
    await again.clear();
    await again.close();
    const last = await open();
    expect(await last.load()).toEqual([]);
    await last.close();
  });

  test('takes no record that would exceed its bound, and goes on after a clear', async () => {
    const log = await (await makePlace())();
    const half = new Uint8Array(WAL_BYTES_MAX / 2);
    const first = log.append(half);
    await expect(log.append(half)).rejects.toMatchObject({ code: 'WAL_FULL' });
    await first;
    await log.clear();
    await log.append(half);
    await log.close();
  });

  test('what replaces it is all there is, in the order of what was asked', async () => {
    const open = await makePlace();
    const log = await open();
    const acts = [
      log.append(Uint8Array.of(1)),
      log.append(Uint8Array.of(2)),
      log.replace([Uint8Array.of(2), Uint8Array.of(3)]),
      log.append(Uint8Array.of(4)),
    ];
    await Promise.all(acts);
    await log.close();
    const again = await open();
    expect(await again.load()).toEqual([2, 3, 4].map((value) => Uint8Array.of(value)));
    await again.replace([]);
    await again.close();
    const last = await open();
    expect(await last.load()).toEqual([]);
    await last.close();
  });

  test('says that it is long, and no more once it is replaced', async () => {
    const log = await (await makePlace())();
    await log.append(new Uint8Array(WAL_LONG_BYTES - 100));
    expect(log.isLong()).toBe(false);
    await log.append(new Uint8Array(100));
    expect(log.isLong()).toBe(true);
    const tooMuch = [new Uint8Array(WAL_BYTES_MAX)];
    await expect(log.replace(tooMuch)).rejects.toMatchObject({ code: 'WAL_FULL' });
    expect(log.isLong()).toBe(true);
    await log.replace([Uint8Array.of(1)]);
    expect(log.isLong()).toBe(false);
    await log.close();
  });

  test('closed, it says so', async () => {
    const log = await (await makePlace())();
    const pending = log.append(Uint8Array.of(1));
    await log.close();
    await pending;
    await expect(log.append(Uint8Array.of(1))).rejects.toMatchObject({ code: 'WAL_CLOSED' });
    await expect(log.clear()).rejects.toMatchObject({ code: 'WAL_CLOSED' });
  });
});

test('appends made together share one force', async () => {
  let forces = 0;
  const disk = new MemoryDisk({
    beforeSync: async () => {
      forces += 1;
    },
  });
  const log = await openMemoryWriteAheadLog(disk);
  forces = 0;
  await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(Uint8Array.of(index))));
  expect(forces).toBe(1);
});

describe('after a crash', () => {
  test('a file cut at any byte keeps every whole record and reports the rest', async () => {
    const { disk, ends } = await filledDisk();
    const content = disk.content('wal');
    for (let length = 0; length <= content.length; length++) {
      disk.content('wal', content.subarray(0, length));
      const { records, dropped } = await reopened(disk);
      const whole = Math.max(0, ends.filter((end) => end <= length).length - 1);
      expect(records).toEqual(RECORDS.slice(0, whole));
      const kept = length < WAL_HEADER_BYTES ? 0 : (ends[whole] ?? 0);
      expect(dropped).toBe(length - kept);
      // The tail is gone for good: what is appended next follows the last whole record.
      const log = await openMemoryWriteAheadLog(disk);
      await log.append(Uint8Array.of(7));
      expect((await reopened(disk)).records).toEqual([
        ...RECORDS.slice(0, whole),
        Uint8Array.of(7),
      ]);
    }
  });

  test('any flipped bit keeps every record before it', async () => {
    const { disk, ends } = await filledDisk();
    const content = disk.content('wal');
    for (let bit = 8 * WAL_HEADER_BYTES; bit < 8 * content.length; bit++) {
      const bad = content.slice();
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      disk.content('wal', bad);
      const before = ends.filter((end) => end <= bit >> 3).length - 1;
      expect((await reopened(disk)).records).toEqual(RECORDS.slice(0, before));
    }
  });

  test('a tail of zeros is no record', async () => {
    const { disk } = await filledDisk();
    const content = disk.content('wal');
    const padded = new Uint8Array(content.length + 4096);
    padded.set(content);
    disk.content('wal', padded);
    expect(await reopened(disk)).toEqual({ records: RECORDS, dropped: 4096 });
  });

  test('whatever is lost or torn of what was not forced, no forced record is', async () => {
    const step = fc.record({
      records: fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 3 }),
      isCleared: fc.boolean(),
    });
    const run = fc.record({
      steps: fc.array(step, { maxLength: 6 }),
      unforced: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      whole: fc.nat({ max: 2 }),
      tornBytes: fc.nat({ max: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ steps, unforced, whole, tornBytes }) => {
        const never = new Promise<void>(() => {});
        const state = { isStuck: false };
        const disk = new MemoryDisk({
          beforeSync: () => (state.isStuck ? never : Promise.resolve()),
        });
        const log = await openMemoryWriteAheadLog(disk);
        let forced: Uint8Array[] = [];
        for (const { records, isCleared } of steps) {
          for (const record of records) await log.append(record);
          forced.push(...records);
          if (!isCleared) continue;
          // A clear counts with the next force; until then the old records may come back.
          await log.clear();
          await log.append(Uint8Array.of(0));
          forced = [Uint8Array.of(0)];
        }
        state.isStuck = true;
        log.append(unforced).catch(() => {});
        await new Promise((resolve) => setImmediate(resolve));
        disk.crash(() => ({ whole, tornBytes }));
        state.isStuck = false;
        const { records } = await reopened(disk);
        expect(records.slice(0, forced.length)).toEqual(forced);
        const rest = records.slice(forced.length);
        expect(rest.length === 0 || (rest.length === 1 && rest[0])).toEqual(
          rest.length === 0 ? true : unforced,
        );
      }),
      { numRuns: 100 },
    );
  });

  test('a replacement that was not forced leaves all that was there', async () => {
    const state = { isStuck: false };
    const never = new Promise<void>(() => {});
    const disk = new MemoryDisk({
      beforeSync: () => (state.isStuck ? never : Promise.resolve()),
    });
    const log = await openMemoryWriteAheadLog(disk);
    for (const record of RECORDS) await log.append(record);
    state.isStuck = true;
    log.replace([Uint8Array.of(9)]).catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    disk.crash(() => ({ whole: 1 }));
    state.isStuck = false;
    expect((await reopened(disk)).records).toEqual(RECORDS);
  });

  test('a replacement that a crash left beside the log is removed and not read', async () => {
    const path = join(await newFolder(), 'wal');
    const log = await openWriteAheadLog(path);
    await log.append(Uint8Array.of(1));
    await log.close();
    await writeFile(`${path}.new`, walHeader());
    const again = await openWriteAheadLog(path);
    expect(await again.load()).toEqual([Uint8Array.of(1)]);
    await expect(stat(`${path}.new`)).rejects.toMatchObject({ code: 'ENOENT' });
    await again.close();
  });

  test('records before a clear that was not forced come back, and that is all', async () => {
    const disk = new MemoryDisk();
    const log = await openMemoryWriteAheadLog(disk);
    await log.append(Uint8Array.of(1));
    await log.clear();
    disk.crash();
    expect((await reopened(disk)).records).toEqual([Uint8Array.of(1)]);
  });
});

describe('bad input', () => {
  test('a newer format is refused, by name', async () => {
    const path = join(await newFolder(), 'wal');
    await writeFile(path, Uint8Array.of(...walHeader().subarray(0, 7), 2));
    await expect(openWriteAheadLog(path)).rejects.toMatchObject({ code: 'WAL_TOO_NEW' });
    expect((await stat(path)).size).toBe(WAL_HEADER_BYTES);
  });

  test('a file that is no write-ahead log is refused and left alone', async () => {
    const path = join(await newFolder(), 'wal');
    await writeFile(path, 'something else altogether');
    await expect(openWriteAheadLog(path)).rejects.toMatchObject({ code: 'WAL_CORRUPT' });
    expect(await readFile(path, 'utf8')).toBe('something else altogether');
  });

  test('a folder that is not there is refused, by name', async () => {
    const path = join(await newFolder(), 'nowhere', 'wal');
    await expect(openWriteAheadLog(path)).rejects.toMatchObject({ code: 'WAL_OPEN_FAILED' });
  });

  test('a disk that refuses: named with its cause, now and for every later append', async () => {
    const state = { isFull: false };
    const full = new Error('no space left on device');
    const disk = new MemoryDisk({
      beforeSync: async () => {
        if (state.isFull) throw full;
      },
    });
    const log = await openMemoryWriteAheadLog(disk);
    await log.append(Uint8Array.of(1));
    state.isFull = true;
    const refusal = { code: 'WAL_WRITE_FAILED', cause: full };
    await expect(log.append(Uint8Array.of(2))).rejects.toMatchObject(refusal);
    state.isFull = false;
    await expect(log.append(Uint8Array.of(3))).rejects.toMatchObject(refusal);
  });
});
