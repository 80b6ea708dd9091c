// What a witness searches: its own journal and the copy of another's, in one index.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { verify } from '@mingjing/crypto/node';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { logOrigin, witnessName } from '@mingjing/protocol';
import type { SearchQuery } from '@mingjing/search';
import { noteKey, TYPE_COSIGNATURE, TYPE_ED25519, verifyTlogProof } from '@mingjing/tlog';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copiedLogs } from '../src/search/copied-logs.ts';
import { JournalSearch } from '../src/search/journal-search.ts';
import type { SearchableLog } from '../src/search/searchable-log.ts';
import { CHAIN_ID, House, NODE_ID, signers } from './witness/house.ts';

const ORIGIN = logOrigin(CHAIN_ID, NODE_ID, 'publish');
const SLOT_BYTES = 168;

let house: House;
let own: Journal;
let search: JournalSearch;
let witness: Awaited<ReturnType<House['witness']>>;
let logs: SearchableLog[];
let errors: unknown[];

beforeEach(async () => {
  house = new House();
  errors = [];
  await house.open();
  await openSearch();
  await holdCopy();
});
afterEach(async () => {
  await closeSearch();
  await witness.copy.close();
  await house.remove();
});

async function openSearch(): Promise<void> {
  const keys = await PersonKeyFile.open({ path: join(house.folder, 'keys-of-watch') });
  own = await openJournal({
    ...{ folder: join(house.folder, 'journal-of-watch'), chainId: CHAIN_ID, nodeId: 'watch' },
    ...{ signer: signers('watch').journal, personKeys: keys },
    clock: { now: () => house.now, monotonicUs: () => 0 },
  });
  search = await JournalSearch.open({
    path: join(house.folder, 'index', 'index'),
    own: { journal: own, keys, chainId: CHAIN_ID, nodeId: 'watch', organisation: 'authority' },
    onError: (error) => errors.push(error),
  });
}

async function closeSearch(): Promise<void> {
  await search.close();
  await own.close();
}

async function holdCopy(): Promise<void> {
  witness = await house.witness();
  const { copy, verified } = witness;
  logs = copiedLogs({ copy, verified, chainId: CHAIN_ID, organisation: 'jia' });
  search.hold(logs);
}

function entry(object: string, part: Partial<EntryInput> = {}): EntryInput {
  const personal = { sourceAddress: '192.0.2.7', sourcePort: 50_123, subject: '张三' };
  const actor = { type: 'user', id: 'alice' } as const;
  return {
    ...{ source: 'publish', event: 'record-published', result: 'done', actor, object, personal },
    ...part,
  };
}

async function follow(): Promise<void> {
  await witness.round();
  await search.indexer.caughtUp();
}

async function hits(query: SearchQuery) {
  const result = await search.search(query);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.hits;
}

const objects = async (query: SearchQuery) =>
  (await hits(query)).map(({ opened }) => opened?.act.object);

const rebuilds = async () =>
  (await hits({ event: 'search-index-rebuilt' })).map(({ opened }) => opened?.frame.reason);

/** Changes the actor tag in a stored stub, and its checksum, as who has the disk would. */
async function changeStub(index: number): Promise<void> {
  const [held] = await witness.copy.readRange('publish', index, index + 1);
  const folder = join(house.folder, 'witness', 'watch', 'publish');
  await witness.copy.close();
  const file = openSync(join(folder, 'stubs'), 'r+');
  const slot = Buffer.alloc(SLOT_BYTES);
  readSync(file, slot, 0, SLOT_BYTES, index * SLOT_BYTES);
  const at = slot.indexOf(held?.stub.actorTag ?? '');
  slot[at] = (slot[at] ?? 0) ^ 1;
  slot.writeUInt32BE(crc32(slot.subarray(0, SLOT_BYTES - 4)), SLOT_BYTES - 4);
  writeSync(file, slot, 0, SLOT_BYTES, index * SLOT_BYTES);
  closeSync(file);
}

test('entries of a copy are found beside the own ones, by node and organisation', async () => {
  await house.journal.appendMany([entry('年度报告.pdf'), entry('notice.txt')]);
  await own.append(entry('own.txt', { source: 'access', event: 'record-read' }));
  await follow();
  expect((await objects({ actor: 'alice' })).sort()).toEqual([
    'notice.txt',
    'own.txt',
    '年度报告.pdf',
  ]);
  expect(await objects({ text: '报告' })).toEqual(['年度报告.pdf']);
  expect(await objects({ actor: 'alice', organisation: 'authority' })).toEqual(['own.txt']);
  expect(await objects({ actor: 'alice', node: NODE_ID })).toHaveLength(2);
  expect(await objects({ origins: [ORIGIN] })).toHaveLength(2);
  const [hit] = await hits({ text: 'notice', organisation: 'jia' });
  expect(hit?.document).toMatchObject({ node: NODE_ID, organisation: 'jia', origin: ORIGIN });
  expect(errors).toEqual([]);
});

