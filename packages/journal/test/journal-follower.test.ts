import type { JournalSourceName } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { FOLLOWED_ENTRIES_MAX, JournalFollower } from '../src/index.ts';
import { FakeDisk } from './fake-disk.ts';
import { openTestJournal, plainEntry } from './fixture.ts';

const never = new AbortController().signal;

function fill(source: JournalSourceName, count: number) {
  return Array.from({ length: count }, (_, i) => plainEntry(`${source}-${i}`, source));
}

async function readAll(follower: JournalFollower) {
  const seen: string[] = [];
  for (let batch = await follower.read(); batch !== undefined; batch = await follower.read()) {
    for (const [i, { stub }] of batch.entries.entries()) {
      expect(stub.index).toBe(batch.from + i);
      seen.push(`${batch.source} ${stub.index}`);
    }
  }
  return seen;
}

function named(source: JournalSourceName, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `${source} ${from + i}`);
}

test('every entry of the followed logs is read once, in order, from its index on', async () => {
  const { journal } = await openTestJournal('/home', new FakeDisk(), {
    writerLimits: { tailBytes: 20_000 },
  });
  await journal.appendMany([...fill('consensus', 300), ...fill('auth', 5), ...fill('admin', 5)]);
  const follower = new JournalFollower(
    journal,
    new Map([
      ['consensus', 7],
      ['auth', 0],
    ] as const),
  );
  expect(follower.behind).toBe(298);
  const seen = await readAll(follower);
  expect(seen.toSorted()).toEqual(
    [...named('consensus', 7, 300), ...named('auth', 0, 5)].toSorted(),
  );
  expect(seen.indexOf('auth 4')).toBeLessThan(2 * FOLLOWED_ENTRIES_MAX);
  expect(follower.positions).toEqual(
    new Map([
      ['consensus', 300],
      ['auth', 5],
    ]),
  );
  await journal.close();
});

test('waiting ends when a followed log grows, and for no other', async () => {
  const { journal } = await openTestJournal('/home', new FakeDisk());
  const follower = new JournalFollower(journal, new Map([['auth', 0]] as const));
  let isAwake = false;
  const waiting = follower.wait(never).then(() => {
    isAwake = true;
  });
  await journal.append(plainEntry('elsewhere', 'admin'));
  expect(isAwake).toBe(false);
  await journal.append(plainEntry('here', 'auth'));
  await waiting;
  expect(await readAll(follower)).toEqual(['auth 0']);
  await journal.close();
});

test('what is unread already needs no waiting, and a signal ends it', async () => {
  const { journal } = await openTestJournal('/home', new FakeDisk());
  await journal.append(plainEntry('first', 'auth'));
  const follower = new JournalFollower(journal, new Map([['auth', 0]] as const));
  await follower.wait(never);
  expect(await readAll(follower)).toEqual(['auth 0']);
  const stop = new AbortController();
  const waiting = follower.wait(stop.signal);
  stop.abort();
  await waiting;
  await follower.wait(stop.signal);
  await journal.close();
});

test('a follower goes back where it is told', async () => {
  const { journal } = await openTestJournal('/home', new FakeDisk());
  await journal.appendMany(fill('auth', 4));
  const follower = new JournalFollower(journal, new Map([['auth', 0]] as const));
  await readAll(follower);
  follower.seek(new Map([['auth', 2]] as const));
  expect(await readAll(follower)).toEqual(['auth 2', 'auth 3']);
  expect(() => follower.seek(new Map([['admin', 0]] as const))).toThrow(/followed/);
  await journal.close();
});

test('an entry that was refused and is found after reopening wakes the follower', async () => {
  const disk = new FakeDisk();
  const { journal } = await openTestJournal('/home', disk);
  const follower = new JournalFollower(journal, new Map([['auth', 0]] as const));
  const waiting = follower.wait(never);
  // The write comes through, the sync fails, and so does taking the entry back.
  disk.failing = (operation) =>
    /^(datasync|truncate)/.test(operation) ? new Error('disk') : undefined;
  await expect(journal.append(plainEntry('refused', 'auth'))).rejects.toThrow();
  disk.failing = () => undefined;
  expect(await readAll(follower)).toEqual([]);
  await journal.reopen();
  await waiting;
  expect(await readAll(follower)).toEqual(['auth 0']);
  await journal.close();
});
