import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../src/memory-disk.ts';
import type { SignPoint, SignStep } from '../src/sign-record.ts';
import { SIGN_FILE_BYTES } from '../src/sign-slots.ts';
import { openMemorySignState, openSignState } from '../src/sign-state.ts';
import { newFolder } from './folder.ts';

const NAME = 'sign-state';
const BLOCK_A = new Uint8Array(32).fill(0xaa);
const BLOCK_B = new Uint8Array(32).fill(0xbb);
const NIL = new Uint8Array();

function at(height: number, round: number, step: SignStep, blockId = BLOCK_A): SignPoint {
  return { height, round, step, blockId };
}

test('a validator signs forward, the same again, and nothing else', async () => {
  const guard = await openMemorySignState(new MemoryDisk());
  const steps: readonly [SignPoint, string][] = [
    [at(5, 0, 0), 'new'],
    [at(5, 0, 0), 'same'],
    [at(5, 0, 0, BLOCK_B), 'conflict'],
    [at(5, 0, 1), 'new'],
    [at(5, 0, 1, NIL), 'conflict'],
    [at(5, 0, 0), 'conflict'],
    [at(5, 0, 2, NIL), 'new'],
    [at(5, 0, 2, NIL), 'same'],
    [at(5, 1, 1, BLOCK_B), 'new'],
    [at(5, 1, 0, BLOCK_B), 'conflict'],
    [at(5, 0, 2), 'conflict'],
    [at(4, 9, 2), 'conflict'],
    [at(6, 0, 0), 'new'],
    [at(6, 0, 0), 'same'],
    [at(5, 1, 1, BLOCK_B), 'conflict'],
  ];
  for (const [index, [point, answer]] of steps.entries()) {
    expect(await guard.advance(point), `step ${index}`).toBe(answer);
  }
  expect(guard.last()).toEqual({ type: 'signed', ...at(6, 0, 0) });
});

test('asked twice at once, one of two different votes is signed', async () => {
  const guard = await openMemorySignState(new MemoryDisk());
  const asked = [BLOCK_A, BLOCK_B, BLOCK_A].map((block) => guard.advance(at(1, 0, 1, block)));
  expect(await Promise.all(asked)).toEqual(['new', 'conflict', 'same']);
});

test('a raised height bars everything at or below it', async () => {
  const guard = await openMemorySignState(new MemoryDisk());
  await guard.raise(10);
  expect(guard.last()).toEqual({ type: 'raised', height: 10 });
  expect(await guard.advance(at(10, 4_294_967_295, 2))).toBe('conflict');
  expect(await guard.advance(at(11, 0, 0))).toBe('new');
  await guard.raise(10);
  expect(guard.last()).toEqual({ type: 'signed', ...at(11, 0, 0) });
  await guard.raise(11);
  expect(await guard.advance(at(11, 0, 0))).toBe('conflict');
  expect(await guard.advance(at(11, 0, 1))).toBe('conflict');
  expect(await guard.advance(at(12, 0, 0))).toBe('new');
});

test.each<[string, SignPoint]>([
  ['a negative height', at(-1, 0, 0)],
  ['a round beyond 32 bits', at(1, 4_294_967_296, 0)],
  ['a step of 3', at(1, 0, 3 as SignStep)],
  ['a block id of 33 bytes', at(1, 0, 0, new Uint8Array(33))],
])('%s is a broken invariant', async (_name, point) => {
  const guard = await openMemorySignState(new MemoryDisk());
  expect(() => guard.advance(point)).toThrow();
  expect(guard.last()).toEqual({ type: 'nothing' });
});

