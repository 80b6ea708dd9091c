// A journal whose write failed is opened again while its program runs.
import { setImmediate as turn } from 'node:timers/promises';
import { actGroupCodec } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import type { Journal } from '../src/index.ts';
import { FakeDisk } from './fake-disk.ts';
import { openTestJournal, plainEntry } from './fixture.ts';

/** A disk on which what is told waits; it does nothing but that until `release`. */
class HeldDisk extends FakeDisk {
  readonly #released = Promise.withResolvers<void>();
  readonly #reached = Promise.withResolvers<void>();
  /** Which operation waits. */
  holding: (operation: string) => boolean = () => false;

  /** Resolves when an operation waits. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  release(): void {
    this.#released.resolve();
  }

  override async open(path: string, mode?: number) {
    const file = await super.open(path, mode);
    const write = async (bytes: Uint8Array, position: number) => {
      await this.#held(`write ${path}`);
      await file.write(bytes, position);
    };
    return { ...file, write };
  }

  override async rename(from: string, to: string) {
    await this.#held(`rename ${to}`);
    await super.rename(from, to);
  }

  async #held(operation: string): Promise<void> {
    if (!this.holding(operation)) return;
    this.#reached.resolve();
    await this.#released.promise;
  }
}

/** A journal of two entries whose files are ahead of its manifest, which could not be written. */
async function failedJournal(disk: FakeDisk): Promise<Journal> {
  const { journal, clock } = await openTestJournal('/home', disk);
  await journal.append(plainEntry('first'));
  await journal.append(plainEntry('second'));
  disk.failing = (operation) =>
    operation.endsWith('manifest.tmp') ? new Error('ENOSPC') : undefined;
  clock.time += 86_400_000;
  await expect(journal.tick()).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
  disk.failing = () => undefined;
  return journal;
}

async function objectsOf(journal: Journal): Promise<string[]> {
  const entries = await journal.readRange('consensus', 0, 100);
  return entries.map(({ body }) => actGroupCodec.decode(body?.act.stored as Uint8Array).object);
}

describe('opening a journal again', () => {
  test('may fail at any operation: no file stays open, and the next time it is', async () => {
    let failed = 0;
    for (let isReopened = false; !isReopened; ) {
      const disk = new FakeDisk();
      const journal = await failedJournal(disk);
      const openFiles = disk.openFiles;
      const last = disk.operations.length + failed;
      disk.failing = (_, number) => (number > last ? new Error('ENOSPC') : undefined);
      isReopened = await journal.reopen().then(
        () => true,
        () => false,
      );
      expect(disk.openFiles).toBe(openFiles);
      disk.failing = () => undefined;
      if (!isReopened) await journal.reopen();
      expect(await journal.append(plainEntry('third'))).toMatchObject({ index: 2 });
      expect(await objectsOf(journal)).toEqual(['first', 'second', 'third']);
      expect(await journal.verify()).toMatchObject({ ok: true });
      await journal.close();
      expect(disk.openFiles).toBe(0);
      failed += 1;
    }
    expect(failed).toBeGreaterThan(20);
  });

  test('leaves what a witness gave just then to be kept', async () => {
    const disk = new HeldDisk();
    const journal = await failedJournal(disk);
    disk.holding = (operation) => operation.endsWith('/consensus/cosigned');
    const kept = journal.cosigned.keep('consensus', { witness: 'watch', note: 'note' });
    await disk.reached;
    const reopened = journal.reopen();
    await turn();
    disk.release();
    await expect(kept).resolves.toBeUndefined();
    await reopened;
    expect(disk.contents().has('/home/data/journal/consensus/cosigned')).toBe(true);
  });

  test('leaves a checkpoint that is under way to be signed', async () => {
    const disk = new HeldDisk();
    const { journal } = await openTestJournal('/home', disk);
    await journal.append(plainEntry('first'));
    disk.holding = (operation) => operation.endsWith('/consensus/checkpoint');
    const signed = journal.checkpoint('consensus');
    await disk.reached;
    disk.failing = (operation) => (operation.includes('/tail-') ? new Error('EIO') : undefined);
    await expect(journal.append(plainEntry('refused'))).rejects.toThrow('EIO');
    disk.failing = () => undefined;
    const reopened = journal.reopen();
    await turn();
    disk.release();
    expect(await signed).toMatchObject({ size: 1 });
    await reopened;
  });

  test('lets nobody read meanwhile, and then all of it', async () => {
    const disk = new HeldDisk();
    const journal = await failedJournal(disk);
    disk.holding = (operation) => operation.startsWith('write') && operation.includes('.seg');
    const reopened = journal.reopen();
    await disk.reached;
    const read = objectsOf(journal);
    const root = journal.rootAt('consensus', 2);
    await turn();
    disk.release();
    expect(await read).toEqual(['first', 'second']);
    expect(await root).toEqual(journal.logs()[0]?.root);
    await reopened;
  });

  test('ends before the journal is closed, and is not begun after that', async () => {
    const disk = new HeldDisk();
    const journal = await failedJournal(disk);
    disk.holding = (operation) => operation.endsWith('/manifest');
    const reopened = journal.reopen();
    await disk.reached;
    const closed = journal.close();
    await turn();
    disk.release();
    await Promise.all([reopened, closed]);
    expect(disk.openFiles).toBe(0);
    await journal.reopen();
    expect(disk.openFiles).toBe(0);
    const { journal: again } = await openTestJournal('/home', disk);
    expect(await objectsOf(again)).toEqual(['first', 'second']);
  });
});
