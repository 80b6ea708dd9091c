// One suite for every implementation of the replica's `Store`.
import { fail } from 'node:assert';
import type { BlockCommit } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attachmentOf, commitOf, hash, STORE_KINDS, type StorePlace } from './store-fixture.ts';

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

  test('a new store holds nothing', async () => {
    expect(await store.loadState()).toBeUndefined();
    expect(store.latestHeight()).toBeUndefined();
    expect(await store.block(1)).toBeUndefined();
    expect(await store.findTransaction(hash(1, 1))).toBeUndefined();
    expect(await store.validatorChanges()).toEqual([]);
    expect(await store.recordLeaves(0, 0)).toEqual([]);
    await reopen();
    expect(await store.loadState()).toBeUndefined();
  });

  test('a committed height is found again, before and after opening anew', async () => {
    const commit = commitOf(1, {
      results: [0, 7, 65535],
      transactionIds: [hash(1, 1), hash(1, 2), hash(1, 3)],
      registry: [[Uint8Array.of(9), Uint8Array.of(1, 2)]],
      recordLeaves: [hash(2, 0), hash(2, 1)],
      nextValidators: Uint8Array.of(5, 5),
    });
    await store.commit(commit);
    for (const when of ['at once', 'after opening anew']) {
      if (when !== 'at once') await reopen();
      expect(store.latestHeight(), when).toBe(1);
      expect(await store.block(1)).toEqual({
        height: 1,
        block: commit.block,
        certificate: commit.certificate,
        results: [0, 7, 65535],
      });
      expect(await store.loadState()).toEqual({
        height: 1,
        block: commit.block,
        certificate: commit.certificate,
        stateSummary: commit.stateSummary,
        registry: [[Uint8Array.of(9), Uint8Array.of(1, 2)]],
        replay: [{ height: 1, ids: commit.replay }],
      });
      expect(await store.findTransaction(hash(1, 3))).toEqual({ height: 1, index: 2 });
      expect(await store.recordLeaves(0, 2)).toEqual([hash(2, 0), hash(2, 1)]);
      expect(await store.validatorChanges()).toEqual([{ height: 1, next: Uint8Array.of(5, 5) }]);
    }
  });

  test('the first height may be any, the next must follow it', async () => {
    await store.commit(commitOf(500, { recordsBefore: 40, replayFloor: 490 }));
    await expect(store.commit(commitOf(502, { recordsBefore: 40 }))).rejects.toThrow(/follow/);
    await expect(store.commit(commitOf(500, { recordsBefore: 40 }))).rejects.toThrow(/follow/);
    await store.commit(commitOf(501, { recordsBefore: 40, recordLeaves: [hash(2, 40)] }));
    expect(await store.block(499)).toBeUndefined();
    expect(await store.recordLeaves(40, 41)).toEqual([hash(2, 40)]);
    await expect(store.recordLeaves(39, 41)).rejects.toThrow(/not here/);
    expect((await store.loadState())?.replay.map(({ height }) => height)).toEqual([500, 501]);
  });

  test.each<[string, Partial<BlockCommit>]>([
    ['a height below zero', { height: -1 }],
    ['a height that is no whole number', { height: 2.5 }],
    ['a result too few', { transactionIds: [hash(1, 1)] }],
    ['an id of 31 bytes', { transactionIds: [new Uint8Array(31)], results: [0] }],
    ['a leaf of 33 bytes', { recordLeaves: [new Uint8Array(33)] }],
    ['a result above 65535', { transactionIds: [hash(1, 1)], results: [65536] }],
    ['an empty registry key', { registry: [[new Uint8Array(), Uint8Array.of(1)]] }],
    ['records that do not continue the tree', { recordsBefore: 3 }],
  ])('refuses %s and is left as it was', async (_name, change) => {
    await store.commit(commitOf(1));
    await expect(store.commit(commitOf(2, change))).rejects.toThrow();
    expect(store.latestHeight()).toBe(1);
    await store.commit(commitOf(2));
    await reopen();
    expect(store.latestHeight()).toBe(2);
  });

  test('two commits at once are a broken invariant', async () => {
    const first = store.commit(commitOf(1));
    await expect(store.commit(commitOf(1))).rejects.toThrow(/one commit at a time/);
    await first;
  });

  test('keeps no reference to what it was given', async () => {
    const commit = commitOf(1, { registry: [[Uint8Array.of(9), Uint8Array.of(1)]] });
    const expected = structuredClone(commit);
    await store.commit(commit);
    commit.block.fill(0xff);
    commit.stateSummary.fill(0xff);
    for (const [key] of commit.registry) key.fill(0xff);
    const state = await store.loadState();
    expect(state?.block).toEqual(expected.block);
    expect(state?.stateSummary).toEqual(expected.stateSummary);
    expect(state?.registry).toEqual(expected.registry);
  });

  test('ids that begin alike are told apart', async () => {
    const [a, b, c] = [hash(1, 1), hash(1, 1), hash(1, 1)];
    b[31] = 0;
    c[31] = 2;
    await store.commit(commitOf(1, { transactionIds: [a], results: [0] }));
    await store.commit(commitOf(2, { transactionIds: [b], results: [0] }));
    expect(await store.findTransaction(a)).toEqual({ height: 1, index: 0 });
    expect(await store.findTransaction(b)).toEqual({ height: 2, index: 0 });
    expect(await store.findTransaction(c)).toBeUndefined();
    expect(await store.findTransaction(a.subarray(0, 16))).toBeUndefined();
  });

  test('finds every transaction of a block larger than one slice', async () => {
    const transactionIds = Array.from({ length: 5000 }, (_, index) => hash(1, index));
    await store.commit(commitOf(1, { transactionIds, results: transactionIds.map(() => 0) }));
    for (const index of [0, 255, 256, 2047, 2048, 4999]) {
      expect(await store.findTransaction(hash(1, index))).toEqual({ height: 1, index });
    }
  });

  test('registry entries are set, replaced and removed', async () => {
    const [a, b] = [Uint8Array.of(1, 1), Uint8Array.of(255, 255)];
    const one = Uint8Array.of(1);
    await store.commit(
      commitOf(1, {
        registry: [
          [a, one],
          [b, one],
        ],
      }),
    );
    await store.commit(
      commitOf(2, {
        registry: [
          [a, undefined],
          [b, new Uint8Array()],
        ],
      }),
    );
    expect((await store.loadState())?.registry).toEqual([[b, new Uint8Array()]]);
  });

  test('replay records live until the floor passes them', async () => {
    const floors = [0, 0, 2, 2, 4, 7];
    const kept = [[1], [1, 2], [2, 3], [2, 3, 4], [4, 5], []];
    for (const [index, replayFloor] of floors.entries()) {
      await store.commit(commitOf(index + 1, { replayFloor }));
      const state = (await store.loadState()) ?? fail();
      expect(state.replay.map(({ height }) => height)).toEqual(kept[index]);
    }
    await reopen();
    await store.commit(commitOf(7, { replayFloor: 3 }));
    expect((await store.loadState())?.replay).toEqual([{ height: 7, ids: Uint8Array.of(4, 7, 0) }]);
  });

  test('validator changes are listed ascending past 255', async () => {
    for (let height = 254; height <= 258; height++) {
      await store.commit(
        commitOf(height, {
          nextValidators: height % 2 === 0 ? Uint8Array.of(height & 255) : undefined,
        }),
      );
    }
    expect(await store.validatorChanges()).toEqual([
      { height: 254, next: Uint8Array.of(254) },
      { height: 256, next: Uint8Array.of(0) },
      { height: 258, next: Uint8Array.of(2) },
    ]);
  });

  test('any range of record leaves is cut from blocks of any size', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 });
    const spot = fc.nat();
    await fc.assert(
      fc.asyncProperty(sizes, spot, spot, async (counts, one, other) => {
        const fresh = await makePlace();
        const opened = await fresh.open();
        let total = 0;
        for (const [index, count] of counts.entries()) {
          const recordLeaves = Array.from({ length: count }, (_, at) => hash(2, total + at));
          await opened.commit(commitOf(index + 1, { recordLeaves, recordsBefore: total }));
          total += count;
        }
        const [from, to] = [one % (total + 1), other % (total + 1)].sort((a, b) => a - b);
        const leaves = await opened.recordLeaves(from ?? 0, to ?? 0);
        const indexes = Array.from(
          { length: (to ?? 0) - (from ?? 0) },
          (_, at) => (from ?? 0) + at,
        );
        await opened.close();
        await fresh.remove();
        expect(leaves).toEqual(indexes.map((index) => hash(2, index)));
      }),
      { numRuns: 25 },
    );
  });

  test('leaves beyond the tree are a broken invariant', async () => {
    await store.commit(commitOf(1, { recordLeaves: [hash(2, 0)] }));
    await expect(store.recordLeaves(0, 2)).rejects.toThrow(/no such leaf/);
    await expect(store.recordLeaves(1, 0)).rejects.toThrow(/ascending/);
  });

  test('attachments come back with their salt, empty and large', async () => {
    const items = [attachmentOf(1), attachmentOf(2, 0), attachmentOf(3, 3_000_000)];
    await store.putAttachments(items);
    await reopen();
    for (const { commitment, salt, content } of items) {
      expect(await store.attachment(commitment)).toEqual({ salt, content });
    }
    const asked = [attachmentOf(4), ...items].map(({ commitment }) => commitment);
    expect(await store.hasAttachments(asked)).toEqual([false, true, true, true]);
    expect(await store.attachment(attachmentOf(4).commitment)).toBeUndefined();
  });

  test('attachments larger together than one batch are all kept', async () => {
    const items = [1, 2, 3, 4, 5].map((number) => attachmentOf(number, 4 * 1024 * 1024));
    await store.putAttachments(items);
    const asked = items.map(({ commitment }) => commitment);
    expect(await store.hasAttachments(asked)).toEqual(items.map(() => true));
  });

  test('a deleted attachment is gone, its neighbours are not, and it may come again', async () => {
    const [a, b] = [attachmentOf(1), attachmentOf(2)];
    await store.putAttachments([a, b]);
    await store.deleteAttachments([a.commitment, attachmentOf(9).commitment]);
    expect(await store.hasAttachments([a.commitment, b.commitment])).toEqual([false, true]);
    await reopen();
    expect(await store.attachment(a.commitment)).toBeUndefined();
    await store.putAttachments([a]);
    expect((await store.attachment(a.commitment))?.content).toEqual(a.content);
  });

  test('a commitment or salt of another length is a broken invariant', async () => {
    const item = attachmentOf(1);
    await expect(
      store.putAttachments([{ ...item, commitment: new Uint8Array(31) }]),
    ).rejects.toThrow(/32 bytes/);
    await expect(store.putAttachments([{ ...item, salt: new Uint8Array() }])).rejects.toThrow(/32/);
  });

  test('a closed store says so', async () => {
    await store.commit(commitOf(1));
    await store.close();
    await expect(store.commit(commitOf(2))).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.block(1)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.findTransaction(hash(1, 1))).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.loadState()).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(store.hasAttachments([hash(1, 1)])).rejects.toMatchObject({
      code: 'STORE_CLOSED',
    });
  });
});
