import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SNAPSHOT_VERSION,
  SnapshotKind,
  snapshotChunkHash,
  snapshotHash,
  snapshotManifestCodec,
} from '@mingjing/protocol';
import type { SnapshotShelf } from '@mingjing/replica';
import { MemorySnapshots, openSnapshots } from '@mingjing/storage';
import { describe, expect, test } from 'vitest';
import { newFolder } from './folder.ts';

const CHAIN = 'test-0000000000000000';
const proof = Uint8Array.of(7, 7);

async function put(shelf: SnapshotShelf, height: number) {
  const chunks = [Uint8Array.of(height), Uint8Array.of(height, 2)];
  const encoded = snapshotManifestCodec.encode({
    version: SNAPSHOT_VERSION,
    chainId: CHAIN,
    height,
    blockId: new Uint8Array(32),
    stateSummary: new Uint8Array(8),
    replayFrom: 1,
    chunks: chunks.map((bytes) => ({
      kind: SnapshotKind.block,
      sizeBytes: bytes.length,
      hash: snapshotChunkHash(CHAIN, bytes),
    })),
  });
  const manifest = new Uint8Array(encoded);
  const writer = await shelf.begin(height);
  for (const bytes of chunks) await writer.chunk(bytes);
  const offer = { height, manifestHash: snapshotHash(CHAIN, manifest) };
  await writer.finish(offer, { manifest, proof });
  return { offer, manifest };
}

const kinds: [string, () => Promise<SnapshotShelf>][] = [
  ['folder', async () => openSnapshots(join(await newFolder(), 'snapshots'))],
  ['memory', async () => new MemorySnapshots()],
];

describe.each(kinds)('snapshots: %s', (_kind, open) => {
  test('the latest two are kept and served, by name', async () => {
    const shelf = await open();
    const made = [await put(shelf, 10), await put(shelf, 20), await put(shelf, 30)];
    expect(shelf.list()).toEqual([made[2]?.offer, made[1]?.offer]);
    const [dropped, kept] = [made[0]?.offer.manifestHash, made[1]?.offer.manifestHash];
    expect(await shelf.parts(dropped as Uint8Array)).toBeUndefined();
    expect(await shelf.parts(kept as Uint8Array)).toEqual({ manifest: made[1]?.manifest, proof });
    expect(await shelf.chunk(kept as Uint8Array, 1)).toEqual(Uint8Array.of(20, 2));
    expect(await shelf.chunk(kept as Uint8Array, 2)).toBeUndefined();
    expect(await shelf.chunk(dropped as Uint8Array, 0)).toBeUndefined();
  });

  test('one that was given up is not there', async () => {
    const shelf = await open();
    const writer = await shelf.begin(10);
    await writer.chunk(Uint8Array.of(1));
    await writer.discard();
    expect(shelf.list()).toEqual([]);
  });
});

describe('a folder of snapshots', () => {
  test('is found again, without what was not finished or is damaged', async () => {
    const folder = join(await newFolder(), 'snapshots');
    const first = await openSnapshots(folder);
    const { offer } = await put(first, 10);
    const writer = await first.begin(20);
    await writer.chunk(Uint8Array.of(1));
    await mkdir(join(folder, '30'));
    await writeFile(join(folder, '30', 'manifest'), Uint8Array.of(1, 2, 3));
    const again = await openSnapshots(folder);
    expect(again.list()).toEqual([offer]);
    expect(await readdir(folder)).toEqual(['10']);
  });

  test('serves no chunk that was altered on disk', async () => {
    const folder = join(await newFolder(), 'snapshots');
    const { offer } = await put(await openSnapshots(folder), 10);
    const path = join(folder, '10', '1');
    expect(existsSync(path)).toBe(true);
    await writeFile(path, Uint8Array.of(10, 3));
    const shelf = await openSnapshots(folder);
    expect(await shelf.chunk(offer.manifestHash, 0)).toEqual(Uint8Array.of(10));
    expect(await shelf.chunk(offer.manifestHash, 1)).toBeUndefined();
  });

  test('that is a file is named', async () => {
    const path = join(await newFolder(), 'snapshots');
    await writeFile(path, '');
    await expect(openSnapshots(path)).rejects.toMatchObject({ code: 'STORE_OPEN_FAILED' });
  });
});
