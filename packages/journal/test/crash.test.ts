import { actGroupCodec } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import { type EntryPosition, type JournalError, openEntry } from '../src/index.ts';
import { FakeDisk, POWER_LOSSES } from './fake-disk.ts';
import { CHAIN_ID, openTestJournal, plainEntry, userEntry } from './fixture.ts';

/** Small enough that the script moves entries into the logs' own files several times. */
const writerLimits = { tailBytes: 3000 };

interface Acknowledged {
  readonly position: EntryPosition;
  readonly object: string;
  readonly user: string | undefined;
}

/** Writes to all kinds of files; tells of every entry the moment it is acknowledged. */
async function runScript(disk: FakeDisk, acknowledged: Acknowledged[]): Promise<void> {
  const { journal, clock } = await openTestJournal('/home', disk, { writerLimits });
  let number = 0;
  const append = async (users: readonly (string | undefined)[]) => {
    const objects = users.map(() => `o${number++}`);
    const positions = await journal.appendMany(
      users.map((user, i) => {
        const object = objects[i] as string;
        return user === undefined ? plainEntry(object) : userEntry(object, user);
      }),
    );
    for (const [i, position] of positions.entries()) {
      acknowledged.push({ position, object: objects[i] as string, user: users[i] });
    }
  };
  for (let round = 0; round < 4; round++) {
    await Promise.all([append(['alice', undefined, 'bob']), append([undefined])]);
    await append([`user-${round}`, undefined]);
    await journal.heartbeat();
    clock.time += 6000;
    await journal.tick();
  }
  clock.time += 86_400_000;
  await append(['alice']);
  await journal.close();
}

async function expectEverythingKept(disk: FakeDisk, acknowledged: readonly Acknowledged[]) {
  const { journal, keys } = await openTestJournal('/home', disk, { writerLimits });
  for (const { position, object, user } of acknowledged) {
    const entry = await journal.read(position.source, position.index);
    if (entry?.body === undefined) throw new Error(`lost ${JSON.stringify(position)}`);
    const opened = openEntry(CHAIN_ID, { stub: entry.stub, body: entry.body }, keys);
    expect(opened.act.object).toBe(object);
    if (user !== undefined) expect(opened.personal).toMatchObject({ sourceAddress: '192.0.2.7' });
  }
  expect(await journal.verify()).toMatchObject({ ok: true });
  const sizes = new Map(journal.logs().map(({ source, size }) => [source, size]));
  const { index } = await journal.append(plainEntry('after'));
  expect(index).toBe(sizes.get(5) ?? 0);
  await journal.close();
  expect((await openTestJournal('/home', disk)).journal.logs()).not.toEqual([]);
}

async function operationsOfScript(): Promise<number> {
  const disk = new FakeDisk();
  const acknowledged: Acknowledged[] = [];
  await runScript(disk, acknowledged);
  expect(acknowledged.length).toBe(25);
  return disk.operations.length;
}

describe('a loss of power', () => {
  test('at any operation loses nothing acknowledged, whatever the disk kept', async () => {
    const total = await operationsOfScript();
    expect(total).toBeGreaterThan(150);
    for (let last = 1; last <= total; last++) {
      const disk = new FakeDisk();
      disk.failing = (_, number) => (number >= last ? new Error('power') : undefined);
      const acknowledged: Acknowledged[] = [];
      await expect(runScript(disk, acknowledged)).rejects.toThrow();
      for (const loss of POWER_LOSSES) {
        await expectEverythingKept(disk.afterPowerLoss(loss), acknowledged);
      }
    }
  }, 120_000);

  test('during recovery leaves a journal that recovers again', async () => {
    const disk = new FakeDisk();
    const acknowledged: Acknowledged[] = [];
    disk.failing = (_, number) => (number >= 140 ? new Error('power') : undefined);
    await expect(runScript(disk, acknowledged)).rejects.toThrow();
    const found = disk.afterPowerLoss('keep');
    for (let last = 1; ; last++) {
      const again = found.afterPowerLoss('keep');
      again.failing = (_, number) => (number >= last ? new Error('power') : undefined);
      const opened = await openTestJournal('/home', again).catch(() => undefined);
      for (const loss of POWER_LOSSES) {
        await expectEverythingKept(again.afterPowerLoss(loss), acknowledged);
      }
      if (opened !== undefined) break;
    }
  });
});

describe('a call of the file system that fails once', () => {
  test('at any operation loses nothing acknowledged, and the journal goes on', async () => {
    const total = await operationsOfScript();
    for (let failing = 1; failing <= total; failing++) {
      const disk = new FakeDisk();
      disk.failing = (_, number) => (number === failing ? new Error('EIO') : undefined);
      const acknowledged: Acknowledged[] = [];
      // Whether it is noticed depends on the call; what was acknowledged is there either way.
      await runScript(disk, acknowledged).catch(() => undefined);
      await expectEverythingKept(disk.afterPowerLoss('keep'), acknowledged);
    }
  }, 120_000);
});

