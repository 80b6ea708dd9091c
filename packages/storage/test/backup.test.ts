// A backup byte by byte: any change is refused, and a disk that fails leaves nothing behind.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BackupReader } from '../src/backup/read-backup.ts';
import { writeBackup } from '../src/backup/write-backup.ts';
import { openMemoryStore } from '../src/open-store.ts';
import { noise, sampleCommit } from './commits.ts';
import { newFolder } from './folder.ts';

const about = { chainId: 'test-0123456789abcdef', nodeId: 'node-a', time: 1_800_000_000_000 };

async function sampleStore() {
  const store = await openMemoryStore();
  for (let height = 1; height <= 3; height++) await store.commit(sampleCommit(height));
  await store.putAttachments([
    { commitment: noise(1, 32), salt: noise(2, 32), content: noise(3, 1_500_000) },
  ]);
  return store;
}

async function readAll(path: string): Promise<number> {
  const reader = await BackupReader.open(path);
  let entries = 0;
  try {
    for await (const pack of reader.packs()) entries += pack.entries.length;
  } finally {
    await reader.close();
  }
  return entries;
}

test('holds the entries of its moment, whatever is committed while it is written', async () => {
  const file = join(await newFolder(), 'backup');
  const store = await sampleStore();
  const view = store.view();
  const writing = writeBackup(file, { ...about, view });
  await store.commit(sampleCommit(4));
  const { height, bytes, hash } = await writing;
  expect(height).toBe(3);
  expect((await readFile(file)).length).toBe(bytes);
  const again = join(await newFolder(), 'again');
  const later = await writeBackup(again, { ...about, view: store.view() });
  expect(later.hash).not.toEqual(hash);
  expect(await readAll(again)).toBeGreaterThan(await readAll(file));
  const reader = await BackupReader.open(file);
  await reader.close();
  expect(reader.manifest).toEqual({ ...about, height: 3, storeFormat: 1 });
});

test('no flipped byte and no cut passes for a backup', async () => {
  const folder = await newFolder();
  const file = join(folder, 'backup');
  await writeBackup(file, { ...about, view: (await sampleStore()).view() });
  const whole = await readFile(file);
  const bad = join(folder, 'bad');
  const refused = async (bytes: Uint8Array) => {
    await writeFile(bad, bytes);
    await expect(readAll(bad)).rejects.toMatchObject({
      code: expect.stringMatching(/^BACKUP_(DAMAGED|TOO_NEW)$/),
    });
  };
  const places = [0, 4, 7, 8, 12, 16, 17, 40, 200, 5000, whole.length - 53, whole.length - 1];
  for (const at of places) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 0x10;
    await refused(flipped);
    await refused(whole.subarray(0, at));
  }
});

test('a name that is taken is refused, and a failure leaves no half file', async () => {
  const folder = await newFolder();
  const file = join(folder, 'backup');
  const source = async () => ({ ...about, view: (await sampleStore()).view() });
  await writeBackup(file, await source());
  await expect(writeBackup(file, await source())).rejects.toMatchObject({ code: 'BACKUP_EXISTS' });
  const stopped = writeBackup(join(folder, 'stopped'), await source(), (bytes) => {
    if (bytes > 1000) throw new Error('stop');
  });
  await expect(stopped).rejects.toThrow('stop');
  const nowhere = writeBackup(join(folder, 'nowhere', 'backup'), await source());
  await expect(nowhere).rejects.toMatchObject({ code: 'BACKUP_WRITE_FAILED' });
  expect(await readdir(folder)).toEqual(['backup']);
});
