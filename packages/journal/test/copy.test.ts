import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import { type CopiedEntry, type Journal, openJournalCopy } from '../src/index.ts';
import { FakeDisk, POWER_LOSSES } from './fake-disk.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, signer, userEntry } from './fixture.ts';

const FOLDER = '/home/data/witness/node-1';
const open = (files: FakeDisk) =>
  openJournalCopy({ folder: FOLDER, chainId: CHAIN_ID, nodeId: NODE_ID, files });

/** A journal with entries of two logs. */
async function original(): Promise<Journal> {
  const { journal } = await openTestJournal('/home', new FakeDisk());
  for (let i = 0; i < 20; i++) {
    await journal.appendMany([userEntry(`o${i}`), plainEntry(`p${i}`)]);
  }
  return journal;
}

async function entriesOf(
  journal: Journal,
  source: JournalSourceName,
  from: number,
  to: number,
  withBodies = true,
): Promise<CopiedEntry[]> {
  const leaves = [];
  for (const [at, entry] of (await journal.readRange(source, from, to)).entries()) {
    const { stub, stubBytes, bodyBytes } = entry;
    leaves.push({
      ...{ index: from + at, stub, stubBytes },
      leaf: await journal.stubLeafHash(source, from + at),
      bodyBytes: withBodies && bodyBytes !== undefined ? bodyBytes : new Uint8Array(0),
    });
  }
  return leaves;
}

describe('a copy', () => {
  test('verifies as the journal does, also when it is opened again', async () => {
    const journal = await original();
    const disk = new FakeDisk();
    const copy = await open(disk);
    await copy.append('publish', await entriesOf(journal, 'publish', 0, 12));
    await copy.append('consensus', await entriesOf(journal, 'consensus', 0, 20));
    await copy.append('publish', await entriesOf(journal, 'publish', 12, 20));
    const { note } = await journal.checkpoint('publish');
    await copy.keepCheckpoint('publish', note);
    await copy.close();
    const again = await open(disk);
    const verdict = await again.verify(signer.publicKey);
    expect(verdict.ok && [verdict.sizes.get('publish'), verdict.sizes.get('consensus')]).toEqual([
      20, 20,
    ]);
    expect(await again.rootAt('publish', 7)).toEqual(await journal.rootAt('publish', 7));
  });

  test('holds stubs without bodies, and says which bodies it lacks', async () => {
    const journal = await original();
    const disk = new FakeDisk();
    const copy = await open(disk);
    await copy.append('publish', await entriesOf(journal, 'publish', 0, 5, false));
    await copy.append('publish', await entriesOf(journal, 'publish', 5, 20));
    const bodies = async () =>
      (await copy.readRange('publish', 0, 20)).flatMap(({ body, stub }) =>
        body ? [stub.index] : [],
      );
    // Read before they are moved into the files of their log, and after.
    expect(await bodies()).toEqual(Array.from({ length: 15 }, (_, i) => 5 + i));
    const fault = { source: 'publish', index: 0, part: 'body', reason: 'missing-or-changed' };
    expect(await copy.verify(signer.publicKey)).toEqual({ ok: false, ...fault });
    expect(await copy.verify(signer.publicKey, () => 5)).toMatchObject({ ok: true });
    expect(await bodies()).toHaveLength(15);
    await copy.close();
    const again = await open(disk);
    expect(again.range('publish').size).toBe(20);
    expect(await again.verify(signer.publicKey, () => 5)).toMatchObject({ ok: true });
  });

  test('names an entry that was changed on disk, and a checkpoint it does not reach', async () => {
    const journal = await original();
    const disk = new FakeDisk();
    const copy = await open(disk);
    await copy.append('publish', await entriesOf(journal, 'publish', 0, 20));
    await copy.verify(signer.publicKey);
    const stubs = disk.contents().get(`${FOLDER}/publish/stubs`) as Uint8Array;
    stubs[168 * 9 + 20] = (stubs[168 * 9 + 20] as number) ^ 1;
    expect(await copy.verify(signer.publicKey)).toMatchObject({
      ...{ ok: false, source: 'publish', index: 9, part: 'stub' },
    });
    stubs[168 * 9 + 20] = (stubs[168 * 9 + 20] as number) ^ 1;
    await journal.append(userEntry('later'));
    await copy.keepCheckpoint('publish', (await journal.checkpoint('publish')).note);
    expect(await copy.verify(signer.publicKey)).toMatchObject({
      ...{ ok: false, source: 'publish', part: 'checkpoint', reason: 'ahead' },
    });
  });

  test('is of one node, and its state is as it was written or refused by name', async () => {
    const disk = new FakeDisk();
    const copy = await open(disk);
    const state = { head: 'a note', verified: undefined, lastTime: 7, timedSize: 3 };
    expect(await copy.state('auth')).toBeUndefined();
    await copy.keepState('auth', state);
    expect(await copy.state('auth')).toEqual(state);
    const file = disk.contents().get(`${FOLDER}/auth/witness`) as Uint8Array;
    file[25] = (file[25] as number) ^ 1;
    await expect(copy.state('auth')).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    await copy.close();
    const other = { folder: FOLDER, chainId: CHAIN_ID, nodeId: 'node-2', files: disk };
    await expect(openJournalCopy(other)).rejects.toMatchObject({
      ...{ code: 'JOURNAL_FOREIGN', path: FOLDER },
    });
  });

  test('after a loss of power at any operation is a prefix that verifies', async () => {
    const journal = await original();
    const pages = await Promise.all([
      entriesOf(journal, 'publish', 0, 9),
      entriesOf(journal, 'publish', 9, 20),
    ]);
    const { note } = await journal.checkpoint('publish');
    const run = async (disk: FakeDisk, done: { size: number }) => {
      const copy = await open(disk);
      for (const page of pages) {
        await copy.append('publish', page);
        done.size += page.length;
        const state = { head: note, verified: undefined, lastTime: 1, timedSize: done.size };
        await copy.keepState('publish', state);
      }
      await copy.keepCheckpoint('publish', note);
      await copy.close();
    };
    const whole = new FakeDisk();
    await run(whole, { size: 0 });
    for (let at = 0; at < whole.operations.length; at += 1) {
      const disk = new FakeDisk();
      const done = { size: 0 };
      disk.failing = (_, number) => (number >= at ? new Error('power') : undefined);
      await run(disk, done).catch(() => undefined);
      for (const loss of POWER_LOSSES) {
        const found = await open(disk.afterPowerLoss(loss));
        const { size } = found.range('publish');
        expect([0, 9, 20]).toContain(size);
        expect(size).toBeGreaterThanOrEqual(done.size);
        expect(await found.verify(signer.publicKey)).toMatchObject({ ok: true });
        for (const source of SOURCE_NAMES) await found.state(source);
      }
    }
  });
});

