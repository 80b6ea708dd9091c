// A query whose steps are spent says so, and its cursor goes on without a gap or a repetition.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IndexReader } from '../src/embedded/index-reader.ts';
import { IndexWriter } from '../src/embedded/index-writer.ts';
import { BATCH_MAX, Blinder, type SearchQuery } from '../src/index.ts';
import { BLIND_KEY, CHAIN_ID, documentAt, START_MS } from './fixture.ts';

const ROWS = 9000;
const ORIGINS = ['access', 'auth'].map((source) => `${CHAIN_ID}/node-1/${source}/suite1`);

function fillLogs(path: string, blinder: Blinder): void {
  const writer = new IndexWriter(path, CHAIN_ID, blinder);
  for (const [log, origin] of ORIGINS.entries()) {
    for (let first = 0; first < ROWS; first += BATCH_MAX) {
      const documents = Array.from({ length: Math.min(BATCH_MAX, ROWS - first) }, (_, i) =>
        documentAt(first + i, {
          ...{ origin, time: START_MS + (first + i) * 10 + log, texts: ['a'] },
          actor: (first + i) % 4000 === 7 ? 'rare' : 'alice',
        }),
      );
      writer.add({ origin, first, documents });
    }
  }
  writer.close();
}

test('an answer that ended before its page was full has a cursor that goes on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-search-'));
  const [path, blinder] = [join(folder, 'index'), new Blinder(BLIND_KEY)];
  fillLogs(path, blinder);
  const whole = new IndexReader(path, blinder);
  const bounded = new IndexReader(path, blinder, 1);
  const query: SearchQuery = { actor: 'rare', event: 'record-read', limit: 4 };
  const all = whole.query({ ...query, limit: 10 });
  if (!all.ok) throw new Error('refused');
  expect(all.hits.map(({ position }) => position)).toEqual([8007, 8007, 4007, 4007, 7, 7]);
  expect(all).toMatchObject({ isPartial: false, nextCursor: null });
  const found: unknown[] = [];
  const partial: boolean[] = [];
  let cursor: string | null = '';
  while (cursor !== null && partial.length < 20) {
    const page = bounded.query({ ...query, ...(cursor !== '' && { cursor }) });
    if (!page.ok) throw new Error('refused');
    found.push(...page.hits.map(({ origin, position }) => [origin, position]));
    partial.push(page.isPartial);
    cursor = page.nextCursor;
  }
  expect(found).toEqual(all.hits.map(({ origin, position }) => [origin, position]));
  expect(partial.filter((is) => is).length).toBeGreaterThan(1);
  expect(partial.at(-1)).toBe(false);
  for (const reader of [whole, bounded]) reader.close();
  rmSync(folder, { recursive: true, force: true });
});
