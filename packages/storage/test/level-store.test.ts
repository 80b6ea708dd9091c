// What only the store on disk can show: a second opener, damage, and what deletion leaves behind.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredState } from '@mingjing/replica';
import { describe, expect, test } from 'vitest';
import { FORMAT_KEY, STORE_FORMAT } from '../src/format.ts';
import { openLevelKeyValue } from '../src/level-key-value.ts';
import { openStore } from '../src/open-store.ts';
import { sealValue } from '../src/sealed-value.ts';
import { noise, sampleCommit } from './commits.ts';
import { filesBelow, newFolder } from './folder.ts';

// More than two of the log's 32 KiB stretches, so that damage can leave a gap in the middle.
const HEIGHTS = 60;

describe('opening', () => {
  test('a second opener of one store is refused, by name', async () => {
    const folder = await newFolder();
    const store = await openStore(folder);
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await store.close();
    await (await openStore(folder)).close();
  });

  test.each(['chain', 'attachments'])('a newer format of %s is refused, by name', async (part) => {
    const folder = await newFolder();
    await (await openStore(folder)).close();
    const database = await openLevelKeyValue(join(folder, part));
    const batch = database.batch();
    batch.put(FORMAT_KEY, sealValue(FORMAT_KEY, Uint8Array.of(0, 0, 0, STORE_FORMAT + 1)));
    await batch.write();
    await database.close();
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
    // What was opened before the refusal was closed again: the next refusal is the same one.
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
  });

  test('data without a format is refused as damage', async () => {
    const folder = await newFolder();
    const database = await openLevelKeyValue(join(folder, 'chain'));
    const batch = database.batch();
    batch.put(Uint8Array.of(2, 2), Uint8Array.of(1));
    await batch.write();
    await database.close();
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('a folder that cannot be made is refused, by name', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'chain'), 'in the way');
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_OPEN_FAILED' });
  });
});

/** A folder with some heights, in the log only or in tables, and the state after each height. */
async function filledStore(place: 'log' | 'tables') {
  const folder = await newFolder();
  const states = new Map<number | undefined, StoredState | undefined>([[undefined, undefined]]);
  const store = await openStore(folder);
  for (let height = 1; height <= HEIGHTS; height++) {
    await store.commit(sampleCommit(height));
    states.set(height, await store.loadState());
  }
  await store.close();
  if (place === 'tables') {
    const database = await openLevelKeyValue(join(folder, 'chain'));
    await database.compact(Uint8Array.of(0), Uint8Array.of(255));
    await database.close();
  }
  return { folder, states };
}

/** Opens a copy with one change and demands a typed refusal or a state that once was. */
async function openDamaged(
  files: ReadonlyMap<string, Buffer>,
  states: ReadonlyMap<number | undefined, StoredState | undefined>,
  folder: string,
  place: 'log' | 'tables',
): Promise<'refused' | 'lost' | 'whole'> {
  for (const [path, bytes] of files) await writeFile(path, bytes);
  const typed = { name: 'StorageError', code: 'STORE_CORRUPT' };
  const opening = openStore(folder);
  const store = await opening.catch((error: unknown) => {
    expect(error).toMatchObject(typed);
  });
  if (store === undefined) return 'refused';
  try {
    const state = await store.loadState();
    const once = states.get(state?.height);
    expect({ ...state, registry: [] }).toEqual({ ...once, registry: [] });
    // A table may lose an entry when its key is hit; the state root tells whoever loads the state.
    expect(once?.registry ?? []).toEqual(expect.arrayContaining([...(state?.registry ?? [])]));
    if (place === 'log') expect(state).toEqual(once);
    for (let height = 1; height <= (state?.height ?? 0); height++) {
      const { block, certificate, results, recordLeaves, recordsBefore } = sampleCommit(height);
      expect(await store.block(height)).toEqual({ height, block, certificate, results });
      const leaves = await store.recordLeaves(recordsBefore, recordsBefore + 2);
      expect(leaves).toEqual(recordLeaves);
    }
    return state?.height === HEIGHTS ? 'whole' : 'lost';
  } catch (error) {
    // A damaged table index may point outside the file, which is an error of reading.
    expect(error).toMatchObject({
      name: 'StorageError',
      code: expect.stringMatching(/^STORE_(CORRUPT|READ_FAILED)$/),
    });
    return 'refused';
  } finally {
    await store.close();
  }
}

