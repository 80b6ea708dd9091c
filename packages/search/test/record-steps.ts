// What of a record has its own row, and of an entry is said of its log.
import { expect } from 'vitest';
import type { SearchIndex, SearchQuery } from '../src/index.ts';
import { fill, found, START_MS } from './fixture.ts';

/** Fills a log of records and one of entries, and looks for each by what only it has. */
export async function findsRecords(
  index: SearchIndex,
  origin: string,
  other: string,
): Promise<void> {
  const positions = (query: SearchQuery) => found(index, { origins: [origin, other], ...query });
  const record = { kind: 'record', node: '', source: 'records' } as const;
  const [first, second] = ['aa'.repeat(32), 'bb'.repeat(32)];
  await fill(index, origin, [
    { ...record, organisation: 'jia', category: '3', height: '7', contents: [first, second] },
    { ...record, organisation: 'yi', category: '3', height: '17', contents: [second] },
    { ...record, organisation: '', subject: 'A-1:7', texts: [first, 'jia'] },
  ]);
  await fill(index, other, [{ texts: [first], time: START_MS }]);
  expect(await positions({ organisation: 'yi' })).toEqual([1]);
  expect(await positions({ organisation: 'jia', kind: 'record' })).toEqual([0]);
  expect(await positions({ organisation: 'jia' })).toEqual([0, 0]);
  expect(await positions({ category: '3' })).toEqual([1, 0]);
  expect(await positions({ height: '7' })).toEqual([0]);
  expect(await positions({ subject: 'A-1:7' })).toEqual([2]);
  expect(await positions({ subject: 'a-1' })).toEqual([]);
  expect(await positions({ content: second })).toEqual([1, 0]);
  expect(await positions({ content: first })).toEqual([0]);
  expect(await positions({ content: first, organisation: 'yi' })).toEqual([]);
  expect(await positions({ text: first, kind: 'record' })).toEqual([2]);
  expect(await index.verify()).toEqual({ ok: true });
}
