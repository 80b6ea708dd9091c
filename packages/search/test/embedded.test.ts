// The embedded index on a real disk: crash, damage, outdated files, a thread that dies.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WorkerLine } from '../src/embedded/worker-line.ts';
import { type EmbeddedIndex, SPAN } from '../src/index.ts';
import { BLIND_KEY, CHAIN_ID, documentAt, fill, found, ORIGIN, openEmbedded } from './fixture.ts';
import { LAST } from './last-query.ts';

const STUCK = { code: 'SEARCH_STUCK' };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-search-'));
  path = join(folder, 'index');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes the closed file as somebody with the disk in hand would. */
function tamper(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

const SWAPPED = `UPDATE doc SET position = -1 WHERE position = 1;
  UPDATE doc SET position = 1 WHERE position = 2; UPDATE doc SET position = 2 WHERE position = -1`;
const TERM_GONE = `INSERT INTO terms (terms, rowid, keys, text)
  SELECT 'delete', id, '', '明镜 4' FROM doc WHERE position = 4`;

describe('what was changed in the file is found', () => {
  let whole: string;

  beforeAll(async () => {
    whole = mkdtempSync(join(tmpdir(), 'mingjing-search-'));
    const { index } = await openEmbedded(join(whole, 'index'));
    const parts = Array.from({ length: SPAN + 10 }, (_, i) => ({ texts: [`明镜 ${i}`] }));
    await fill(index, ORIGIN, parts);
    expect(await index.verify()).toEqual({ ok: true });
    await index.close();
  });
  afterAll(() => rmSync(whole, { recursive: true, force: true }));

  test.each([
    ['a text', `UPDATE doc SET text = '别的' WHERE position = 3`, { part: 'rows', first: 0 }],
    ['a leaf hash', `UPDATE doc SET leaf = zeroblob(32) WHERE position = 1030`, { first: SPAN }],
    ['a time', `UPDATE doc SET time = time + 1 WHERE position = 5`, { part: 'rows', first: 0 }],
    ['keys', `UPDATE doc SET keys = x'' WHERE position = 5`, { part: 'rows', first: 0 }],
    ['a missing row', `DELETE FROM doc WHERE position = 7`, { part: 'rows', first: 0 }],
    ['missing rows at the end', `DELETE FROM doc WHERE position > 1025`, { first: SPAN }],
    ['rows that changed places', SWAPPED, { part: 'rows', first: 0 }],
    ['a term that is gone', TERM_GONE, { part: 'terms' }],
  ])('%s', async (_, sql, fault) => {
    copyFileSync(join(whole, 'index'), path);
    tamper(sql);
    const { index, replaced } = await openEmbedded(path);
    expect(replaced).toBeUndefined();
    expect(await index.verify()).toMatchObject({ ok: false, ...fault });
    await index.rebuild();
    expect(await index.verify()).toEqual({ ok: true });
    await fill(index, ORIGIN, [{ texts: ['明镜'] }]);
    expect(await found(index, { text: '明镜' })).toEqual([0]);
    await index.close();
  });
});

test('what the hit says of its row shows a row that was changed', async () => {
  const { index } = await openEmbedded(path);
  await fill(index, ORIGIN, [{ actor: 'alice' }]);
  const before = await index.query({ actor: 'alice' });
  await index.close();
  tamper('UPDATE doc SET leaf = zeroblob(32)');
  const opened = await openEmbedded(path);
  const after = await opened.index.query({ actor: 'alice' });
  if (!before.ok || !after.ok) throw new Error('refused');
  expect(after.hits[0]?.digest).not.toEqual(before.hits[0]?.digest);
  await opened.index.close();
});

test('a file that is no database, or one made for something else, is begun anew', async () => {
  writeFileSync(path, 'not a database at all, and long enough to be looked at '.repeat(100));
  const first = await openEmbedded(path);
  expect(first.replaced).toBe('SEARCH_DAMAGED');
  await fill(first.index, ORIGIN, [{}]);
  await first.index.close();
  const same = await openEmbedded(path);
  expect(same.replaced).toBeUndefined();
  expect(await same.index.positions()).toEqual([{ origin: ORIGIN, next: 1 }]);
  await same.index.close();
  for (const [key, chain] of [
    [new Uint8Array(32).fill(6), CHAIN_ID],
    [BLIND_KEY, 'other-0123456789abcdef'],
  ] as const) {
    copyFileSync(path, `${path}-copy`);
    const other = await openEmbedded(`${path}-copy`, key, chain);
    expect(other.replaced).toBe('SEARCH_OUTDATED');
    expect(await other.index.positions()).toEqual([]);
    await other.index.close();
  }
});

test('a folder that takes nothing is said, and nothing is held', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openEmbedded(join(folder, 'file', 'index'))).rejects.toMatchObject({
    code: expect.stringMatching(/ENOTDIR|EEXIST/),
  });
});

