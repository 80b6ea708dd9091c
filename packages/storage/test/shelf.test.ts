// Documents of a program: in order, all changes or none, unreadable to who has the files alone.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { openLevelKeyValue } from '../src/level-key-value.ts';
import { MemoryDisk } from '../src/memory-disk.ts';
import { Collection } from '../src/shelf/collection.ts';
import { documentKey } from '../src/shelf/document-key.ts';
import { CHANGES_MAX, DOCUMENT_BYTES_MAX, LISTED_MAX, Shelf } from '../src/shelf/shelf.ts';
import { filesBelow, newFolder } from './folder.ts';

const options = { chainId: 'trial-0123456789abcdef', key: () => new Uint8Array(32).fill(7) };
const bytes = (text: string) => Buffer.from(text);
const put = (collection: string, id: string, text: string) => ({
  ...{ collection, id, bytes: bytes(text) },
});
const texts = (found: readonly { readonly bytes: Uint8Array }[]) =>
  found.map((each) => Buffer.from(each.bytes).toString());

const inMemory = (disk = new MemoryDisk()) => Shelf.openInMemory(disk, 'shelf', options);

test.each<[name: string, open: () => Promise<Shelf>]>([
  ['on disk', async () => Shelf.open(await newFolder(), options)],
  ['in memory', () => inMemory()],
])('a shelf %s keeps what is put and forgets what is removed', async (_name, open) => {
  const shelf = await open();
  await shelf.change([
    put('cases', 'a1', 'one'),
    put('cases', 'b2', 'two'),
    put('duty', 'a1', 'x'),
  ]);
  expect(texts([{ bytes: (await shelf.get('cases', 'b2')) ?? bytes('') }])).toEqual(['two']);
  await shelf.change([
    { collection: 'cases', id: 'b2', bytes: null },
    put('cases', 'c3', 'three'),
    put('cases', 'a1', 'one again'),
  ]);
  expect(await shelf.get('cases', 'b2')).toBeUndefined();
  expect(texts(await shelf.list('cases', { limit: 9 }))).toEqual(['one again', 'three']);
  expect(texts(await shelf.list('duty', { limit: 9 }))).toEqual(['x']);
  await shelf.change([]);
  await shelf.close();
});

test.each([
  [{}, ['a1', 'a2', 'b1']],
  [{ reverse: true }, ['b1', 'a2', 'a1']],
  [{ start: 'a' }, ['a1', 'a2']],
  [{ past: 'a1' }, ['a2', 'b1']],
  [{ past: 'a2', reverse: true }, ['a1']],
  [{ start: 'a', past: 'a1' }, ['a2']],
  [{ start: 'a', past: 'a2', reverse: true }, ['a1']],
  [{ past: 'b1' }, []],
])('a list with %j has %j', async (range, ids) => {
  const shelf = await inMemory();
  const neighbours = [put('case', 'z', 'n'), put('casesx', 'a', 'n')];
  const own = ['b1', 'a1', 'a2'].map((id) => put('cases', id, id));
  await shelf.change([...neighbours, ...own]);
  const found = await shelf.list('cases', { ...range, limit: 10 });
  expect(found.map(({ id }) => id)).toEqual(ids);
  const first = await shelf.list('cases', { ...range, limit: 1 });
  expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 1));
});

it('keeps nothing in the clear but ids', async () => {
  const folder = await newFolder();
  const shelf = await Shelf.open(folder, options);
  await shelf.change([put('people', 'p1', 'a name that must not be seen')]);
  await shelf.close();
  const files = [...(await filesBelow(folder)).values()];
  expect(files.some((content) => content.includes('p1'))).toBe(true);
  expect(files.some((content) => content.includes('must not be seen'))).toBe(false);
});

it('purges what was removed and replaced from the files', async () => {
  const folder = await newFolder();
  const shelf = await Shelf.open(folder, options);
  await shelf.change([put('people', 'gone-with-it', 'x'), put('people', 'stays', 'y')]);
  await shelf.purge('people', ['gone-with-it']);
  await shelf.close();
  const files = await filesBelow(folder);
  const tables = [...files].filter(([path]) => path.endsWith('.ldb'));
  expect(tables.some(([, content]) => content.includes('gone-with-it'))).toBe(false);
  const again = await Shelf.open(folder, options);
  expect(texts(await again.list('people', { limit: 5 }))).toEqual(['y']);
  await again.close();
});

it('leaves no earlier state of what it changes for good', async () => {
  const folder = await newFolder();
  const shelf = await Shelf.open(folder, options);
  const sealedIn = async () => {
    const database = (await filesBelow(folder)).entries();
    return [...database].filter(([path]) => /\.(ldb|log)$/.test(path));
  };
  await shelf.change([put('people', 'shared', 'of two'), put('people', 'stays', 'y')]);
  await shelf.close();
  const first = await openLevelKeyValue(folder);
  const before = Buffer.from((await first.get(documentKey('people', 'shared'))) ?? []);
  await first.close();
  const again = await Shelf.open(folder, options);
  await again.changeForGood([put('people', 'shared', 'of one')]);
  await again.close();
  const holding = (await sealedIn()).filter(([, content]) => content.includes(before));
  expect(before.length).toBeGreaterThan(0);
  expect(holding.map(([path]) => path)).toEqual([]);
  const last = await Shelf.open(folder, options);
  expect(texts(await last.list('people', { limit: 5 }))).toEqual(['of one', 'y']);
  await last.close();
});

