// What a deletion of contents promises: nothing on its way, looked at or half done is left.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeStore, openStore } from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DELETING_KEY } from '../../packages/storage/src/format.ts';
import { bytesKey } from '../../packages/storage/src/keys.ts';
import { openLevelKeyValue } from '../../packages/storage/src/level-key-value.ts';
import { ATTACHMENT } from '../../packages/storage/src/prefixes.ts';
import { sealValue } from '../../packages/storage/src/sealed-value.ts';
import { attachmentOf, STORE_KINDS, type StorePlace } from './store-fixture.ts';

const [a, b] = [attachmentOf(1), attachmentOf(2)];
const held = (store: NodeStore) => store.hasAttachments([a.commitment, b.commitment]);

describe.each(STORE_KINDS)('deletion: %s', (_kind, makePlace) => {
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

  test('waits for a view that sees it, and hides it from all others at once', async () => {
    await store.putAttachments([a, b]);
    const view = store.view();
    let isDone = false;
    const deleting = store.deleteAttachments([a.commitment]).then(() => {
      isDone = true;
    });
    await expect.poll(() => held(store)).toEqual([false, true]);
    await view.chain.return(undefined);
    expect(isDone).toBe(false);
    let seen = 0;
    for await (const entries of view.attachments) seen += entries.length;
    // The mark of the format, and both contents.
    expect(seen).toBe(3);
    await deleting;
    expect(await held(store)).toEqual([false, true]);
  });

  test('waits for no view that is let go before it is begun', async () => {
    await store.putAttachments([a]);
    const view = store.view();
    await view.chain.return(undefined);
    await view.attachments.return(undefined);
    await store.deleteAttachments([a.commitment]);
    expect(await held(store)).toEqual([false, false]);
  });

  test('leaves nothing that was on its way, and takes back nothing that comes later', async () => {
    const arriving = store.putAttachments([a]);
    const deleting = store.deleteAttachments([a.commitment]);
    const again = store.putAttachments([a, b]);
    await arriving;
    await deleting;
    await again;
    expect(await held(store)).toEqual([true, true]);
    await Promise.all([store.putAttachments([a]), store.deleteAttachments([a.commitment])]);
    expect(await held(store)).toEqual([false, true]);
  });

  test('of many at once deletes each of them', async () => {
    const items = Array.from({ length: 300 }, (_, number) => attachmentOf(number, 1));
    await store.putAttachments(items);
    await store.deleteAttachments(items.slice(1).map(({ commitment }) => commitment));
    const left = await store.hasAttachments(items.map(({ commitment }) => commitment));
    expect(left.filter(Boolean)).toHaveLength(1);
    expect(left[0]).toBe(true);
  });
});

test('what a crash left half done is done before anything is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-deletion-'));
  const marker = Buffer.from('planted marker of the content');
  await (await openStore(folder)).close();
  const attachments = join(folder, 'attachments');
  const database = await openLevelKeyValue(attachments);
  const key = bytesKey(ATTACHMENT, a.commitment);
  const batch = database.batch();
  batch.put(key, sealValue(key, a.salt, marker));
  batch.put(DELETING_KEY, sealValue(DELETING_KEY, key));
  await batch.write();
  await database.close();
  const traces = async () => {
    const files = (await readdir(attachments)).map((name) => join(attachments, name));
    const contents = await Promise.all(files.map((file) => readFile(file)));
    return contents.filter((content) => content.includes(marker)).length;
  };
  expect(await traces()).toBeGreaterThan(0);
  for (const life of ['the next life', 'the one after it']) {
    const store = await openStore(folder);
    expect(await store.hasAttachments([a.commitment]), life).toEqual([false]);
    expect(await traces(), life).toBe(0);
    await store.close();
  }
  await rm(folder, { recursive: true });
});
