// A home whose journal has bodies disposed of: who says so, and who finds it otherwise.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { type HomePaths, homePaths } from '@mingjing/host/home';
import { fsck, openOffline } from '@mingjing/host/offline';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { journalRepairCommand } from '../../node/src/cli/journal-repair.ts';
import { journalVerifyCommand } from '../../node/src/cli/journal-verify.ts';
import { withJournal } from '../../packages/host/src/offline/open-offline.ts';
import { makeHome, NODE_ID, sampleChain } from './home-fixture.ts';

let folder: string;
let home: string;
let paths: HomePaths;
let heads: { source: string; size: number; root: string }[];
/** The sample chain's genesis does not name the keys of the home. */
let key: string;
let lines: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-disposed-'));
  home = join(folder, 'home');
  paths = homePaths(home);
  await makeHome(home, await sampleChain(2));
  await offline((opened) => {
    key = bytesToHex(signerFromSeed(opened.keys.journal?.seed ?? new Uint8Array(32)).publicKey);
    return withJournal(opened, async (journal) => {
      const entry = { source: 'publish', event: 'record-published', result: 'done' } as const;
      for (let i = 0; i < 4; i++) await journal.append(entry);
      await journal.disposeBodies('publish', 2);
      heads = journal.logs().map(({ source, size, root }) => ({
        ...{ source: SOURCE_NAMES[source - 1] ?? '', size, root: bytesToHex(root) },
      }));
    });
  });
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

async function offline<T>(use: (opened: Awaited<ReturnType<typeof openOffline>>) => Promise<T>) {
  const opened = await openOffline({ home, nodeId: NODE_ID });
  try {
    return await use(opened);
  } finally {
    await opened.release();
  }
}

/** What a trusted node says of the logs, when the chain certifies disposals up to an index. */
function anchorsFile(disposedTo: number, nodeId = NODE_ID): string {
  const path = join(folder, 'anchors.json');
  const logs = heads.map((log) => ({
    ...log,
    disposed_to: log.source === 'publish' ? disposedTo : 0,
  }));
  writeFileSync(path, JSON.stringify({ node_id: nodeId, logs }));
  return path;
}

function verifyWith(disposedTo: number, lang: 'zh' | 'en' = 'en') {
  const anchors = anchorsFile(disposedTo);
  return journalVerifyCommand(paths.journal, { genesis: paths.genesis, key, anchors, lang });
}

test('fsck takes a body gone without a certificate for damage', async () => {
  const report = await offline((opened) => fsck(opened));
  expect(report.findings).toEqual([
    { store: 'journal', place: 'publish 0', what: 'body-not-certified' },
  ]);
});

test('journal verify says what was disposed of, in both languages', async () => {
  expect(await verifyWith(2)).toBe(true);
  expect(lines.join('\n')).toContain('publish: 2 bodies disposed of, as the chain certifies');
  expect(await verifyWith(2, 'zh')).toBe(true);
  expect(lines.join('\n')).toContain('publish：2 条正文已到期销毁，链上有销毁证明');
});

test('journal verify names the bodies that no certificate covers', async () => {
  expect(await verifyWith(1)).toBe(false);
  expect(lines.join('\n')).toMatch(/publish 1: body, not-certified/);
  lines = [];
  expect(await verifyWith(0)).toBe(false);
  expect(lines.join('\n')).toMatch(/publish 0-1: body, not-certified/);
});

describe('a damaged stub of such a journal', () => {
  let copy: string;
  beforeEach(() => {
    copy = join(folder, 'copy');
    cpSync(paths.journal, copy, { recursive: true });
    const stubs = join(paths.journal, 'publish', 'stubs');
    const bytes = readFileSync(stubs);
    bytes[40] = (bytes[40] as number) ^ 1;
    writeFileSync(stubs, bytes);
  });

  test('is not mended while the chain in the home knows of no disposal', async () => {
    await journalRepairCommand({ home, from: copy, lang: 'en' });
    expect(process.exitCode).toBe(2);
    expect(lines.join('\n')).toMatch(/bodies were disposed of \(publish 0-1\).*--anchors/);
    await journalRepairCommand({ home, from: copy, lang: 'zh' });
    expect(lines.join('\n')).toMatch(/publish 第 0-1 条的正文已依规销毁.*--anchors/);
  });

  test('is mended with the word of a node that knows of it', async () => {
    await journalRepairCommand({ home, from: copy, anchors: anchorsFile(2), json: true });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...{ ok: true, anchors_known: true, written: ['publish/stubs'], dropped: [] },
    });
    expect(await verifyWith(2)).toBe(true);
  });

  test('is not mended with the word about another node, or none', async () => {
    const asked = (anchors: string) => journalRepairCommand({ home, from: copy, anchors });
    const bad = { code: 'BAD_ANCHORS' };
    await expect(asked(anchorsFile(2, 'node-b'))).rejects.toMatchObject(bad);
    const other = join(folder, 'other.json');
    writeFileSync(other, 'null');
    await expect(asked(other)).rejects.toMatchObject(bad);
    await expect(asked(join(folder, 'none'))).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });
});
