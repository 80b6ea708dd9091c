import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { SOURCE_NAMES } from '@mingjing/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_HEADER_BYTES, frameAt, writeFrameHeader } from '../src/files/frames.ts';
import {
  type EntryInput,
  type FolderAnchor,
  type FolderReport,
  type FolderTrust,
  verifyFolder,
} from '../src/index.ts';
import { encodeSlots } from '../src/log/stub-file.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, plainEntry, signer, userEntry } from './fixture.ts';
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

const verify = (folder: MemoryFolder, more: Partial<FolderTrust> = {}) =>
  verifyFolder(FOLDER, { ...trust, ...more }, readerOf(folder));

/** One change of a folder, with numbers that are taken modulo what is there. */
type Change = (folder: MemoryFolder, pick: (count: number) => number) => void;

function fileOf(folder: MemoryFolder, pick: (count: number) => number): [string, Uint8Array] {
  const files = [...folder].filter(([, content]) => content.length > 0);
  return files[pick(files.length)] as [string, Uint8Array];
}

function splice(content: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  return Buffer.concat([content.subarray(0, at), added, content.subarray(at + removed)]);
}

const CHANGES: Readonly<Record<string, Change>> = {
  'alter a byte'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const copy = content.slice();
    const at = pick(copy.length);
    copy[at] = (copy[at] as number) ^ (1 + pick(255));
    folder.set(path, copy);
  },
  truncate(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    folder.set(path, content.slice(0, pick(content.length)));
  },
  'cut a slot or some bytes out'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = Math.min(content.length, [168, 32, 1 + pick(200)][pick(3)] as number);
    const at = Math.floor(pick(content.length) / size) * size;
    folder.set(path, splice(content, at, size, new Uint8Array(0)));
  },
  'insert bytes'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const added = Uint8Array.from({ length: 1 + pick(200) }, () => pick(256));
    folder.set(path, splice(content, pick(content.length + 1), 0, added));
  },
  'duplicate a slot or some bytes'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = [168, 32, 1 + pick(200)][pick(3)] as number;
    const at = Math.floor(pick(content.length) / size) * size;
    folder.set(path, splice(content, at, 0, content.slice(at, at + size)));
  },
  'exchange two slots'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = [168, 32][pick(2)] as number;
    const slots = Math.floor(content.length / size);
    if (slots < 2) return;
    const [a, b] = [pick(slots) * size, pick(slots) * size];
    const copy = content.slice();
    copy.set(content.subarray(b, b + size), a);
    copy.set(content.subarray(a, a + size), b);
    folder.set(path, copy);
  },
  'alter a stub and make its checksum anew'(folder, pick) {
    const paths = [...folder.keys()].filter((path) => path.endsWith('/stubs'));
    const filled = paths.filter((path) => (folder.get(path)?.length ?? 0) > 0);
    const path = filled[pick(filled.length)] as string;
    const copy = (folder.get(path) as Uint8Array).slice();
    const at = pick(copy.length / 168) * 168;
    const stub = copy.slice(at + 1, at + 1 + (copy[at] as number));
    const byte = pick(stub.length);
    stub[byte] = (stub[byte] as number) ^ (1 + pick(255));
    copy.set(encodeSlots([stub]), at);
    folder.set(path, copy);
  },
  'alter a body and make its checksum anew'(folder, pick) {
    const paths = [...folder.keys()].filter((path) => path.endsWith('.seg'));
    const path = paths[pick(paths.length)] as string;
    const copy = (folder.get(path) as Uint8Array).slice();
    const { length } = frameAt(copy, 0) as Uint8Array;
    const at = FRAME_HEADER_BYTES + pick(length);
    copy[at] = (copy[at] as number) ^ (1 + pick(255));
    writeFrameHeader(copy, 0, length);
    folder.set(path, copy);
  },
  'remove a file'(folder, pick) {
    const paths = [...folder.keys()];
    folder.delete(paths[pick(paths.length)] as string);
  },
  'add a file'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const names = ['0000000000009999.seg', `x${pick(100)}`, 'tail-0000000000099999.log'];
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    folder.set(`${parent}${names[pick(names.length)]}`, content);
  },
  'put one file in the place of another'(folder, pick) {
    const [, content] = fileOf(folder, pick);
    const [path] = fileOf(folder, pick);
    folder.set(path, content);
  },
  'roll one file back'(folder, pick) {
    const old = written.earlier[pick(written.earlier.length)] as MemoryFolder;
    const [path, content] = fileOf(old, pick);
    folder.set(path, content);
  },
  'roll all files back but one'(folder, pick) {
    const old = written.earlier[pick(written.earlier.length)] as MemoryFolder;
    const [kept, content] = fileOf(folder, pick);
    folder.clear();
    for (const [path, bytes] of old) folder.set(path, bytes);
    folder.set(kept, content);
  },
};

function isSame(a: MemoryFolder, b: MemoryFolder): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([path, content]) => equalBytes(content, b.get(path) ?? new Uint8Array(1)));
}

/** Every change with random numbers; what it left is judged by `judge`. */
function changed(
  base: () => MemoryFolder,
  numRuns: number,
  judge: (report: FolderReport, name: string, folder: MemoryFolder) => void | Promise<void>,
): Promise<void> {
  const names = fc.constantFrom(...Object.keys(CHANGES));
  const numbers = fc.infiniteStream(fc.nat());
  return fc.assert(
    fc.asyncProperty(names, numbers, async (name, stream) => {
      const folder: MemoryFolder = new Map(base());
      CHANGES[name]?.(folder, (count) => (stream.next().value as number) % Math.max(1, count));
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
    expect(seen.size).toBe(Object.keys(CHANGES).length);
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
