import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { bytesToHex } from '@mingjing/crypto';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { Blinder, MemoryIndex, type SearchQuery } from '@mingjing/search';
import { noteKey, TYPE_ED25519, verifyTlogProof } from '@mingjing/tlog';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { monotonicUs } from '../src/clock.ts';
import { JournalSearch } from '../src/search/journal-search.ts';

const CHAIN_ID = 'demo-0123456789abcdef';
const NODE_ID = 'node-1';
const signer = signerFromSeed(new Uint8Array(32).fill(7));

let folder: string;
let journal: Journal;
let keys: PersonKeyFile;
let search: JournalSearch;
let errors: unknown[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-host-search-'));
  errors = [];
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, 'search', 'index');
const own = () => ({ journal, keys, chainId: CHAIN_ID, nodeId: NODE_ID, organisation: 'jia' });
const onError = (error: unknown) => errors.push(error);

async function open(): Promise<void> {
  keys = await PersonKeyFile.open({ path: join(folder, 'person-keys') });
  journal = await openJournal({
    ...{ chainId: CHAIN_ID, nodeId: NODE_ID, signer, personKeys: keys },
    folder: join(folder, 'journal'),
    clock: { now: () => Date.now(), monotonicUs },
  });
  search = await JournalSearch.open({ path: path(), own: own(), onError });
}

async function close(): Promise<void> {
  await search.close();
  await journal.close();
}

function entry(object: string, part: Partial<EntryInput> = {}): EntryInput {
  const personal = { sourceAddress: '192.0.2.7', sourcePort: 50_123, subject: '张三' };
  const actor = { type: 'user', id: 'alice' } as const;
  const event = 'record-published';
  return { source: 'publish', event, result: 'done', actor, object, personal, ...part };
}

async function hits(query: SearchQuery) {
  const result = await search.search(query);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.hits;
}

const objects = async (query: SearchQuery) =>
  (await hits(query)).map(({ opened }) => opened?.act.object);

/** Changes the rows of the log written last as somebody with the disk in hand would. */
function tamper(change: (rows: Buffer, count: number) => number): void {
  const database = new DatabaseSync(path());
  const [block] = database.prepare('SELECT id, rows, count FROM block ORDER BY id DESC').all();
  const rows = zstdDecompressSync(block?.['rows'] as Uint8Array);
  const count = change(rows, Number(block?.['count']));
  const save = database.prepare('UPDATE block SET rows = ?, count = ? WHERE id = ?');
  save.run(zstdCompressSync(rows), count, BigInt(Number(block?.['id'])));
  database.close();
}

/** Where the leaf marks of so many rows begin, behind their times. */
const leavesAt = (count: number) => count * 6;

const rebuilds = async () =>
  (await hits({ event: 'search-index-rebuilt' })).map(({ opened }) => opened?.frame.reason);

test('an entry is found by all that is known of it, and each hit carries its proof', async () => {
  await journal.appendMany([
    entry('年度报告.pdf'),
    entry('notice.txt', { actor: { type: 'officer', id: 'bob' }, result: 'refused' }),
    entry('第三份', { source: 'access', event: 'record-read' }),
  ]);
  await search.indexer.caughtUp();
  expect(await objects({ text: '报告' })).toEqual(['年度报告.pdf']);
  expect(await objects({ text: '张三', source: 'publish' })).toEqual([
    'notice.txt',
    '年度报告.pdf',
  ]);
  expect(await objects({ actor: 'bob', address: '192.0.2.0/24' })).toEqual(['notice.txt']);
  expect(await objects({ result: 'refused' })).toEqual(['notice.txt']);
  expect(await objects({ object: '第三份', event: 'record-read' })).toEqual(['第三份']);
  expect(await objects({ organisation: 'jia', node: NODE_ID, kind: 'entry' })).toHaveLength(3);
  const [hit] = await hits({ actor: 'bob' });
  if (hit === undefined) throw new Error('nothing found');
  const { document, log, proof } = hit;
  const logKeys = [noteKey(log.origin, TYPE_ED25519, signer.publicKey)];
  const trust = { origin: log.origin, logKeys, witnessKeys: [], verify };
  expect(verifyTlogProof(Buffer.from(proof), document.leafHash, trust)).toMatchObject({ ok: true });
  const other = new Uint8Array(32);
  expect(verifyTlogProof(Buffer.from(proof), other, trust)).toMatchObject({ ok: false });
  expect(await objects({ actorTag: bytesToHex(hit.stored.stub.actorTag) })).toEqual(['notice.txt']);
  expect(errors).toEqual([]);
});

test('what is not indexed yet is said, and found after a restart where it was left', async () => {
  await journal.append(entry('before'));
  await search.indexer.caughtUp();
  await search.close();
  await journal.appendMany(Array.from({ length: 700 }, (_, i) => entry(`later ${i}`)));
  await journal.close();
  await open();
  await search.indexer.caughtUp();
  const result = await search.search({ text: 'later', limit: 1 });
  expect(result).toMatchObject({ ok: true, hits: [{ document: { position: 700 } }] });
  const publish = result.ok && result.logs.find(({ origin }) => origin.includes('/publish/'));
  expect(publish).toMatchObject({ indexed: 701, size: 701 });
  expect(await rebuilds()).toEqual([]);
});