test('a hit is proved under the checkpoint of its node, which the witness cosigned', async () => {
  await house.journal.appendMany([entry('one'), entry('two'), entry('three')]);
  await follow();
  const [hit] = await hits({ text: 'two' });
  const name = witnessName(CHAIN_ID, 'watch');
  const trust = {
    origin: ORIGIN,
    logKeys: [noteKey(ORIGIN, TYPE_ED25519, signers(NODE_ID).journal.publicKey)],
    witnessKeys: [noteKey(name, TYPE_COSIGNATURE, signers('watch').journal.publicKey)],
    verify,
  };
  const proof = Buffer.from(hit?.proof ?? '');
  const leaf = hit?.document.leafHash ?? new Uint8Array(0);
  const proved = verifyTlogProof(proof, leaf, trust);
  expect(proved).toMatchObject({ ok: true, value: { cosignatures: [{ key: { name } }] } });
  const others = [noteKey(ORIGIN, TYPE_ED25519, signers('watch').journal.publicKey)];
  expect(verifyTlogProof(proof, leaf, { ...trust, logKeys: others })).toMatchObject({ ok: false });
});

test('what is personal stays sealed, and is not found', async () => {
  await house.journal.append(entry('one'));
  await follow();
  expect(await objects({ text: '张三' })).toEqual([]);
  expect(await objects({ address: '192.0.2.7' })).toEqual([]);
  const [hit] = await hits({ object: 'one' });
  expect(hit?.opened?.personal).toBe('shredded');
  const tag = Buffer.from(hit?.stored.stub.actorTag ?? []).toString('hex');
  expect(await objects({ actorTag: tag })).toEqual(['one']);
});

test('grows as the copy grows, and goes on after a restart where it was', async () => {
  await house.journal.appendMany(Array.from({ length: 700 }, (_, i) => entry(`old ${i}`)));
  await follow();
  await house.journal.append(entry('new'));
  expect(await objects({ text: 'new' })).toEqual([]);
  await follow();
  expect(await objects({ text: 'new' })).toEqual(['new']);
  await closeSearch();
  await witness.copy.close();
  await house.journal.append(entry('newest'));
  await openSearch();
  // Not held yet: what is indexed of it is not shown, and is no damage.
  await search.indexer.caughtUp();
  expect(await hits({ actor: 'alice' })).toEqual([]);
  await holdCopy();
  await follow();
  expect(await objects({ text: 'newest' })).toEqual(['newest']);
  const result = await search.search({ actor: 'alice', limit: 1 });
  const publish = result.ok && result.logs.find(({ origin }) => origin === ORIGIN);
  expect(publish).toMatchObject({ indexed: 702, size: 702 });
  expect([await rebuilds(), errors]).toEqual([[], []]);
});

test('logs that are held no more are not shown, until they are held again', async () => {
  await house.journal.append(entry('one'));
  await own.append(entry('own'));
  await follow();
  await search.release(logs);
  expect(await objects({ actor: 'alice' })).toEqual(['own']);
  expect(await search.search({ origins: [ORIGIN] })).toMatchObject({ ok: false });
  search.hold(logs);
  await follow();
  expect(await objects({ actor: 'alice', node: NODE_ID })).toEqual(['one']);
  expect(await rebuilds()).toEqual([]);
});

test('a copy that was changed is found, shown to nobody, and keeps no other log back', async () => {
  await house.journal.appendMany([entry('one'), entry('two')]);
  await follow();
  await search.release(logs);
  await changeStub(1);
  await holdCopy();
  await search.indexer.caughtUp();
  expect(await rebuilds()).toEqual(['other-rows']);
  await expect(search.search({ object: 'two' })).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  expect(await objects({ object: 'one' })).toEqual(['one']);
  await own.append(entry('own'));
  await search.indexer.caughtUp();
  expect(await objects({ object: 'own' })).toEqual(['own']);
});

test('a checkpoint that covers too little is not taken for one that proves', async () => {
  const [log] = copiedLogs({
    ...{ copy: witness.copy, chainId: CHAIN_ID, organisation: 'jia' },
    verified: () => undefined,
  });
  expect(log?.size()).toBe(0);
  expect(await log?.read(0, 10)).toEqual([]);
  await expect(log?.prove([0])).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
});
