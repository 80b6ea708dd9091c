import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyFolder } from '../src/index.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, signer, userEntry } from './fixture.ts';
import { copyOf, FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';

const SLOT_BYTES = 168;
const ENTRIES = 60;

let root: string;
let written: MemoryFolder;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  const { journal, folder } = await openTestJournal(root);
  await journal.appendMany(Array.from({ length: ENTRIES }, (_, i) => userEntry(`o${i}`, 'user-1')));
  await journal.append(plainEntry('other log'));
  await journal.heartbeat();
  await journal.close();
  written = copyOf(folder);
});
afterAll(() => rmSync(root, { recursive: true }));

function verify(folder: MemoryFolder) {
  const keysOf = (nodeId: string) => (nodeId === NODE_ID ? [signer.publicKey] : []);
  return verifyFolder(FOLDER, { chainId: CHAIN_ID, keysOf, isStubsOnly: true }, readerOf(folder));
}

/** A copy with one file as `change` makes it. */
function changed(path: string, change: (bytes: Uint8Array) => Uint8Array): MemoryFolder {
  const folder = new Map(written);
  const bytes = folder.get(path);
  if (bytes === undefined) throw new Error(`no ${path}`);
  return folder.set(path, change(bytes.slice()));
}

const flipped = (at: number) => (bytes: Uint8Array) => bytes.fill((bytes[at] ?? 0) ^ 1, at, at + 1);

describe('from stubs and tiles alone', () => {
  test('a journal holds, also without any body', async () => {
    expect(await verify(written)).toMatchObject({ ok: true, faults: [], silences: [] });
    const withoutBodies = new Map([...written].filter(([path]) => !path.includes('/bodies/')));
    expect(withoutBodies.size).toBeLessThan(written.size);
    const report = await verify(withoutBodies);
    expect(report).toMatchObject({ ok: true });
    expect(report.logs.find(({ source }) => source === 'publish')).toMatchObject({ size: ENTRIES });
  });

  test('every altered stub is named', async () => {
    for (let index = 0; index < ENTRIES; index += 7) {
      const at = index * SLOT_BYTES + ((index * 31) % SLOT_BYTES);
      const { ok, faults } = await verify(changed('publish/stubs', flipped(at)));
      expect(ok).toBe(false);
      expect(faults).toContainEqual(expect.objectContaining({ source: 'publish', index }));
    }
  });

  test.each<[name: string, path: string, change: (bytes: Uint8Array) => Uint8Array]>([
    ['the last stub cut off', 'publish/stubs', (bytes) => bytes.slice(0, -SLOT_BYTES)],
    [
      'a stub in place of another',
      'publish/stubs',
      (bytes) => bytes.copyWithin(0, SLOT_BYTES, 336),
    ],
    ['another hash in a tile', 'publish/tile/0', flipped(5)],
    ['another root signed', 'publish/checkpoint', flipped(90)],
  ])('%s is found', async (_name, path, change) => {
    const { ok, faults } = await verify(changed(path, change));
    expect(ok).toBe(false);
    expect(faults[0]).toMatchObject({ source: 'publish' });
  });
});