describe('on disk', () => {
  test('is found again over opening anew and does not grow', async () => {
    const path = join(await newFolder(), NAME);
    for (let height = 1; height <= 5; height++) {
      const guard = await openSignState(path, { create: true });
      for (const step of [0, 1, 2] as const) {
        expect(await guard.advance(at(height, 0, step))).toBe('new');
      }
      await guard.close();
      expect((await stat(path)).size).toBe(SIGN_FILE_BYTES);
    }
    const guard = await openSignState(path);
    expect(guard.last()).toEqual({ type: 'signed', ...at(5, 0, 2) });
    expect(await guard.advance(at(5, 0, 2))).toBe('same');
    await guard.close();
    await expect(guard.advance(at(6, 0, 0))).rejects.toMatchObject({ code: 'SIGN_STATE_CLOSED' });
  });

  test('a missing file is refused, by name, and not made', async () => {
    const path = join(await newFolder(), NAME);
    const refusal = { code: 'SIGN_STATE_MISSING' };
    await expect(openSignState(path)).rejects.toMatchObject(refusal);
    await expect(openSignState(path)).rejects.toMatchObject(refusal);
    const disk = new MemoryDisk();
    await expect(openMemorySignState(disk, NAME, {})).rejects.toMatchObject(refusal);
  });

  test('made for a lost record it signs nothing until a height is raised', async () => {
    const path = join(await newFolder(), NAME);
    let guard = await openSignState(path, { isLost: true });
    expect(await guard.advance(at(9, 0, 0))).toBe('conflict');
    await guard.close();
    // Opening it anew, as for a new key even, makes nothing known.
    guard = await openSignState(path, { create: true, isLost: true });
    expect(guard.last()).toEqual({ type: 'unknown' });
    expect(guard.point()).toBe('unknown');
    expect(await guard.advance(at(9, 0, 0))).toBe('conflict');
    await guard.raise(9);
    expect(guard.point()).toEqual({ height: 9, round: 'all' });
    expect(await guard.advance(at(9, 5, 2))).toBe('conflict');
    expect(await guard.advance(at(10, 0, 1))).toBe('new');
    expect(guard.point()).toEqual({ height: 10, round: 0, step: 1 });
    await guard.close();
  });

  test('a folder that is not there is refused, by name', async () => {
    const path = join(await newFolder(), 'nowhere', NAME);
    const refusal = { code: 'SIGN_STATE_OPEN_FAILED' };
    await expect(openSignState(path, { create: true })).rejects.toMatchObject(refusal);
  });

  test('a file of another kind is refused and left alone', async () => {
    const path = join(await newFolder(), NAME);
    await writeFile(path, 'something else');
    const refusal = { code: 'SIGN_STATE_CORRUPT' };
    await expect(openSignState(path, { create: true })).rejects.toMatchObject(refusal);
    expect(await readFile(path, 'utf8')).toBe('something else');
  });
});

/** A disk on which (1,0,0), (1,0,1) and (1,0,2) were signed and closed. */
async function signedDisk(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const guard = await openMemorySignState(disk);
  for (const step of [0, 1, 2] as const) await guard.advance(at(1, 0, step));
  await guard.close();
  return disk;
}