it('refuses a value that was altered, moved, or is under another key or chain', async () => {
  const folder = await newFolder();
  const shelf = await Shelf.open(folder, options);
  await shelf.change([put('cases', 'a', 'one'), put('cases', 'b', 'two')]);
  await shelf.close();
  const database = await openLevelKeyValue(folder);
  const [a, b] = [documentKey('cases', 'a'), documentKey('cases', 'b')];
  const sealed = Uint8Array.from((await database.get(a)) ?? []);
  const batch = database.batch();
  batch.put(b, sealed);
  batch.put(documentKey('cases', 'c'), sealed.subarray(0, 5));
  await batch.write();
  await database.close();
  const opened = await Shelf.open(folder, options);
  expect(texts([{ bytes: (await opened.get('cases', 'a')) ?? bytes('') }])).toEqual(['one']);
  for (const id of ['b', 'c']) {
    await expect(opened.get('cases', id)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  }
  await opened.close();
  for (const other of [
    { ...options, chainId: 'other-0123456789abcdef' },
    { ...options, key: () => new Uint8Array(32).fill(8) },
  ]) {
    const wrong = await Shelf.open(folder, other);
    await expect(wrong.get('cases', 'a')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await wrong.close();
  }
});

it('takes all of a change or none, whatever the disk does', async () => {
  const disk = new MemoryDisk();
  const shelf = await inMemory(disk);
  await shelf.change([put('cases', 'a', 'one')]);
  const tooLarge = { collection: 'cases', id: 'b', bytes: new Uint8Array(DOCUMENT_BYTES_MAX + 1) };
  await expect(shelf.change([put('cases', 'a', 'two'), tooLarge])).rejects.toMatchObject({
    code: 'STORE_WRITE_FAILED',
  });
  const many = Array.from({ length: CHANGES_MAX + 1 }, (_, n) => put('cases', `n${n}`, 'x'));
  await expect(shelf.change(many)).rejects.toThrow('at most 1000 documents');
  disk.crash();
  const again = await inMemory(disk);
  expect(texts(await again.list('cases', { limit: 5 }))).toEqual(['one']);
});

it('does what comes in turn one after the other, also after a failure', async () => {
  const shelf = await inMemory();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await shelf.change([put('cases', name, name)]);
    seen.push(`${name} ends`);
    if (name === 'b') throw new Error('b');
    return name;
  };
  const done = await Promise.allSettled(['a', 'b', 'c'].map((name) => shelf.inTurn(work(name))));
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

it('refuses a database that a later version wrote', async () => {
  const folder = await newFolder();
  await (await Shelf.open(folder, options)).close();
  const format = [...(await filesBelow(folder)).keys()].find((path) => path.endsWith('.log')) ?? '';
  const written = await readFile(format);
  expect(written.length).toBeGreaterThan(0);
  await writeFile(join(folder, 'CURRENT'), 'nothing\n');
  await expect(Shelf.open(folder, options)).rejects.toMatchObject({ code: /STORE_/ });
});

test.each(['', 'Upper', 'blank here', '名', 'x'.repeat(129)])('%j is no id', async (id) => {
  const shelf = await inMemory();
  await expect(shelf.get('cases', id)).rejects.toThrow('no id of a document');
});

const isValid = (value: unknown): value is { n: number } =>
  typeof (value as { n?: unknown } | undefined)?.n === 'number';

it('gives all documents of a kind in order, though more than one list may have', async () => {
  const shelf = await inMemory();
  const numbers = new Collection<{ n: number }>(shelf, { name: 'numbers', isValid });
  const found: number[] = [];
  for await (const { value } of numbers.all()) found.push(value.n);
  expect(found).toEqual([]);
  const ordered = Array.from({ length: LISTED_MAX + 1 }, (_, n) => n);
  const puts = ordered.map((n) => numbers.put(String(n).padStart(4, '0'), { n }));
  await shelf.change(puts.slice(0, CHANGES_MAX));
  await shelf.change([...puts.slice(CHANGES_MAX), put('numbersx', 'a', '{"n":-1}')]);
  for await (const { value } of numbers.all()) found.push(value.n);
  expect(found).toEqual(ordered);
});

it('gives documents of a known shape back and refuses others', async () => {
  const shelf = await inMemory();
  const numbers = new Collection<{ n: number }>(shelf, { name: 'numbers', isValid });
  await shelf.change([numbers.put('a', { n: 1 }), put('numbers', 'b', '{"n":"x"}')]);
  expect(await numbers.get('a')).toEqual({ n: 1 });
  expect(await numbers.get('none')).toBeUndefined();
  await expect(numbers.get('b')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  await shelf.change([numbers.remove('b'), put('numbers', 'c', 'no JSON')]);
  await expect(numbers.list({ limit: 5 })).rejects.toThrow('document c of numbers');
});