describe('an append', () => {
  test('is acknowledged only after the sync of the tail, and before a checkpoint', async () => {
    const disk = new FakeDisk();
    const { journal } = await openTestJournal('/home', disk);
    await journal.append(plainEntry('warm'));
    const from = disk.operations.length;
    let isDone = false;
    disk.failing = () => {
      expect(isDone).toBe(false);
      return undefined;
    };
    await Promise.all([
      journal.append(plainEntry('a')).then(() => {
        isDone = true;
      }),
      journal.append(plainEntry('b', 'admin')),
      journal.appendMany([plainEntry('c'), plainEntry('d', 'network')]),
    ]);
    const tail = '/home/data/journal/tail-0000000000000002.log';
    expect(disk.operations.slice(from)).toEqual([`write ${tail}`, `datasync ${tail}`]);
    disk.failing = () => undefined;
    expect(disk.afterPowerLoss('lose').contents().get(tail)?.length).toBeGreaterThan(1000);
    await journal.checkpoint('consensus');
    expect(disk.operations.at(-1)).toBe('rename /home/data/journal/consensus/checkpoint');
  });

  test.each(['write', 'datasync'])(
    'is refused, with all later ones, when the %s fails',
    async (op) => {
      const disk = new FakeDisk();
      const { journal } = await openTestJournal('/home', disk);
      await journal.append(plainEntry('kept'));
      const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      disk.failing = (operation) =>
        operation.startsWith(op) && operation.includes('/tail-') ? full : undefined;
      const refused = await Promise.allSettled([
        journal.append(plainEntry('x')),
        journal.appendMany([plainEntry('y'), plainEntry('z', 'admin')]),
      ]);
      for (const result of refused) {
        expect(result).toMatchObject({
          status: 'rejected',
          reason: { code: 'JOURNAL_UNWRITABLE' },
        });
      }
      disk.failing = () => undefined;
      await expect(journal.append(plainEntry('late'))).rejects.toMatchObject({
        code: 'JOURNAL_UNWRITABLE',
        cause: full,
      });
      await expect(journal.checkpoint('consensus')).rejects.toThrow('no space left');
      expect(journal.logs()).toMatchObject([{ source: 5, size: 1 }]);
      await journal.reopen();
      expect(journal.failure).toBeUndefined();
      // Of what was refused nothing came back, and its index is used again.
      expect(await journal.append(plainEntry('next'))).toEqual({ source: 'consensus', index: 1 });
      const entry = await journal.read('consensus', 1);
      expect(actGroupCodec.decode(entry?.body?.act.stored as Uint8Array).object).toBe('next');
      expect(await journal.verify()).toMatchObject({ ok: true });
    },
  );

  test('stays refused while the disk does, and none is lost when moving them fails', async () => {
    const disk = new FakeDisk();
    const { journal } = await openTestJournal('/home', disk, { writerLimits: { tailBytes: 1000 } });
    disk.failing = (operation) =>
      operation.startsWith('write') && operation.includes('.seg') ? new Error('EIO') : undefined;
    const objects: string[] = [];
    let failure: JournalError | undefined;
    for (let i = 0; failure === undefined && i < 50; i++) {
      await journal.append(plainEntry(`o${i}`)).then(
        () => objects.push(`o${i}`),
        (cause) => {
          failure = cause;
        },
      );
    }
    expect(failure?.code).toBe('JOURNAL_UNWRITABLE');
    await expect(journal.reopen()).rejects.toThrow('EIO');
    await expect(journal.append(plainEntry('x'))).rejects.toThrow('EIO');
    disk.failing = () => undefined;
    await journal.reopen();
    const entries = await journal.readRange('consensus', 0, 100);
    const found = entries.map(
      ({ body }) => actGroupCodec.decode(body?.act.stored as Uint8Array).object,
    );
    expect(found).toEqual(objects);
    expect(await journal.verify()).toMatchObject({ ok: true });
  });

  test('beyond the bounds of the queue is busy, and taken again later', async () => {
    const disk = new FakeDisk();
    const writerLimits = { queueEntriesMax: 3 };
    const { journal } = await openTestJournal('/home', disk, { writerLimits });
    const first = journal.appendMany([plainEntry('a'), plainEntry('b'), plainEntry('c')]);
    await expect(journal.append(plainEntry('d'))).rejects.toMatchObject({ code: 'JOURNAL_BUSY' });
    await first;
    expect(await journal.append(plainEntry('d'))).toEqual({ source: 'consensus', index: 3 });
  });
});
