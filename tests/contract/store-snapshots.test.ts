// Freezing, filling from a snapshot and adding older blocks: alike on disk and in memory.
import type { FrozenState, InstalledState, OlderBlock } from '@mingjing/replica';
import {
  checkEntries,
  DiskCrashedError,
  MemoryDisk,
  type NodeStore,
  openMemoryStore,
} from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitOf, hash, STORE_KINDS, type StorePlace } from './store-fixture.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function contentOf(frozen: FrozenState | undefined) {
  if (frozen === undefined) return undefined;
  return {
    height: frozen.block.height,
    summary: frozen.stateSummary,
    registry: await all(frozen.registry()),
    replay: await all(frozen.replay()),
    leaves: (await all(frozen.recordLeaves())).map((leaves) => leaves.length / 32),
  };
}

const entry = (key: number, value: number) => [Uint8Array.of(key), Uint8Array.of(value)] as const;

const installed: InstalledState = {
  block: { height: 50, block: Uint8Array.of(1), certificate: Uint8Array.of(2), results: [0, 3] },
  transactionIds: [hash(1, 1), hash(1, 2)],
  stateSummary: Uint8Array.of(3),
  records: 3,
  replay: [49, 50].map((height) => ({ height, ids: Uint8Array.of(height) })),
  changes: [
    {
      height: 9,
      next: Uint8Array.of(5),
      proof: { header: Uint8Array.of(6), certificate: Uint8Array.of(7) },
    },
    { height: 50, next: Uint8Array.of(8), proof: undefined },
  ],
};

async function fill(store: NodeStore, finish = true) {
  const install = await store.install();
  await install.registry([entry(1, 1), entry(2, 2)]);
  await install.registry([entry(3, 3)]);
  await install.recordLeaves(0, Uint8Array.from([...hash(2, 0), ...hash(2, 1)]));
  await install.recordLeaves(2, hash(2, 2));
  if (finish) await install.finish(installed);
  return install;
}

function older(height: number): OlderBlock {
  return {
    height,
    block: Uint8Array.of(1, height),
    certificate: Uint8Array.of(2, height),
    results: [0],
    transactionIds: [hash(7, height)],
  };
}

describe.each(STORE_KINDS)('store: %s', (_kind, makePlace) => {
  let place: StorePlace;
  let store: NodeStore;

  beforeEach(async () => {
    place = await makePlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });
  async function reopen(): Promise<void> {
    await store.close();
    store = await place.open();
  }

  test('a frozen state stays as it was while blocks are committed', async () => {
    expect(await store.freeze()).toBeUndefined();
    await store.commit(commitOf(1, { registry: [entry(1, 1)], recordLeaves: [hash(2, 0)] }));
    const frozen = await store.freeze();
    const before = await contentOf(frozen);
    for (let height = 2; height <= 40; height += 1) {
      const recordsBefore = height - 1;
      const registry = [entry(1, height), entry(height, 1)];
      const recordLeaves = [hash(2, recordsBefore)];
      await store.commit(
        commitOf(height, { recordsBefore, recordLeaves, registry, replayFloor: height }),
      );
    }
    expect(await contentOf(frozen)).toEqual(before);
    expect(before).toMatchObject({ height: 1, registry: [entry(1, 1)], leaves: [1] });
    await frozen?.close();
    const later = await store.freeze();
    expect((await contentOf(later))?.registry.length).toBe(40);
    await later?.close();
  });

  test('a store filled from a snapshot is at its height, and goes on', async () => {
    await fill(store);
    for (const when of ['at once', 'after opening anew']) {
      if (when !== 'at once') await reopen();
      expect([store.latestHeight(), store.heldFrom()], when).toEqual([50, 50]);
      expect(await store.loadState()).toMatchObject({
        height: 50,
        registry: [entry(1, 1), entry(2, 2), entry(3, 3)],
        replay: installed.replay,
      });
      expect(await store.block(50)).toEqual(installed.block);
      expect(await store.block(49)).toBeUndefined();
      expect(await store.findTransaction(hash(1, 2))).toEqual({ height: 50, index: 1 });
      expect(await store.validatorChanges()).toEqual(installed.changes);
      expect(await store.recordLeaves(0, 3)).toEqual([hash(2, 0), hash(2, 1), hash(2, 2)]);
    }
    const faults: unknown[] = [];
    const { chain, attachments } = store.view();
    await attachments.return(undefined);
    const { blocks } = await checkEntries(chain, (fault) => faults.push(fault));
    expect([faults, blocks]).toEqual([[], 1]);
    await store.commit(commitOf(51, { recordsBefore: 3, replayFloor: 49 }));
    expect((await store.loadState())?.replay.map(({ height }) => height)).toEqual([49, 50, 51]);
  });

  test('what was not finished is gone when the store is opened, or given up', async () => {
    await fill(store, false);
    await reopen();
    expect([store.latestHeight(), await store.loadState()]).toEqual([undefined, undefined]);
    const install = await fill(store, false);
    await install.discard();
    await store.commit(commitOf(1));
    expect((await store.loadState())?.registry).toEqual([]);
  });

  test('a snapshot whose parts do not fit is a broken invariant', async () => {
    const install = await store.install();
    await expect(install.recordLeaves(1, hash(2, 0))).rejects.toThrow(/in order/);
    await expect(install.finish(installed)).rejects.toThrow(/every leaf/);
    await store.commit(commitOf(1));
    expect(() => store.install()).toThrow(/empty store/);
  });

  test('older blocks are added downwards, and survive opening anew', async () => {
    await fill(store);
    await store.putOlder([older(49), older(48)]);
    await store.commit(commitOf(51, { recordsBefore: 3 }));
    await store.putOlder([older(47)]);
    await reopen();
    expect([store.heldFrom(), store.latestHeight()]).toEqual([47, 51]);
    expect((await store.block(48))?.block).toEqual(Uint8Array.of(1, 48));
    expect(await store.findTransaction(hash(7, 47))).toEqual({ height: 47, index: 0 });
    await expect(store.putOlder([older(45)])).rejects.toThrow(/descending/);
    await expect(store.putOlder([{ ...older(46), results: [] }])).rejects.toThrow(/one result/);
    expect(store.heldFrom()).toBe(47);
  });
});

test('a crash at any write of a snapshot leaves an empty store, or a whole one', async () => {
  const heights = new Set<number | undefined>();
  for (let writes = 0; writes < 8; writes += 1) {
    let left = writes;
    const disk: MemoryDisk = new MemoryDisk({
      beforeSync: async () => {
        left -= 1;
        if (left < 0) disk.crash();
      },
    });
    left = Number.POSITIVE_INFINITY;
    const store = await openMemoryStore(disk);
    left = writes;
    await fill(store).catch((error: { cause?: unknown }) => {
      expect(error.cause).toBeInstanceOf(DiskCrashedError);
    });
    left = Number.POSITIVE_INFINITY;
    const again = await openMemoryStore(disk);
    heights.add(again.latestHeight());
    if (again.latestHeight() === undefined) {
      await again.commit(commitOf(1));
      expect((await again.loadState())?.registry).toEqual([]);
    }
  }
  expect(heights).toEqual(new Set([undefined, 50]));
});