test('a row changed while the program was off is found at its start and built anew', async () => {
  await journal.appendMany([entry('one'), entry('two')]);
  await search.indexer.caughtUp();
  await close();
  tamper((rows, count) => {
    rows.writeUInt8(rows.readUInt8(rows.length - 1) ^ 1, rows.length - 1);
    return count;
  });
  await open();
  await search.indexer.caughtUp();
  expect(await objects({ text: 'two' })).toEqual(['two']);
  expect(await rebuilds()).toEqual(['other-rows']);
});

test('an index of the first format is built anew, and the journal says so', async () => {
  await journal.appendMany([entry('one'), entry('two')]);
  await search.indexer.caughtUp();
  await close();
  rmSync(path());
  const old = new DatabaseSync(path());
  old.exec(`CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO about VALUES ('format', '1'), ('chain', '${CHAIN_ID}')`);
  old.close();
  await open();
  await search.indexer.caughtUp();
  expect(await objects({ actor: 'alice' })).toEqual(['two', 'one']);
  expect(await rebuilds()).toEqual(['search-outdated']);
});

test('rows that are missing are found by comparing with the logs', async () => {
  await journal.appendMany([entry('one'), entry('two')]);
  await search.indexer.caughtUp();
  expect(await search.indexer.verify()).toBe(true);
  tamper((_, count) => count - 1);
  expect(await search.indexer.verify()).toBe(false);
  await search.indexer.caughtUp();
  expect(await objects({ text: 'one' })).toEqual(['one']);
  expect(await search.indexer.verify()).toBe(true);
});

test('a hit that its log contradicts is not shown, and then it is right again', async () => {
  await journal.append(entry('one'));
  await search.indexer.caughtUp();
  tamper((rows, count) => {
    rows.fill(0, leavesAt(count), leavesAt(count) + 8);
    return count;
  });
  expect(await search.search({ text: 'one' })).toEqual({ ok: false, refusal: 'index-damaged' });
  await search.indexer.caughtUp();
  expect(await objects({ text: 'one' })).toEqual(['one']);
  expect(await rebuilds()).toEqual(['other-leaf']);
});

test('an index ahead of its log is built anew', async () => {
  await journal.append(entry('one'));
  await close();
  cpSync(join(folder, 'journal'), join(folder, 'older'), { recursive: true });
  await open();
  await journal.append(entry('two'));
  await search.indexer.caughtUp();
  await close();
  rmSync(join(folder, 'journal'), { recursive: true });
  cpSync(join(folder, 'older'), join(folder, 'journal'), { recursive: true });
  await open();
  await search.indexer.caughtUp();
  expect(await objects({ actor: 'alice' })).toEqual(['one']);
  expect(await rebuilds()).toEqual(['ahead-of-log']);
});

test('what was disposed of is found by its stub, and by nothing that it held', async () => {
  await journal.appendMany([entry('年度报告.pdf'), entry('two'), entry('three')]);
  await search.indexer.caughtUp();
  await journal.disposeBodies('publish', 2);
  // Before the index follows: its rows still say what went.
  expect(await objects({ text: '年度报告' })).toEqual([]);
  expect(await objects({ object: 'two' })).toEqual([]);
  const [log] = await hits({ text: 'three' });
  const origin = log?.log.origin ?? '';
  search.indexer.refresh(origin, 0, 2);
  await search.indexer.caughtUp();
  expect(await objects({ source: 'publish' })).toEqual(['three', undefined, undefined]);
  const found = await hits({ source: 'publish' });
  expect(found.map(({ stored, proof }) => [stored.body === undefined, proof !== ''])).toEqual([
    [false, true],
    [true, true],
    [true, true],
  ]);
  expect(await search.indexer.verify()).toBe(true);
  expect(await rebuilds()).toEqual([]);
  for (const name of readdirSync(join(folder, 'search'))) {
    expect(readFileSync(join(folder, 'search', name)).includes('年度报告')).toBe(false);
  }
});

test('what was shredded is no longer found by what it held', async () => {
  await journal.appendMany([entry('one'), entry('two', { actor: { type: 'user', id: 'bob' } })]);
  await search.indexer.caughtUp();
  await keys.remove('alice');
  expect(await search.search({ text: '张三' })).toEqual({ ok: false, refusal: 'index-damaged' });
  await search.indexer.caughtUp();
  expect(await objects({ text: '张三' })).toEqual(['two']);
  expect(await objects({ address: '192.0.2.7' })).toEqual(['two']);
  expect(await objects({ actor: 'alice' })).toEqual(['one']);
});

test('refuses the logs of others, which it does not hold', async () => {
  const origins = [`${CHAIN_ID}/node-2/publish/suite1`];
  expect(await search.search({ origins })).toEqual({
    ok: false,
    refusal: { field: 'origins', reason: 'unknown-value' },
  });
});

test('an index that takes nothing delays itself and no act', async () => {
  const stuck = new MemoryIndex(new Uint8Array(32));
  let release: () => void = () => undefined;
  stuck.add = () => new Promise((done) => (release = done));
  const blinder = new Blinder(new Uint8Array(32));
  const held = new JournalSearch(stuck, blinder, { path: '', own: own(), onError });
  const caughtUp = held.indexer.caughtUp();
  await journal.append(entry('one'));
  void held.indexer.caughtUp();
  await journal.appendMany(Array.from({ length: 100 }, (_, i) => entry(`more ${i}`)));
  expect(await held.search({ actor: 'alice' })).toMatchObject({ ok: true, hits: [] });
  release();
  await caughtUp;
  const closing = held.close();
  release();
  await closing;
});
