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
import { packRows, UnpackedBlock } from '../src/embedded/row-block.ts';
import { WorkerLine } from '../src/embedded/worker-line.ts';
import { type EmbeddedIndex, SPAN } from '../src/index.ts';
import type { Row } from '../src/indexed-form.ts';
import {
  BLIND_KEY,
  CHAIN_ID,
  documentAt,
  fill,
  found,
  ORIGIN,
  openEmbedded,
  START_MS,
} from './fixture.ts';
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
function tamper(change: Tampering): void {
  const database = new DatabaseSync(path);
  if (typeof change === 'string') database.exec(change);
  else change(database);
  database.close();
}

type Tampering = string | ((database: DatabaseSync) => void);

/** Changes the rows of every block. */
function rows(change: (rows: Row[]) => Row[]): Tampering {
  return (database) => changeRows(database, change);
}

function changeRows(database: DatabaseSync, change: (rows: Row[]) => Row[]): void {
  const save = database.prepare('UPDATE block SET rows = ?, count = ? WHERE id = ?');
  const blocks = database.prepare('SELECT id % (1 << 40) AS first, id, count, rows FROM block');
  for (const { count, first, id, rows } of blocks.all()) {
    const head = { first: Number(first), count: Number(count), before: 0, ended: 0 };
    const changed = change(new UnpackedBlock(rows as Uint8Array, head).rows());
    save.run(packRows(changed), changed.length, BigInt(Number(id)));
  }
}

/** Changes the row at a position. */
function rowAt(position: number, change: (row: Row) => Partial<Row>): Tampering {
  return rows((all) =>
    all.map((row) => (row.position === position ? { ...row, ...change(row) } : row)),
  );
}

/** Takes one word of one row out of the terms. */
function forgetTerm(database: DatabaseSync): void {
  database.exec('CREATE VIRTUAL TABLE temp.pair USING fts5vocab(main, terms, instance)');
  const pair = database.prepare('SELECT term, doc FROM temp.pair LIMIT 1').get();
  database
    .prepare("INSERT INTO terms (terms, rowid, words) VALUES ('delete', ?, ?)")
    .run(BigInt(Number(pair?.['doc'])), String(pair?.['term']));
}

/** As long as texts are indexed, of pairs that hardly come twice. */
function longText(seed: number): string {
  const characters = Array.from({ length: 8000 }, (_, i) => 0x4e00 + ((i * i + seed) % 20_000));
  return String.fromCodePoint(...characters);
}

const TERM_ADDED = `INSERT INTO terms (rowid, words) SELECT id + 4, '00000000' FROM block LIMIT 1`;

