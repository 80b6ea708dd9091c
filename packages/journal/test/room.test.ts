import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOM_RESERVE_BYTES } from '../src/index.ts';
import { openTestJournal, plainEntry, type TestJournal, userEntry } from './fixture.ts';

let root: string;
let opened: TestJournal;
beforeEach(async () => {
  root = mkdtempSync(`${tmpdir()}/journal-room-`);
  opened = await openTestJournal(root);
});
afterEach(async () => {
  await opened.journal.close();
  rmSync(root, { recursive: true, force: true });
});

const full = { code: 'JOURNAL_FULL' };

it('takes entries without a bound until it is told one', async () => {
  await opened.journal.append(userEntry('a'));
  expect(opened.journal.room.left).toBe(Number.POSITIVE_INFINITY);
});

it('has less room by each entry, and refuses acts before its own upkeep', async () => {
  const { journal } = opened;
  journal.room.set(ROOM_RESERVE_BYTES + 1);
  await journal.append(userEntry('a'));
  expect(journal.room.left).toBeLessThan(ROOM_RESERVE_BYTES);
  await expect(journal.append(userEntry('b'))).rejects.toMatchObject(full);
  // All of them or none.
  const both = [plainEntry('c', 'maintenance'), userEntry('d')];
  await expect(journal.appendMany(both)).rejects.toMatchObject(full);
  await journal.heartbeat();
  await journal.tick();
  expect(journal.logs().map(({ size }) => size)).toEqual([1, 1]);
});

it('takes nothing when there is no room at all, and everything when there is', async () => {
  const { journal } = opened;
  journal.room.set(0);
  await expect(journal.heartbeat()).rejects.toMatchObject(full);
  journal.room.set(2 * ROOM_RESERVE_BYTES);
  await journal.append(userEntry('a'));
  await journal.heartbeat();
});

it('counts strangers meanwhile, and tells of them later', async () => {
  const { clock, journal } = opened;
  const act = { address: '192.0.2.9', port: 4, event: 'refused' };
  journal.room.set(0);
  expect(await journal.stranger(act)).toBe('counted');
  clock.time += 60_000;
  await journal.tick();
  journal.room.set(2 * ROOM_RESERVE_BYTES);
  clock.time += 60_000;
  await journal.tick();
  expect(journal.durableSize('security')).toBe(1);
});
