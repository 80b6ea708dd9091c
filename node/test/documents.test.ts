import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentOf, listFiles } from '../src/cli/documents.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-documents-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content = name): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}

test('a folder is listed in the order of names, with what lies below it', () => {
  for (const name of ['b.txt', 'a/z.txt', 'a/b/c.pdf', 'a.txt']) write(name);
  expect(listFiles(folder).map(({ name }) => name)).toEqual([
    'a.txt',
    'a/b/c.pdf',
    'a/z.txt',
    'b.txt',
  ]);
});

test('hidden files are left out, a named one is taken', () => {
  write('.hidden');
  write('seen.txt', 'four');
  expect(listFiles(folder)).toEqual([
    { path: join(folder, 'seen.txt'), name: 'seen.txt', sizeBytes: 4 },
  ]);
  expect(listFiles(join(folder, '.hidden')).map(({ name }) => name)).toEqual(['.hidden']);
});

test('a path that is not there and a folder without files are refused', () => {
  expect(() => listFiles(join(folder, 'nowhere'))).toThrow(
    expect.objectContaining({ code: 'INPUT_MISSING' }),
  );
  mkdirSync(join(folder, 'empty', 'deeper'), { recursive: true });
  expect(() => listFiles(join(folder, 'empty'))).toThrow(
    expect.objectContaining({ code: 'INPUT_EMPTY' }),
  );
});

test.each([
  ['a.TXT', 'text/plain'],
  ['a.md', 'text/markdown'],
  ['a.tar.gz', 'application/octet-stream'],
  ['合同.pdf', 'application/pdf'],
  ['none', 'application/octet-stream'],
])('the media type of %s is %s', (name, mediaType) => {
  write(name, 'bytes');
  const document = documentOf({ path: join(folder, name), name });
  expect(document).toMatchObject({ fileName: name, mediaType });
  expect(Buffer.from(document.content).toString()).toBe('bytes');
});