/** An index as the first format had it. */
const FIRST_FORMAT = `CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  INSERT INTO about VALUES ('format', '1'), ('chain', '${CHAIN_ID}');
  CREATE TABLE doc (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
  INSERT INTO doc VALUES (1, '明镜')`;

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

  const first = { part: 'rows', first: 0 };
  const none = new Uint8Array(0);

  test.each<[name: string, change: Tampering, fault: object]>([
    ['words', rowAt(3, ({ words }) => ({ words: words.toReversed() })), first],
    ['a leaf', rowAt(1030, () => ({ leaf: new Uint8Array(8) })), { first: SPAN }],
    ['a time', rowAt(5, ({ time }) => ({ time: time + 1 })), first],
    ['words that are gone', rowAt(5, () => ({ words: none })), first],
    ['a missing row', rows((all) => all.filter(({ position }) => position !== 7)), first],
    ['missing rows at the end', 'DELETE FROM block WHERE id % 4096 > 0', { part: 'rows' }],
    ['rows that changed places', rows((all) => all.toReversed()), first],
    ['a block that is none', 'UPDATE block SET rows = zeroblob(9)', { part: 'file' }],
    ['another node', "UPDATE log SET node = 'node-2'", first],
    ['a term that is gone', forgetTerm, { part: 'terms' }],
    ['a term that is too much', TERM_ADDED, { part: 'terms' }],
  ])('%s', async (_, change, fault) => {
    copyFileSync(join(whole, 'index'), path);
    tamper(change);
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
  tamper(rowAt(0, () => ({ leaf: new Uint8Array(8) })));
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

test('an index of the first format is begun anew and filled again', async () => {
  tamper(FIRST_FORMAT);
  const { index, replaced } = await openEmbedded(path);
  expect(replaced).toBe('SEARCH_OUTDATED');
  expect(await index.positions()).toEqual([]);
  await fill(index, ORIGIN, [{ texts: ['明镜'] }]);
  expect(await found(index, { text: '明镜' })).toEqual([0]);
  expect(await index.verify()).toEqual({ ok: true });
  await index.close();
  expect(readFileSync(path).includes('明镜')).toBe(false);
});

test('a log of which something else is known now makes the index outdated', async () => {
  const { index } = await openEmbedded(path);
  await fill(index, ORIGIN, [{}]);
  const documents = [documentAt(1, { organisation: 'yi' })];
  const added = index.add({ origin: ORIGIN, first: 1, documents });
  await expect(added).rejects.toMatchObject({ code: 'SEARCH_OUTDATED' });
  expect(await index.positions()).toEqual([{ origin: ORIGIN, next: 1 }]);
  await index.close();
});

test('rows of many blocks come back as they were, page by page', async () => {
  const { index } = await openEmbedded(path);
  const long = '明镜存证平台'.repeat(40);
  const parts = Array.from({ length: 2500 }, (_, i) => ({
    ...{ actor: i % 700 === 5 ? 'rare' : 'alice', time: START_MS + i },
    texts: i % 3 === 0 ? [long, `n${i}`] : [`n${i}`],
  }));
  await fill(index, ORIGIN, parts);
  expect(await found(index, { actor: 'rare' })).toEqual([2105, 1405, 705, 5]);
  expect(await found(index, { text: 'n1234' })).toEqual([1234]);
  const range = { from: START_MS + 1500, to: START_MS + 1503 };
  expect(await found(index, range)).toEqual([1502, 1501, 1500]);
  expect(await found(index, { ...range, actor: 'alice' })).toEqual([1502, 1501, 1500]);
  expect(await index.verify()).toEqual({ ok: true });
  await index.close();
});

test('a query after another one sees what was put in the place of its rows', async () => {
  const { index } = await openEmbedded(path);
  const [document] = await fill(index, ORIGIN, [{ texts: ['甲'] }]);
  const digests = async () => {
    const result = await index.query({ actor: 'alice' });
    return result.ok ? result.hits.map(({ digest }) => digest) : [];
  };
  const before = await digests();
  expect(await digests()).toEqual(before);
  await index.replace({ origin: ORIGIN, first: 0, documents: [documentAt(0, { texts: ['乙'] })] });
  const after = await digests();
  expect(after).not.toEqual(before);
  if (document !== undefined) {
    await index.replace({ origin: ORIGIN, first: 0, documents: [document] });
  }
  expect(await digests()).toEqual(before);
  await index.add({ origin: ORIGIN, first: 1, documents: [documentAt(1, { texts: ['丙'] })] });
  expect(await digests()).toHaveLength(2);
  await index.close();
});

test('rows that grow, as contents come late, take as many blocks as they need', async () => {
  const { index } = await openEmbedded(path);
  // In the middle of a log whose clock ran back once, so that every block knows an earlier time.
  const timeOf = (i: number) => START_MS + (i < 5 ? 100 : i) * 1000;
  const missing = Array.from({ length: 40 }, (_, i) => ({ result: 'missing', time: timeOf(i) }));
  await fill(index, ORIGIN, missing);
  for (let first = 2; first < 34; first += 4) {
    const documents = [0, 1, 2, 3].map((i) => {
      const [position, texts] = [first + i, [`n${first + i} ${longText(first + i)}`]];
      return documentAt(position, { result: 'whole', texts, time: timeOf(position) });
    });
    await index.replace({ origin: ORIGIN, first, documents });
  }
  expect(await found(index, { result: 'missing' })).toEqual([39, 38, 37, 36, 35, 34, 1, 0]);
  expect(await found(index, { text: 'n33' })).toEqual([33]);
  expect(await found(index, { from: timeOf(20), to: timeOf(22) })).toEqual([21, 20]);
  await index.add({ origin: ORIGIN, first: 40, documents: [documentAt(40, { time: timeOf(40) })] });
  expect(await index.verify()).toEqual({ ok: true });
  await index.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const blocks = database.prepare('SELECT count, before FROM block ORDER BY id').all();
  database.close();
  expect(blocks.length).toBeGreaterThan(8);
  expect(blocks.reduce((sum, { count }) => sum + Number(count), 0)).toBe(41);
  expect(blocks.map(({ before }) => before)).toEqual([0, ...blocks.slice(1).map(() => timeOf(0))]);
});

test('a folder that takes nothing is said, and nothing is held', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openEmbedded(join(folder, 'file', 'index'))).rejects.toMatchObject({
    code: expect.stringMatching(/ENOTDIR|EEXIST/),
  });
});

test('neither texts nor addresses nor exact values are in the files', async () => {
  const { index } = await openEmbedded(path);
  const secrets = { personalTexts: ['zhangsan'], sourceAddress: '192.0.2.7', actor: 'wangwu' };
  await fill(index, ORIGIN, [{ ...secrets, texts: ['openwords'] }]);
  expect(await found(index, { text: 'zhangsan', address: '192.0.2.7', actor: 'wangwu' })).toEqual([
    0,
  ]);
  await index.close();
  const bytes = readFileSync(path);
  for (const secret of ['zhangsan', '192.0.2.7', 'wangwu', 'openwords']) {
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
