// Both databases answer every range alike, whatever was put and deleted before.
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeyRange, KeyValue } from '../src/key-value.ts';
import { openLevelKeyValue } from '../src/level-key-value.ts';
import { MemoryDisk } from '../src/memory-disk.ts';
import { openMemoryKeyValue } from '../src/memory-key-value.ts';
import { newFolder } from './folder.ts';

const key = fc.uint8Array({ minLength: 0, maxLength: 2 }).map((tail) => Uint8Array.of(4, ...tail));
const change = fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 3 })) });
const range: fc.Arbitrary<KeyRange> = fc.record({
  from: key,
  to: fc.oneof(key, fc.constant(Uint8Array.of(5))),
  reverse: fc.boolean(),
  limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }).map((limit) => limit ?? 99),
});

async function entriesOf(database: KeyValue, asked: KeyRange): Promise<number[][][]> {
  const entries: number[][][] = [];
  await database.visit(asked, (name, value) => entries.push([[...name], [...value]]));
  return entries;
}

test('level and memory agree', async () => {
  const folder = await newFolder();
  let run = 0;
  const batches = fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(batches, range, async (changes, asked) => {
      run += 1;
      const level = await openLevelKeyValue(join(folder, `${run}`));
      const both = [level, openMemoryKeyValue(new MemoryDisk(), 'd')];
      for (const database of both) {
        for (const operations of changes) {
          const batch = database.batch();
          for (const { key: name, value } of operations) {
            if (value === null) batch.delete(name);
            else batch.put(name, value);
          }
          await batch.write();
        }
      }
      const [onDisk, inMemory] = await Promise.all(both.map((each) => entriesOf(each, asked)));
      const names = [asked.from, asked.to];
      const [here, there] = await Promise.all(both.map((each) => each.has(names)));
      await level.close();
      expect(inMemory).toEqual(onDisk);
      expect(there).toEqual(here);
    }),
    { numRuns: 60 },
  );
});

test.each<[string, () => Promise<KeyValue>]>([
  ['level', async () => openLevelKeyValue(await newFolder())],
  ['memory', async () => openMemoryKeyValue(new MemoryDisk(), 'd')],
])(
  '%s: a view has all that was there at its moment and nothing that came later',
  async (_, open) => {
    const database = await open();
    const write = async (from: number, to: number, value: number) => {
      const batch = database.batch();
      for (let number = from; number < to; number++) {
        batch.put(Uint8Array.of(4 + (number % 3), number >>> 8, number), Uint8Array.of(value));
      }
      await batch.write();
    };
    await write(0, 2000, 1);
    const view = database.entries();
    const given = database.entries();
    await write(1000, 3000, 2);
    const keys: Uint8Array[] = [];
    for await (const chunk of view) {
      for (const [name, value] of chunk) {
        expect([...value]).toEqual([1]);
        keys.push(new Uint8Array(name));
      }
    }
    expect(keys.length).toBe(2000);
    expect(keys).toEqual(keys.toSorted(Buffer.compare));
    // One that is not read to its end holds nothing up.
    await given.return(undefined);
    await database.close();
  },
);