describe('damage', () => {
  test('no flipped byte anywhere makes it forget', async () => {
    const disk = await signedDisk();
    const content = disk.content(NAME);
    for (let offset = 0; offset < content.length; offset++) {
      // Behind the record a page is padding; every 61st byte of it stands for the others.
      if (offset % 4096 > 80 && offset % 61 !== 0) continue;
      const bad = content.slice();
      bad[offset] = (bad[offset] ?? 0) ^ 0x20;
      disk.content(NAME, bad);
      const guard = await openMemorySignState(disk);
      expect(guard.last(), `byte ${offset}`).toEqual({ type: 'signed', ...at(1, 0, 2) });
    }
  });

  test('no lost page makes it forget, two lost pages of one slot are refused', async () => {
    const disk = await signedDisk();
    const content = disk.content(NAME);
    for (const pages of [[0], [1], [2], [3], [0, 1], [0, 2], [1, 3], [0, 3]]) {
      const bad = content.slice();
      for (const page of pages) bad.fill(0, 4096 * page, 4096 * (page + 1));
      disk.content(NAME, bad);
      const isSlotGone = pages.length === 2 && pages[0] === (pages[1] ?? 0) - 2;
      const opening = openMemorySignState(disk);
      if (isSlotGone) await expect(opening).rejects.toMatchObject({ code: 'SIGN_STATE_CORRUPT' });
      else expect((await opening).last()).toEqual({ type: 'signed', ...at(1, 0, 2) });
    }
  });

  test('a file cut at any byte is refused', async () => {
    const disk = await signedDisk();
    const content = disk.content(NAME);
    for (let length = 0; length < content.length; length += 127) {
      disk.content(NAME, content.subarray(0, length));
      const refusal = { name: 'StorageError', code: 'SIGN_STATE_CORRUPT' };
      await expect(openMemorySignState(disk)).rejects.toMatchObject(refusal);
    }
  });

  test('slots that do not follow each other are refused', async () => {
    const [disk, later] = [await signedDisk(), await signedDisk()];
    const guard = await openMemorySignState(later);
    for (let height = 2; height <= 4; height++) await guard.advance(at(height, 0, 0));
    await guard.close();
    // The odd slot of one time, the even slot of another.
    const mixed = disk.content(NAME);
    const newer = later.content(NAME);
    for (const page of [0, 2])
      mixed.set(newer.subarray(4096 * page, 4096 * (page + 1)), 4096 * page);
    disk.content(NAME, mixed);
    const refusal = { code: 'SIGN_STATE_CORRUPT' };
    await expect(openMemorySignState(disk)).rejects.toMatchObject(refusal);
  });
});

describe('after a crash', () => {
  test('at any byte of any write, what was answered stands', async () => {
    const crash = fc.record({
      /** Advances answered before the disk stops forcing. */
      answered: fc.nat({ max: 3 }),
      whole: fc.nat({ max: 3 }),
      tornBytes: fc.nat({ max: 61 }),
    });
    const lives = fc.array(crash, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lives, async (crashes) => {
        const never = new Promise<void>(() => {});
        const state = { isStuck: false };
        const disk = new MemoryDisk({
          beforeSync: () => (state.isStuck ? never : Promise.resolve()),
        });
        let height = 1;
        for (const { answered, whole, tornBytes } of crashes) {
          const guard = await openMemorySignState(disk);
          for (let count = 0; count < answered; count++) {
            expect(await guard.advance(at(height, 0, 1))).toBe('new');
            height += 1;
          }
          const stands = guard.last();
          state.isStuck = true;
          guard.advance(at(height, 0, 1)).catch(() => {});
          await new Promise((resolve) => setImmediate(resolve));
          disk.crash(() => ({ whole, tornBytes }));
          state.isStuck = false;
          const found = (await openMemorySignState(disk)).last();
          const asked = { type: 'signed', ...at(height, 0, 1) };
          expect([stands, asked]).toContainEqual(found);
          height += 1;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a write that fails is named, and nothing is signed any more', async () => {
    const state = { isFull: false };
    const full = new Error('no space left on device');
    const disk = new MemoryDisk({
      beforeSync: async () => {
        if (state.isFull) throw full;
      },
    });
    const guard = await openMemorySignState(disk);
    await guard.advance(at(1, 0, 0));
    state.isFull = true;
    const refusal = { code: 'SIGN_STATE_WRITE_FAILED', cause: full };
    await expect(guard.advance(at(1, 0, 1))).rejects.toMatchObject(refusal);
    state.isFull = false;
    await expect(guard.advance(at(1, 0, 1))).rejects.toMatchObject(refusal);
    await expect(guard.raise(9)).rejects.toMatchObject(refusal);
    expect(guard.last()).toEqual({ type: 'signed', ...at(1, 0, 0) });
  });
});

test('a newer format is refused, by name', async () => {
  const { crc32 } = await import('node:zlib');
  const disk = await signedDisk();
  const content = Buffer.from(disk.content(NAME));
  content.writeUInt16BE(2, 4);
  content.writeUInt32BE(crc32(content.subarray(0, 57)), 57);
  disk.content(NAME, content);
  await expect(openMemorySignState(disk)).rejects.toMatchObject({ code: 'SIGN_STATE_TOO_NEW' });
});
