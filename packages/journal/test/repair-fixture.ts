import { bytesToHex } from '@mingjing/crypto';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { expect } from 'vitest';
import {
  type Journal,
  type LogHead,
  openJournalCopy,
  repairFolder,
  verifyFolder,
} from '../src/index.ts';
import type { Change } from './damage.ts';
import { FakeDisk } from './fake-disk.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, signer, userEntry } from './fixture.ts';
import { FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';

const DAY_MS = 86_400_000;
const JOURNAL = '/home/data/journal';
const COPY = '/watch/node-1';

/** A journal and the copy that a witness took of it, before its last entries were written. */
export interface Written {
  /** As an orderly end left it. */
  readonly closed: MemoryFolder;
  /** As a crash would leave it: entries beyond the copy lie in the tail, and are signed. */
  readonly crashed: MemoryFolder;
  /** What it was a day before the copy was taken. */
  readonly earlier: MemoryFolder;
  readonly copy: MemoryFolder;
  /** Entries of each log in the copy, and at the crash. */
  readonly copied: ReadonlyMap<JournalSourceName, number>;
  readonly heads: readonly LogHead[];
  /** Root of every log at the sizes it had, by `source/size`. */
  readonly roots: ReadonlyMap<string, string>;
  /** Bodies of `publish` below are disposed of, as the chain certifies. */
  readonly disposedTo: number;
  /** Those bodies, as they were. */
  readonly disposed: readonly Uint8Array[];
}

/** What was disposed of in `publish`: certified, and carried out in the journal and its copy. */
export interface DisposedTo {
  readonly certified: number;
  readonly own: number;
  readonly copy: number;
}

const NOTHING: DisposedTo = { certified: 0, own: 0, copy: 0 };

/** Writes three days in several logs; `copy` ends `beyond` entries of `publish` before the end. */
export async function writeWitnessed(
  beyond = 4,
  rounds = 10,
  to: DisposedTo = NOTHING,
): Promise<Written> {
  const disk = new FakeDisk();
  const { journal, clock } = await openTestJournal('/home', disk, {
    writerLimits: { tailBytes: 20_000 },
  });
  const roots = new Map<string, string>();
  const remember = () => {
    for (const { source, size, root } of journal.logs()) {
      roots.set(`${source}/${size}`, bytesToHex(root));
    }
  };
  let number = 0;
  let earlier: MemoryFolder = new Map();
  for (let day = 0; day < 3; day++) {
    for (let i = 0; i < rounds; i++) {
      const users = Array.from({ length: 10 }, () => userEntry(`o${number++}`, `user-${i % 3}`));
      await journal.appendMany([...users, plainEntry(`p${number}`)]);
      if (i % 4 === 0) await journal.heartbeat();
    }
    await journal.tick();
    remember();
    if (day === 1) earlier = folderOn(disk, JOURNAL);
    clock.time += DAY_MS;
  }
  // These lie in the tail when the copy is taken.
  for (let i = 0; i < 2; i++) await journal.append(userEntry(`latest-${i}`));
  remember();
  await journal.signAll();
  const entries = await journal.readRange('publish', 0, to.certified);
  const disposed = entries.map(({ bodyBytes }) => bodyBytes ?? new Uint8Array(0));
  const copy = await witnessed(journal, to.copy);
  if (to.own > 0) await journal.disposeBodies('publish', to.own);
  for (let i = 0; i < beyond; i++) await journal.append(userEntry(`beyond-${i}`));
  remember();
  await journal.signAll();
  const crashed = folderOn(disk, JOURNAL);
  const heads = journal.logs();
  await journal.close();
  const removal = { disposedTo: to.certified, disposed };
  return { closed: folderOn(disk, JOURNAL), crashed, earlier, heads, roots, ...copy, ...removal };
}

/** A copy of all that a journal holds, as a witness's program takes it. */
async function witnessed(
  journal: Journal,
  disposedTo: number,
): Promise<Pick<Written, 'copy' | 'copied'>> {
  const disk = new FakeDisk();
  const copied = new Map<JournalSourceName, number>();
  const options = { folder: COPY, chainId: CHAIN_ID, nodeId: NODE_ID, files: disk };
  const copy = await openJournalCopy(options);
  for (const source of SOURCE_NAMES) {
    const size = journal.durableSize(source);
    copied.set(source, size);
    for (let from = 0; from < size; from += 64) {
      const entries = await journal.readRange(source, from, Math.min(from + 64, size));
      const page = entries.map(async ({ stub, stubBytes, bodyBytes = new Uint8Array(0) }, i) => {
        const leaf = await journal.stubLeafHash(source, from + i);
        return { index: from + i, stub, stubBytes, leaf, bodyBytes };
      });
      await copy.append(source, await Promise.all(page));
    }
    const note = await journal.readCheckpoint(source);
    if (note !== undefined) await copy.keepCheckpoint(source, Buffer.from(note).toString('utf8'));
  }
  await copy.disposeBodies('publish', disposedTo);
  await copy.close();
  return { copy: folderOn(disk, COPY), copied };
}

/** Files below a folder of a disk, as they are now. */
export function folderOn(disk: FakeDisk, folder: string): MemoryFolder {
  const found: MemoryFolder = new Map();
  for (const [path, content] of disk.contents()) {
    if (path.startsWith(`${folder}/`)) found.set(path.slice(folder.length + 1), content.slice());
  }
  return found;
}

/** A disk on which a folder lies as the journal of a home, all of it durable. */
async function diskWith(folder: MemoryFolder): Promise<FakeDisk> {
  const disk = new FakeDisk();
  for (const [name, content] of folder) {
    const path = `${JOURNAL}/${name}`;
    const file = await disk.open(path);
    await file.write(content, 0);
    await file.datasync();
    await disk.syncDirectory(path.slice(0, path.lastIndexOf('/')));
  }
  disk.operations.length = 0;
  return disk;
}

export type Options = Partial<Parameters<typeof repairFolder>[0]>;

/** Repairs the journal on a disk from a copy in memory. */
export function repairOn(disk: FakeDisk, copy: MemoryFolder, options: Options = {}) {
  return repairFolder({
    ...{ folder: JOURNAL, copy: FOLDER, chainId: CHAIN_ID, nodeId: NODE_ID },
    ...{ publicKeys: [signer.publicKey], anchors: [], disposals: [], now: 1_772_000_000_000 },
    ...{ files: disk, copyFiles: readerOf(copy) },
    ...options,
  });
}

/** Opens the repaired journal, as its program would, and answers what it holds. */
export async function openRepaired(disk: FakeDisk, disposedTo = 0) {
  const { journal } = await openTestJournal('/home', disk);
  const verdict = await journal.verify((source) => (source === 'publish' ? disposedTo : 0));
  const heads = journal.logs();
  const entries = await journal.readRange('publish', 0, journal.durableSize('publish'));
  const bodies = entries.flatMap(({ body }, index) => (body === undefined ? [] : [index]));
  await journal.close();
  return { verdict, heads, bodies, folder: folderOn(disk, JOURNAL) };
}

/** Which of the two states of a journal is damaged. */
export type Base = 'closed' | 'crashed';

/** A disk with a damaged journal, and the files on it. */
export async function damagedDisk(
  from: Written,
  base: Base,
  change: Change,
): Promise<[FakeDisk, MemoryFolder]> {
  const folder: MemoryFolder = new Map(from[base]);
  change(folder);
  return [await diskWith(folder), folder];
}

/** After it the journal is what it was: opened, verified, with every root. */
export async function expectWhole(disk: FakeDisk, written: Written): Promise<void> {
  const { disposedTo: to } = written;
  const { verdict, heads, folder } = await openRepaired(disk, to);
  expect(verdict).toMatchObject({ ok: true });
  expect(heads).toEqual(written.heads);
  const disposals = [{ source: 'publish', to } as const];
  const trust = { chainId: CHAIN_ID, keysOf: () => [signer.publicKey], disposals };
  expect(await verifyFolder(FOLDER, trust, readerOf(folder))).toMatchObject({ ok: true });
}
