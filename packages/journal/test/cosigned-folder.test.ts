import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import { logOrigin } from '@mingjing/protocol';
import { cosignCheckpoint, formatNote, noteKey, parseNote, TYPE_COSIGNATURE } from '@mingjing/tlog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FilePort, nodeFiles, verifyFolder } from '../src/index.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, signer, userEntry } from './fixture.ts';
import { copyOf, FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';

const COSIGNED = 'publish/cosigned';
const witness = signerFromSeed(new Uint8Array(32).fill(8));

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The checkpoint with a witness's cosignature after the log's own. */
function cosigned(note: Uint8Array): string {
  const parsed = parseNote(note);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { text, signatures } = parsed.value;
  const key = noteKey('watch', TYPE_COSIGNATURE, witness.publicKey);
  const cosignature = cosignCheckpoint(text, key, 1, (message) => witness.sign(message));
  return formatNote({ text, signatures: [...signatures, cosignature] });
}

/** A closed journal with entries of those names; its log was cosigned halfway when `isCosigned`. */
async function written(objects: readonly string[], isCosigned: boolean): Promise<MemoryFolder> {
  const opened = await openTestJournal(mkdtempSync(join(root, 'home-')));
  const { journal, folder, clock } = opened;
  for (const [i, object] of objects.entries()) {
    if (i === 4 && isCosigned) {
      clock.time += 10_000;
      await journal.tick();
      const note = copyOf(folder).get('publish/checkpoint') as Uint8Array;
      await journal.cosigned.keep('publish', { witness: 'watch', note: cosigned(note) });
    }
    await journal.append(userEntry(object));
  }
  await journal.close();
  return copyOf(folder);
}

const verify = (folder: MemoryFolder) =>
  verifyFolder(
    FOLDER,
    { chainId: CHAIN_ID, keysOf: (id) => (id === NODE_ID ? [signer.publicKey] : []) },
    readerOf(folder),
  );

const OBJECTS = ['a', 'b', 'c', 'd', 'e', 'f'];

test('a folder whose log a witness cosigned holds', async () => {
  const folder = await written(OBJECTS, true);
  expect([...folder.keys()]).toContain(COSIGNED);
  expect(await verify(folder)).toMatchObject({ ok: true, faults: [] });
});

test.each([
  ['cut off', (kept: string) => kept.slice(0, 40), 'malformed'],
  ['with a space more', (kept: string) => kept.replace(':', ': '), 'malformed'],
  ['of no notes at all', () => 'null\n', 'malformed'],
  [
    'of another log',
    (kept: string) =>
      kept.replaceAll(
        logOrigin(CHAIN_ID, NODE_ID, 'publish'),
        logOrigin(CHAIN_ID, NODE_ID, 'consensus'),
      ),
    'no-known-signature',
  ],
])('a file of cosignatures %s is told', async (_what, change, reason) => {
  const folder = await written(OBJECTS, true);
  const kept = Buffer.from(folder.get(COSIGNED) as Uint8Array).toString();
  folder.set(COSIGNED, Buffer.from(change(kept)));
  expect((await verify(folder)).faults).toMatchObject([
    { source: 'publish', part: 'cosigned', reason, file: COSIGNED },
  ]);
});

test.each([
  ['with an entry changed', ['a', 'x', 'c', 'd', 'e', 'f'], 'other-root-than-cosigned'],
  ['shorter', ['a', 'b'], 'shorter-than-cosigned'],
])('a log written anew with its own key, %s, does not fit it', async (_what, objects, reason) => {
  const before = await written(OBJECTS, true);
  const folder = await written(objects, false);
  expect(await verify(folder)).toMatchObject({ ok: true });
  folder.set(COSIGNED, before.get(COSIGNED) as Uint8Array);
  const { faults } = await verify(folder);
  expect(faults).toMatchObject([{ source: 'publish', part: 'log', reason, end: 4 }]);
});

test('what a crash left of a replaced file is gone when the journal is closed again', async () => {
  const home = mkdtempSync(join(root, 'home-'));
  const first = await openTestJournal(home);
  await first.journal.append(userEntry('a'));
  await first.journal.close();
  for (const name of [COSIGNED, 'access/checkpoint']) {
    writeFileSync(join(first.folder, `${name}.tmp`), 'half');
  }
  expect(await verify(copyOf(first.folder))).toMatchObject({ ok: false });
  const second = await openTestJournal(home);
  await second.journal.close();
  expect(await verify(copyOf(first.folder))).toMatchObject({ ok: true, faults: [] });
});

test('closing waits for a cosignature that is being kept, and takes none after it', async () => {
  const renamed: string[] = [];
  const slow: FilePort = {
    ...nodeFiles,
    rename: async (from, to) => {
      // Longer than closing takes without it.
      for (let i = 0; i < 500 && to.endsWith('cosigned'); i += 1) await nodeFiles.mode(from);
      await nodeFiles.rename(from, to);
      renamed.push(to.slice(to.lastIndexOf('/') + 1));
    },
  };
  const { journal, folder, clock } = await openTestJournal(mkdtempSync(join(root, 'home-')), slow);
  await journal.append(userEntry('a'));
  clock.time += 10_000;
  await journal.tick();
  const note = cosigned(copyOf(folder).get('publish/checkpoint') as Uint8Array);
  const keeping = journal.cosigned.keep('publish', { witness: 'watch', note });
  await journal.close();
  await keeping;
  expect(renamed.slice(-2)).toEqual(['cosigned', 'manifest']);
  expect(await verify(copyOf(folder))).toMatchObject({ ok: true, faults: [] });
  await expect(journal.cosigned.keep('publish', { witness: 'watch', note })).rejects.toMatchObject({
    code: 'JOURNAL_CLOSED',
  });
});
