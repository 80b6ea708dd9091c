import { expect, test } from 'vitest';
import { numberKey } from '../src/keys.ts';
import { checkMarks, deadMark, MARKS_KEPT } from '../src/marks.ts';
import { MemoryDisk } from '../src/memory-disk.ts';
import { openMemoryKeyValue } from '../src/memory-key-value.ts';
import { COMMIT_MARK } from '../src/prefixes.ts';
import type { Tip } from '../src/tip.ts';

function tipAt(first: number, height: number): Tip {
  return { first, height, firstRecord: 0, records: 0, replayFrom: height };
}

async function marked(heights: readonly number[]) {
  const database = openMemoryKeyValue(new MemoryDisk(), 'marks');
  const batch = database.batch();
  for (const height of heights) batch.put(numberKey(COMMIT_MARK, height), new Uint8Array());
  await batch.write();
  return database;
}

test('a mark dies when it is older than all that are kept, and none before the first', () => {
  expect(deadMark(tipAt(10, 10))).toBeUndefined();
  expect(deadMark(tipAt(10, 9 + MARKS_KEPT))).toBeUndefined();
  expect(deadMark(tipAt(10, 10 + MARKS_KEPT))).toBe(10);
});

test('what a long chain keeps is enough, and not one mark less', async () => {
  const heights = Array.from({ length: MARKS_KEPT }, (_, index) => index + 11);
  const tip = tipAt(1, 10 + MARKS_KEPT);
  await checkMarks(await marked(heights), tip);
  const shorter = await marked(heights.slice(1));
  await expect(checkMarks(shorter, tip)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
});

test.each([[5], [6], [9]])('the missing commit of height %i is named', async (missing) => {
  const database = await marked([5, 6, 7, 8, 9].filter((height) => height !== missing));
  await expect(checkMarks(database, tipAt(5, 9))).rejects.toThrow(`height ${missing} is missing`);
});
