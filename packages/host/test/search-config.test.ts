import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { destinationsOf } from '../src/outbound/outbound-config.ts';
import { indexOpener } from '../src/search/search-config.ts';

const BASE = { port: 5432, database: 'search', user: 'mingjing', schema: 'mingjing' };
const PLACE = { name: 'records', path: '', chainId: 'demo', blindKey: new Uint8Array(32) } as const;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-search-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('indexes lie in the home unless a database is named', () => {
  expect(indexOpener({}, folder)).toBeUndefined();
  expect(indexOpener({ postgres: { ...BASE, host: folder } }, folder)).toBeDefined();
});

test('a database on another machine needs the signer of its certificate', () => {
  const far = { postgres: { ...BASE, host: 'db.example' } };
  expect(() => indexOpener(far, folder)).toThrow(/SEARCH_REFUSED.*ca_file/);
  writeFileSync(join(folder, 'ca.pem'), 'a certificate');
  const named = { postgres: { ...far.postgres, ca_file: 'ca.pem' } };
  expect(indexOpener(named, folder)).toBeDefined();
});

test('a password that others may read, or nobody, is refused', () => {
  const path = join(folder, 'password');
  const config = { postgres: { ...BASE, host: 'localhost', password_file: 'password' } };
  expect(() => indexOpener(config, folder)).toThrow(/SEARCH_REFUSED.*cannot be read/);
  writeFileSync(path, 'secret');
  chmodSync(path, 0o644);
  expect(() => indexOpener(config, folder)).toThrow(/SEARCH_REFUSED.*others may read/);
  chmodSync(path, 0o600);
  expect(indexOpener(config, folder)).toBeDefined();
});

test('a database that does not answer is said in both languages', async () => {
  const open = indexOpener({ postgres: { ...BASE, host: folder } }, folder);
  await expect(open?.(PLACE)).rejects.toMatchObject({
    code: 'SEARCH_REFUSED',
    zh: expect.stringContaining('连不上'),
  });
});

test('the database is a destination of its program, a socket is none', () => {
  const rest = { outbound: { allow: [] }, p2p: { peers: [] } };
  const at = (host: string) =>
    destinationsOf({ ...rest, search: { postgres: { host, port: 5432 } } });
  expect(at('db.example')).toEqual([{ host: 'db.example', port: 5432, purpose: 'search' }]);
  expect(at('/run/postgresql')).toEqual([]);
});
