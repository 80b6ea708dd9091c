import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { SOURCE_NAMES } from '@mingjing/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type EntryInput,
  type FolderAnchor,
  type FolderReport,
  type FolderTrust,
  verifyFolder,
} from '../src/index.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, signer, userEntry } from './fixture.ts';
import { CHANGE_NAMES, changesWith, isSame } from './folder-changes.ts';
import { copyOf, FOLDER, type MemoryFolder, readerOf } from './memory-folder.ts';

const DAY_MS = 86_400_000;
const trust: FolderTrust = {
  chainId: CHAIN_ID,
  keysOf: (nodeId) => (nodeId === NODE_ID ? [signer.publicKey] : []),
};

interface Written {
  /** As an orderly end left it. */
  readonly closed: MemoryFolder;
  /** As a crash at the end would leave it. */
  readonly crashed: MemoryFolder;
  /** What it was at some moments before. */
  readonly earlier: readonly MemoryFolder[];
  /** Root of every log at every size, by `source/size`. */
  readonly roots: ReadonlyMap<string, string>;
  readonly anchors: readonly FolderAnchor[];
  readonly endMs: number;
}

const note = (event: string): EntryInput => ({ source: 'maintenance', event, result: 'done' });

/** Writes over three days, with heartbeats and checkpoints, and keeps what lay there meanwhile. */
async function write(root: string, perRound: number): Promise<Written> {
  const opened = await openTestJournal(root, undefined, { writerLimits: { tailBytes: 6000 } });
  const { journal, clock, folder } = opened;
  const earlier: MemoryFolder[] = [];
  const roots = new Map<string, string>();
  const remember = () => {
    for (const { source, size, root: hash } of journal.logs()) {
      roots.set(`${SOURCE_NAMES[source - 1]}/${size}`, bytesToHex(hash));
    }
  };
  const append = async (entry: EntryInput) => {
    await journal.append(entry);
    remember();
  };
  await append(note('program-started'));
  for (let round = 0; round < 9; round++) {
    for (let i = 0; i < perRound; i++) {
      await append(userEntry(`o${round}-${i}`, `user-${i % 3}`));
      if (i % 3 === 0) await append(plainEntry(`p${round}-${i}`));
    }
    await journal.heartbeat();
    remember();
    await journal.tick();
    earlier.push(copyOf(folder));
    clock.time += round % 3 === 2 ? DAY_MS : 30_000;
  }
  const anchors = journal.logs().map(({ source, ...head }) => {
    return { source: SOURCE_NAMES[source - 1] as FolderAnchor['source'], ...head };
  });
  await append(userEntry('last'));
  const crashed = copyOf(folder);
  await append(note('program-stopped'));
  const endMs = clock.time;
  await journal.close();
  return { closed: copyOf(folder), crashed, earlier, roots, anchors, endMs };
}

let root: string;
let written: Written;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  written = await write(root, 7);
});
afterAll(() => rmSync(root, { recursive: true }));

const changes = () => changesWith(written.earlier);

const verify = (folder: MemoryFolder, more: Partial<FolderTrust> = {}) =>
  verifyFolder(FOLDER, { ...trust, ...more }, readerOf(folder));

/** Every change with random numbers; what it left is judged by `judge`. */
function changed(
  base: () => MemoryFolder,
  numRuns: number,
  judge: (report: FolderReport, name: string, folder: MemoryFolder) => void | Promise<void>,
): Promise<void> {
  const names = fc.constantFrom(...CHANGE_NAMES);
  const numbers = fc.infiniteStream(fc.nat());
  return fc.assert(
    fc.asyncProperty(names, numbers, async (name, stream) => {
      const folder: MemoryFolder = new Map(base());
      changes()[name]?.(folder, (count) => (stream.next().value as number) % Math.max(1, count));
      if (isSame(folder, base())) return;
      await judge(await verify(folder), name, folder);
    }),
    { numRuns },
  );
}

describe('a folder as it was written', () => {
  test('holds, after an orderly end and after a crash', async () => {
    const closed = await verify(written.closed, { anchors: written.anchors, until: written.endMs });
    expect(closed).toMatchObject({ ok: true, isClosed: true, nodeId: NODE_ID, faults: [] });
    const publish = closed.logs.find(({ source }) => source === 'publish');
    expect(publish).toMatchObject({ size: 64, signedSize: 64, anchoredSize: 63 });
    expect(publish?.sealedSegments).toBe(3);
    const crashed = await verify(written.crashed);
    expect(crashed).toMatchObject({ ok: true, isClosed: false });
    expect(crashed.logs.find(({ source }) => source === 'publish')?.signedSize).toBeLessThan(64);
    for (const folder of written.earlier) expect(await verify(folder)).toMatchObject({ ok: true });
  });

  test('tells when the program was silent', async () => {
    const { silences } = await verify(written.closed);
    expect(silences.map(({ from, to }) => to - from)).toEqual([DAY_MS, DAY_MS, DAY_MS]);
  });
});

