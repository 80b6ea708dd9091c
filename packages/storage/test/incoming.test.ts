// A crash anywhere in the exchange of databases leaves the old ones or, once ready, the new ones.
import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptIncoming, beginIncoming, settleIncoming } from '../src/incoming.ts';
import { openStore } from '../src/open-store.ts';
import { sampleCommit } from './commits.ts';
import { newFolder } from './folder.ts';

/** A data folder whose store is at height 1, and an incoming one at height 2. */
async function prepared(): Promise<string> {
  const data = await newFolder();
  for (const [folder, heights] of [
    [data, 1],
    [await beginIncoming(data), 2],
  ] as const) {
    const store = await openStore(folder);
    for (let height = 1; height <= heights; height++) await store.commit(sampleCommit(height));
    await store.close();
  }
  return data;
}

async function heightIn(data: string): Promise<number | undefined> {
  await settleIncoming(data);
  expect(existsSync(join(data, 'incoming'))).toBe(false);
  const store = await openStore(data);
  await store.close();
  return store.latestHeight();
}

test('what never became ready is dropped', async () => {
  expect(await heightIn(await prepared())).toBe(1);
});

test('what is ready replaces, and only what was named', async () => {
  const data = await prepared();
  await acceptIncoming(data, ['chain']);
  expect(await heightIn(data)).toBe(2);
  expect(existsSync(join(data, 'attachments'))).toBe(true);
});

test.each([0, 1, 2, 3, 4])(
  'a crash after step %d of the exchange is ended later',
  async (steps) => {
    const data = await prepared();
    const incoming = join(data, 'incoming');
    mkdirSync(join(incoming, 'ready'));
    const exchange = [
      () => rm(join(data, 'chain'), { recursive: true }),
      () => rename(join(incoming, 'chain'), join(data, 'chain')),
      () => rm(join(data, 'attachments'), { recursive: true }),
      () => rename(join(incoming, 'attachments'), join(data, 'attachments')),
    ];
    for (const step of exchange.slice(0, steps)) await step();
    expect(await heightIn(data)).toBe(2);
  },
);
