// A disk that refuses: what was acknowledged stays, and nothing is accepted any more.
import { expect, test } from 'vitest';
import { MemoryDisk } from '../src/memory-disk.ts';
import { openMemoryStore } from '../src/open-store.ts';
import { sampleCommit } from './commits.ts';

function fullDisk() {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const state = { isFull: false };
  const disk = new MemoryDisk({
    beforeSync: async () => {
      if (state.isFull) throw full;
    },
  });
  return { disk, state, full };
}

test('a failed commit is named with its cause, and so is every later one', async () => {
  const { disk, state, full } = fullDisk();
  const store = await openMemoryStore(disk);
  await store.commit(sampleCommit(1));
  state.isFull = true;
  const refusal = { code: 'STORE_WRITE_FAILED', cause: full };
  await expect(store.commit(sampleCommit(2))).rejects.toMatchObject(refusal);
  expect(store.latestHeight()).toBe(1);
  state.isFull = false;
  await expect(store.commit(sampleCommit(2))).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
  disk.crash();
  const again = await openMemoryStore(disk);
  expect((await again.loadState())?.height).toBe(1);
  await again.commit(sampleCommit(2));
});

test('a crash in the middle of a commit leaves it whole or the height before', async () => {
  for (const [whole, expected] of [
    [0, 1],
    [1, 2],
  ] as const) {
    const pause = Promise.withResolvers<void>();
    const state = { isPaused: false };
    const disk = new MemoryDisk({
      beforeSync: () => (state.isPaused ? pause.promise : Promise.resolve()),
    });
    const store = await openMemoryStore(disk);
    await store.commit(sampleCommit(1));
    const before = await store.loadState();
    state.isPaused = true;
    const committing = store.commit(sampleCommit(2));
    await Promise.resolve();
    disk.crash((_name, pending) => ({ whole: Math.min(whole, pending.length) }));
    state.isPaused = false;
    pause.resolve();
    await expect(committing).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await expect(store.block(1)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    const again = await openMemoryStore(disk);
    const state2 = await again.loadState();
    expect(state2?.height).toBe(expected);
    if (expected === 1) expect(state2).toEqual(before);
    else expect(await again.block(2)).toMatchObject({ block: sampleCommit(2).block });
  }
});
