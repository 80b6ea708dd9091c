// A place that was altered on disk is no place: a node must not judge by another transaction.
import { expect, test } from 'vitest';
import type { KeyValue } from '../src/key-value.ts';
import { asBuffer, bytesKey } from '../src/keys.ts';
import { MemoryDisk } from '../src/memory-disk.ts';
import { openMemoryKeyValue } from '../src/memory-key-value.ts';
import { TRANSACTION } from '../src/prefixes.ts';
import { findTransaction, putTransactions } from '../src/transaction-index.ts';

const ids = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));

async function indexed(): Promise<KeyValue> {
  const database = openMemoryKeyValue(new MemoryDisk(), 'chain');
  const batch = database.batch();
  await putTransactions(batch, { height: 70_000, transactionIds: ids }, async () => undefined);
  await batch.write();
  return database;
}

test('each transaction of a block has its place, and no other id has one', async () => {
  const database = await indexed();
  const places = ids.map((id) => findTransaction(database, id));
  expect(places).toEqual([0, 1, 2].map((index) => ({ height: 70_000, index })));
  expect(findTransaction(database, new Uint8Array(32).fill(9))).toBeUndefined();
  expect(findTransaction(database, new Uint8Array(31).fill(1))).toBeUndefined();
});

test('an entry of which a bit turned, or another in its place, is refused as damage', async () => {
  const database = await indexed();
  const [first, second] = ids.map((id) => bytesKey(TRANSACTION, id)) as [Uint8Array, Uint8Array];
  const sound = new Uint8Array(database.getSync(first) as Uint8Array);
  const wrong = [database.getSync(second) as Uint8Array, sound.subarray(1), new Uint8Array(0)];
  for (let bit = 0; bit < 8 * sound.length; bit += 1) {
    const turned = new Uint8Array(sound);
    turned[bit >>> 3] = (turned[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    wrong.push(turned);
  }
  for (const value of wrong) {
    const batch = database.batch();
    batch.put(first, new Uint8Array(value));
    await batch.write();
    const name = asBuffer(value).toString('hex');
    expect(() => findTransaction(database, ids[0] as Uint8Array), name).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT' }),
    );
  }
});