describe('damage', () => {
  test('a byte flipped in the log: a refusal or a whole earlier height, never a gap', async () => {
    const { folder, states } = await filledStore('log');
    const files = await filesBelow(join(folder, 'chain'));
    const [path, log] = [...files].find(([name]) => name.endsWith('.log')) ?? [];
    if (path === undefined || log === undefined) throw new Error('there is no log');
    const seen = { refused: 0, lost: 0, whole: 0 };
    for (let at = 3; at < log.length; at += 1511) {
      const damagedLog = Buffer.from(log);
      damagedLog.writeUInt8(log.readUInt8(at) ^ 0x10, at);
      const outcome = await openDamaged(
        new Map(files).set(path, damagedLog),
        states,
        folder,
        'log',
      );
      seen[outcome] += 1;
      expect(outcome, `byte ${at} of the log`).not.toBe('whole');
      await removeNew(folder, files);
    }
    expect(seen.refused + seen.lost).toBeGreaterThan(40);
  });

  test('a log cut anywhere is a whole earlier height', async () => {
    const { folder, states } = await filledStore('log');
    const files = await filesBelow(join(folder, 'chain'));
    const [path, log] = [...files].find(([name]) => name.endsWith('.log')) ?? [];
    if (path === undefined || log === undefined) throw new Error('there is no log');
    for (let length = 0; length < log.length; length += 3001) {
      const cut = new Map(files).set(path, log.subarray(0, length));
      expect(await openDamaged(cut, states, folder, 'log')).toBe('lost');
      await removeNew(folder, files);
    }
  });

  test('a byte flipped in a table is a refusal or harmless', async () => {
    const { folder, states } = await filledStore('tables');
    const files = await filesBelow(join(folder, 'chain'));
    const [path, table] = [...files].find(([name]) => name.endsWith('.ldb')) ?? [];
    if (path === undefined || table === undefined) throw new Error('there is no table');
    const seen = { refused: 0, lost: 0, whole: 0 };
    for (let at = 5; at < table.length; at += 1013) {
      const bad = Buffer.from(table);
      bad.writeUInt8(table.readUInt8(at) ^ 0x10, at);
      const outcome = await openDamaged(new Map(files).set(path, bad), states, folder, 'tables');
      seen[outcome] += 1;
      await removeNew(folder, files);
    }
    expect(seen.lost).toBe(0);
    expect(seen.refused).toBeGreaterThan(40);
  });
});

/** Opening makes files of its own; the next damage starts from the same ones. */
async function removeNew(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const now = await filesBelow(join(folder, 'chain'));
  for (const path of now.keys()) if (!files.has(path)) await rm(path);
}

describe('deleted attachments', () => {
  const content = noise(1, 200_000);
  const item = { commitment: noise(2, 32), salt: noise(3, 32), content };
  const others = Array.from({ length: 40 }, (_, number) => ({
    commitment: noise(100 + number, 32),
    salt: noise(200 + number, 32),
    content: noise(300 + number, 300_000),
  }));
  // Marks from the begin and the middle of the content, and the salt.
  const marks = [content.subarray(0, 24), content.subarray(99_000, 99_024), item.salt];

  async function tracesIn(folder: string): Promise<number> {
    const files = [...(await filesBelow(folder)).values()];
    return files.filter((file) => marks.some((mark) => file.includes(Buffer.from(mark)))).length;
  }

  test.each<[string, boolean, boolean]>([
    ['at once', false, false],
    ['after opening anew', true, false],
    ['below newer ones', false, true],
    ['below newer ones, after opening anew', true, true],
  ])('leave no byte in any file: deleted %s', async (_name, isReopened, isBelowOthers) => {
    const folder = await newFolder();
    let store = await openStore(folder);
    await store.putAttachments([item]);
    if (isReopened) {
      await store.close();
      store = await openStore(folder);
    }
    if (isBelowOthers) await store.putAttachments([item, ...others]);
    expect(await tracesIn(folder)).toBeGreaterThan(0);
    await store.deleteAttachments([item.commitment]);
    expect(await tracesIn(folder)).toBe(0);
    await store.close();
    expect(await tracesIn(folder)).toBe(0);
  });
});