describe('whatever is done to a folder that was closed', () => {
  test('is found, with node, log, place and time', async () => {
    const seen = new Map<string, number>();
    await changed(
      () => written.closed,
      2000,
      async (first, name, folder) => {
        // A whole earlier state is as true as it was: then the anchor or the heartbeat tells.
        const isWhole = first.ok && name === 'roll all files back but one';
        const known = { anchors: written.anchors, until: written.endMs };
        const report = isWhole ? await verify(folder, known) : first;
        expect(report.ok, name).toBe(false);
        const [fault] = report.faults;
        expect(fault, name).toBeDefined();
        expect(report.nodeId, name).toBe(NODE_ID);
        expect(fault?.source ?? fault?.file, name).toBeDefined();
        expect(fault?.end, name).toBeGreaterThanOrEqual(fault?.index ?? 0);
        seen.set(name, (seen.get(name) ?? 0) + 1);
      },
    );
    expect(seen.size).toBe(CHANGE_NAMES.length);
  }, 60_000);
});

describe('whatever is done to a folder that a crash left', () => {
  test('is found, or takes nothing away that was signed and changes nothing', async () => {
    const signed = (await verify(written.crashed)).logs;
    await changed(
      () => written.crashed,
      1200,
      (report, name, folder) => {
        if (!report.ok) return;
        const own = folder.get('publish/checkpoint');
        const isRolledBack = !equalBytes(
          own ?? new Uint8Array(0),
          written.crashed.get('publish/checkpoint') ?? new Uint8Array(0),
        );
        for (const [i, { source, size, root: hash }] of report.logs.entries()) {
          const before = signed[i]?.signedSize ?? 0;
          if (!isRolledBack && !name.startsWith('roll')) {
            expect(size, `${name}: ${source}`).toBeGreaterThanOrEqual(before);
          }
          const known = size === 0 ? bytesToHex(hash) : written.roots.get(`${source}/${size}`);
          expect(bytesToHex(hash), `${name}: ${source}/${size}`).toBe(known);
        }
      },
    );
  }, 60_000);
});

describe('a folder rolled back whole', () => {
  const old = () => written.earlier[5] as MemoryFolder;

  test('holds in itself: only somebody else can know better', async () => {
    expect(await verify(old())).toMatchObject({ ok: true });
  });

  test('is found by an anchor, which names the entries that lack', async () => {
    const { ok, faults } = await verify(old(), { anchors: written.anchors });
    expect(ok).toBe(false);
    const publish = faults.find(({ source }) => source === 'publish');
    const place = { part: 'log', reason: 'shorter-than-anchor', index: 42, end: 63 };
    expect(publish).toMatchObject(place);
    expect(publish?.window.from).toBeDefined();
  });

  test('is found by the heartbeats that lack', async () => {
    const { faults } = await verify(old(), { until: written.endMs });
    expect(faults).toMatchObject([{ source: 'maintenance', reason: 'heartbeat-missing' }]);
    expect(faults[0]?.window.to).toBe(written.endMs);
  });
});

describe('a journal written anew by somebody without the key', () => {
  async function forged(withoutEntry: number): Promise<MemoryFolder> {
    const folder = mkdtempSync(join(root, 'forged-'));
    const other = signerFromSeed(new Uint8Array(32).fill(9));
    const { journal, folder: path } = await openTestJournal(folder, undefined, { signer: other });
    await journal.append(note('program-started'));
    for (let i = 0; i < 64; i++) if (i !== withoutEntry) await journal.append(userEntry(`o${i}`));
    await journal.close();
    return copyOf(path);
  }

  test('is of an unknown key', async () => {
    const { faults } = await verify(await forged(5));
    expect(faults[0]).toMatchObject({ part: 'checkpoint', reason: 'no-known-signature' });
  });

  test('does not fit the checkpoint that was signed', async () => {
    const folder = await forged(5);
    for (const source of SOURCE_NAMES) {
      const note = written.closed.get(`${source}/checkpoint`);
      if (note !== undefined) folder.set(`${source}/checkpoint`, note);
    }
    const { faults } = await verify(folder);
    const publish = faults.filter(({ source }) => source === 'publish');
    expect(publish).toMatchObject([{ reason: 'shorter-than-checkpoint', index: 63, end: 64 }]);
  });

  test('does not fit the anchor, even signed with the key', async () => {
    const anchors = [{ source: 'publish', size: 40, root: new Uint8Array(32) }] as const;
    const { faults } = await verify(written.closed, { anchors });
    expect(faults).toMatchObject([
      { source: 'publish', reason: 'other-root-than-anchor', end: 40 },
    ]);
  });
});