test('neither personal texts nor addresses nor exact values are in the files', async () => {
  const { index } = await openEmbedded(path);
  const secrets = { personalTexts: ['zhangsan'], sourceAddress: '192.0.2.7', actor: 'wangwu' };
  await fill(index, ORIGIN, [{ ...secrets, texts: ['open'] }]);
  expect(await found(index, { text: 'zhangsan', address: '192.0.2.7', actor: 'wangwu' })).toEqual([
    0,
  ]);
  await index.close();
  const bytes = readFileSync(path);
  expect(bytes.includes('open')).toBe(true);
  for (const secret of ['zhangsan', '192.0.2.7', 'wangwu']) {
    expect(bytes.includes(secret)).toBe(false);
  }
});

test('after kill -9 in the middle of batches the index stands where its rows end', async () => {
  const feeder = fileURLToPath(new URL('feeder.ts', import.meta.url));
  const child = spawn(process.execPath, [feeder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: number[] = [];
  await new Promise<void>((done) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.push(...text.trim().split('\n').map(Number));
      if (said.length >= 6) child.kill('SIGKILL');
    });
    child.once('close', () => done());
  });
  const { index, replaced } = await openEmbedded(path);
  expect(replaced).toBeUndefined();
  expect(await index.verify()).toEqual({ ok: true });
  const [log] = await index.positions();
  expect(log?.next).toBeGreaterThanOrEqual(Math.max(...said));
  const next = log?.next ?? 0;
  await index.add({
    origin: ORIGIN,
    first: next,
    documents: [documentAt(next, { texts: ['续'] })],
  });
  expect(await found(index, { text: '续' })).toEqual([next]);
  expect(await index.verify()).toEqual({ ok: true });
  await index.close();
});

describe('a thread of the index', () => {
  const query = (text: string) => ({ type: 'query', query: { text } }) as const;
  const settings = () => ({ role: 'read', path, chainId: CHAIN_ID, blindKey: BLIND_KEY }) as const;
  const mortal = new URL('mortal-thread.ts', import.meta.url);
  const stuck = new URL('stuck-thread.ts', import.meta.url);
  let index: EmbeddedIndex;

  beforeEach(async () => {
    ({ index } = await openEmbedded(path));
    await fill(index, ORIGIN, [{ texts: ['明镜'] }]);
  });
  afterEach(() => index.close());

  test('that dies is told to whoever waits, and the next call has a new one', async () => {
    const start = (workerData: object) => new Worker(mortal, { workerData });
    const line = new WorkerLine(settings(), { waitingMax: 2, start });
    await expect(line.call({ type: 'verify' })).rejects.toMatchObject({ code: 'SEARCH_FAILED' });
    const waiting = await Promise.allSettled([line.call(query(LAST)), line.call(query('明镜'))]);
    const cause = expect.objectContaining({ message: 'the last query' });
    expect(waiting[1]).toMatchObject({ reason: { code: 'SEARCH_WORKER_DIED', cause } });
    expect(await line.call(query('明镜'))).toMatchObject({ ok: true, hits: [{ position: 0 }] });
    await line.end();
  });

  test('has so many calls waiting and no more, and ends after those it was given', async () => {
    const line = new WorkerLine(settings(), { waitingMax: 2 });
    const calls = [1, 2, 3].map(() => line.call(query('明镜')));
    const ended = line.end();
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'SEARCH_BUSY' } });
    await ended;
  });

  test('that does not end is left alone, and told to whoever waits', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(stuck, { workerData: { gate } });
    const line = new WorkerLine(settings(), { waitingMax: 2, endMs: 1, start: () => worker });
    const waiting = expect(line.call(query('明镜'))).rejects.toMatchObject(STUCK);
    await expect(line.end()).rejects.toMatchObject(STUCK);
    await waiting;
    const exited = once(worker, 'exit');
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    expect(await exited).toEqual([0]);
  });
});
