import type { JournalSourceName } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { CursorFile } from '../src/forward/cursor-file.ts';
import { FakeDisk, POWER_LOSSES } from './fake-disk.ts';

const place = { folder: '/home/data', name: 'forward-cursor' };
const RECEIVER = 'tls://siem.example:6514';

function cursorOn(files: FakeDisk, receiver = RECEIVER): CursorFile {
  return new CursorFile({ files, ...place }, receiver);
}

/** Moves the cursor ten times; tells of every move the moment it is acknowledged. */
async function move(disk: FakeDisk, acknowledged: (index: number) => void): Promise<void> {
  const cursor = cursorOn(disk);
  for (let index = 1; index <= 10; index++) {
    await cursor.save(
      new Map([
        ['publish', index],
        ['auth', 2 * index],
      ] as const),
    );
    acknowledged(index);
  }
}

test('a loss of power at any operation leaves the acknowledged position or the next', async () => {
  const whole = new FakeDisk();
  await move(whole, () => undefined);
  const total = whole.operations.length;
  expect(total).toBeGreaterThanOrEqual(50);
  for (let last = 1; last <= total; last++) {
    const disk = new FakeDisk();
    disk.failing = (_, number) => (number >= last ? new Error('power') : undefined);
    let known = 0;
    await expect(
      move(disk, (index) => {
        known = index;
      }),
    ).rejects.toThrow('power');
    for (const loss of POWER_LOSSES) {
      const loaded = await cursorOn(disk.afterPowerLoss(loss)).load();
      const at = typeof loaded === 'string' ? 0 : (loaded.get('publish') ?? 0);
      expect(loaded).not.toBe('damaged');
      expect([known, known + 1]).toContain(at);
      if (typeof loaded !== 'string') expect(loaded.get('auth')).toBe(2 * at);
    }
  }
});

test('positions of logs that are not forwarded at present are kept', async () => {
  const disk = new FakeDisk();
  await cursorOn(disk).save(
    new Map([
      ['publish', 5],
      ['auth', 3],
    ] as const),
  );
  const later = cursorOn(disk);
  await later.load();
  await later.save(new Map<JournalSourceName, number>([['publish', 9]]));
  const loaded = await cursorOn(disk).load();
  expect(loaded).toEqual(expect.any(Map));
  expect([...(loaded as Map<string, number>)].filter(([, index]) => index > 0)).toEqual([
    ['auth', 3],
    ['publish', 9],
  ]);
});

test('every changed byte is noticed, and so are a newer format and another receiver', async () => {
  const disk = new FakeDisk();
  expect(await cursorOn(disk).load()).toBe('none');
  await cursorOn(disk).save(new Map([['publish', 123]] as const));
  expect(await cursorOn(disk, 'tls://other.example:6514').load()).toBe('none');
  const bytes = disk.contents().get('/home/data/forward-cursor') as Uint8Array;
  for (let at = 0; at < bytes.length; at++) {
    const original = bytes[at] as number;
    bytes[at] = original ^ 2;
    const outcome = await cursorOn(disk)
      .load()
      .catch((error) => error.code);
    expect(['damaged', 'JOURNAL_TOO_NEW']).toContain(outcome);
    bytes[at] = original;
  }
  const newer = Buffer.from('mingjing forward 2\n{}\n0\n');
  const file = await disk.open('/home/data/forward-cursor');
  await file.truncate(0);
  await file.write(newer, 0);
  await expect(cursorOn(disk).load()).rejects.toMatchObject({ code: 'JOURNAL_TOO_NEW' });
});