describe('what witnesses gave back', () => {
  test('is kept by witness, and read again as one note of the largest size', async () => {
    const disk = new FakeDisk();
    const { journal } = await openTestJournal('/home', disk);
    expect(await journal.cosigned.latest('publish')).toBeUndefined();
    const cosigned = async (name: string) => {
      const { note } = await journal.checkpoint('publish');
      return `${note}\u2014 ${name} ${Buffer.alloc(76, name.length).toString('base64')}\n`;
    };
    await journal.append(userEntry('one'));
    const copy = { size: 1, statement: Uint8Array.of(1), signature: Uint8Array.of(2) };
    await journal.cosigned.keep('publish', { witness: 'w1', note: await cosigned('w1'), copy });
    await journal.append(userEntry('two'));
    await journal.cosigned.keep('publish', { witness: 'w2', note: await cosigned('w2') });
    expect((await journal.cosigned.latest('publish'))?.witnesses).toEqual(['w2']);
    await journal.cosigned.keep('publish', { witness: 'w1', note: await cosigned('w1') });
    await journal.close();
    const { journal: again } = await openTestJournal('/home', disk);
    const latest = await again.cosigned.latest('publish');
    expect(latest).toMatchObject({ size: 2, witnesses: ['w2', 'w1'], copies: [copy] });
    expect(latest?.note.split('\n').filter((line) => line.startsWith('\u2014'))).toHaveLength(3);
    const file = disk.contents().get('/home/data/journal/publish/cosigned') as Uint8Array;
    file[0] = 0;
    const { journal: changed } = await openTestJournal('/home', disk);
    await expect(changed.cosigned.latest('publish')).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
    });
  });
});
