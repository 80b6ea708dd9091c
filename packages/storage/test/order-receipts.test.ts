import { describe, expect, test } from 'vitest';
import { MemoryDisk } from '../src/memory-disk.ts';
import {
  type OrderReceiptStore,
  openMemoryOrderReceipts,
  openOrderReceipts,
} from '../src/order-receipts.ts';
import { noise } from './commits.ts';
import { newFolder } from './folder.ts';

const [one, other] = [noise(1, 32), noise(2, 32)];

async function disk(): Promise<() => Promise<OrderReceiptStore>> {
  const folder = await newFolder();
  return () => openOrderReceipts(folder);
}

async function memory(): Promise<() => Promise<OrderReceiptStore>> {
  const held = new MemoryDisk();
  return () => openMemoryOrderReceipts(held);
}

describe.each([
  ['on disk', disk],
  ['in memory', memory],
])('receipts %s', (_name, place) => {
  test('are found again by their order, in the order of their names', async () => {
    const open = await place();
    let store = await open();
    await store.put(one, 'node-b/carried-out', Uint8Array.of(2));
    await store.put(one, 'node-a/first-refusal', Uint8Array.of(1));
    await store.put(other, 'node-a/carried-out', Uint8Array.of(3));
    await store.close();
    store = await open();
    expect(await store.of(one)).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
    expect(await store.of(other)).toEqual([Uint8Array.of(3)]);
    expect(await store.of(noise(3, 32))).toEqual([]);
    const seen: string[] = [];
    await store.visit((orderId, name) => seen.push(`${orderId[0]} ${name}`));
    expect(seen.toSorted()).toEqual(
      [
        `${one[0]} node-a/first-refusal`,
        `${one[0]} node-b/carried-out`,
        `${other[0]} node-a/carried-out`,
      ].toSorted(),
    );
    await store.close();
  });

  test('take no id of another length', async () => {
    const store = await (await place())();
    await expect(store.put(one.subarray(1), 'node-a', Uint8Array.of(1))).rejects.toThrow(/32/);
    await store.close();
  });
});

test('an altered receipt is damage', async () => {
  const held = new MemoryDisk();
  const store = await openMemoryOrderReceipts(held);
  await store.put(one, 'node-a/carried-out', noise(9, 300));
  held.rot((count) => count - 1);
  await expect(store.of(one)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
});
