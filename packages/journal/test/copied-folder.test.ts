import { signerFromSeed } from '@mingjing/crypto/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatCopyState, parseCopyState } from '../src/copy/copy-state.ts';
import { type FolderTrust, openJournalCopy, verifyFolder } from '../src/index.ts';
import { type Change, changed, flip, truncate } from './damage.ts';
import { FakeDisk } from './fake-disk.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, signer, userEntry } from './fixture.ts';
import { FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';
import { folderOn } from './repair-fixture.ts';

const SIZE = 6;
const HELD = 4;
const STATE = 'publish/witness';
const stranger = signerFromSeed(new Uint8Array(32).fill(9));

/** A copy that has four entries of six, and the heartbeat that states all of them. */
let copied: MemoryFolder;
beforeAll(async () => {
  const { journal, clock } = await openTestJournal('/home', new FakeDisk());
  const files = new FakeDisk();
  const options = { folder: '/watch/node-1', chainId: CHAIN_ID, nodeId: NODE_ID, files };
  const copy = await openJournalCopy(options);
  const take = async (source: 'publish' | 'maintenance', size: number) => {
    for (const [index, entry] of (await journal.readRange(source, 0, size)).entries()) {
      const { stub, stubBytes, bodyBytes = new Uint8Array(0) } = entry;
      const leaf = await journal.stubLeafHash(source, index);
      await copy.append(source, [{ index, stub, stubBytes, leaf, bodyBytes }]);
    }
  };
  for (let i = 0; i < HELD; i++) await journal.append(userEntry(`o${i}`));
  const verified = await journal.checkpoint('publish');
  clock.time += 120_000;
  for (let i = HELD; i < SIZE; i++) await journal.append(userEntry(`o${i}`));
  const head = await journal.checkpoint('publish');
  await journal.heartbeat();
  await take('publish', HELD);
  await take('maintenance', 1);
  const times = { lastTime: clock.time, timedSize: HELD };
  await copy.keepState('publish', { head: head.note, verified: verified.note, ...times });
  await copy.keepCheckpoint('publish', verified.note);
  await copy.keepCheckpoint('maintenance', (await journal.checkpoint('maintenance')).note);
  await copy.close();
  copied = folderOn(files, options.folder);
});

function verify(folder: MemoryFolder, trust: Partial<FolderTrust> = {}) {
  const keysOf = () => [signer.publicKey];
  return verifyFolder(
    FOLDER,
    { chainId: CHAIN_ID, keysOf, isCopy: true, ...trust },
    readerOf(folder),
  );
}

function changedCopy(change: Change): MemoryFolder {
  const folder: MemoryFolder = new Map(copied);
  change(folder);
  return folder;
}

describe('the folder of a copy', () => {
  test('holds as far as it reaches, whatever the node has beyond', async () => {
    const anchors = [{ source: 'publish', size: SIZE, root: new Uint8Array(32) } as const];
    const report = await verify(copied, { anchors });
    expect(report).toMatchObject({ ok: true, faults: [], isClosed: false });
    const log = report.logs.find(({ source }) => source === 'publish');
    expect(log).toMatchObject({ size: HELD, signedSize: HELD, anchoredSize: SIZE });
  });

  test('is none of a journal, which has no such files and ends where it says', async () => {
    const { faults } = await verify(copied, { isCopy: false });
    expect(faults.map(({ part, reason }) => `${part} ${reason}`)).toEqual(
      expect.arrayContaining(['file unexpected', 'log shorter-than-heartbeat']),
    );
  });

  test('must have what the chain anchored below its end', async () => {
    const anchors = [{ source: 'publish', size: 3, root: new Uint8Array(32) } as const];
    const { faults } = await verify(copied, { anchors });
    expect(faults).toMatchObject([{ part: 'log', reason: 'other-root-than-anchor' }]);
  });
});

describe.each<[string, Change, object]>([
  ['cut off', truncate(STATE, 0.5), { part: 'witness', reason: 'malformed', file: STATE }],
  ['altered', flip(STATE, 60), { part: 'witness', reason: 'malformed', file: STATE }],
  [
    'of notes that the log did not sign',
    changed(STATE, (bytes) => {
      const state = parseCopyState(bytes, STATE);
      return formatCopyState({ ...state, head: state.head?.replace(/— \S+ \S/, '— x A') });
    }),
    { part: 'witness', file: STATE },
  ],
])('a state %s', (_, change, fault) => {
  test('is named', async () => {
    expect((await verify(changedCopy(change))).faults).toMatchObject([fault]);
  });
});

test('a copy that is shorter than what its witness verified is at fault', async () => {
  const folder = changedCopy((files) => {
    for (const path of [...files.keys()]) {
      if (path.startsWith('publish/') && path !== STATE) files.delete(path);
    }
    files.delete('manifest');
  });
  const disk = new FakeDisk();
  const empty = await openJournalCopy({
    ...{ folder: '/watch/node-1', chainId: CHAIN_ID, nodeId: NODE_ID, files: disk },
  });
  await empty.close();
  for (const [path, bytes] of folderOn(disk, '/watch/node-1')) {
    if (!path.startsWith('maintenance/')) folder.set(path, bytes);
  }
  expect((await verify(folder)).faults).toContainEqual(
    expect.objectContaining({ source: 'publish', part: 'log', reason: 'shorter-than-witness' }),
  );
});

test('a copy signed by somebody else is at fault in its notes', async () => {
  const { faults } = await verify(copied, { keysOf: () => [stranger.publicKey] });
  expect(faults.map(({ part }) => part)).toEqual(expect.arrayContaining(['witness', 'checkpoint']));
});
