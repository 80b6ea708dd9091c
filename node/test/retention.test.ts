import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { receiptBytes, trustedGenesisHash } from '../../packages/proofs/test/chain.ts';
import {
  certificateOf,
  honestEntries,
  honestLog,
  leafAt,
  stateOf,
} from '../../packages/proofs/test/retained.ts';
import { retentionCommand } from '../src/cli/retention.ts';
import { verifyCommand } from '../src/cli/verify.ts';

const trust = bytesToHex(trustedGenesisHash);
let folder: string;
let lines: string[];
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-retention-'));
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function saved(bytes: Uint8Array): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

const said = () => lines.join('\n');

/** A node that answers with these bytes, whatever it is asked. */
async function nodeOf(bytes: Uint8Array): Promise<string> {
  const started = createServer((_, answer) => answer.end(bytes));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

describe('verify', () => {
  test('shows a certificate of a young journal in both languages, with the date', async () => {
    const path = saved(certificateOf());
    expect(await verifyCommand(path, { trust })).toBe(true);
    expect(said()).toContain('✓ node-a 的留存证明成立');
    expect(said()).toMatch(/访问 +12 +2026-09-22 +184 +2027-03-25 +175 +9 +1 +1/);
    expect(said()).toMatch(/1 个分日志未满留存期；全部期满时间：2027-03-25T/);
    expect(said()).toContain('创世与您信任的一致');
    lines = [];
    expect(await verifyCommand(path, { lang: 'en' })).toBe(true);
    expect(said()).toContain('Logs not yet kept for their full period: 1');
    expect(said()).toContain('The genesis came with the certificate');
    expect(said()).not.toMatch(/\p{Script=Han}/u);
  });

  test('says when the period is full, and that a log never anchored has no date', async () => {
    await verifyCommand(saved(certificateOf({ state: stateOf(honestEntries, 185) })), { trust });
    expect(said()).toContain('✓ 各分日志均已满法定留存期');
    lines = [];
    const fresh = honestEntries.map(([kind, id, value]) => {
      const isGone = kind === 'logHistory' || kind === 'anchor';
      return [kind, id, isGone ? undefined : value] as const;
    });
    const logs = [{ ...honestLog, anchored: [], copies: [] }];
    await verifyCommand(saved(certificateOf({ state: stateOf(fresh), logs })), { trust });
    expect(said()).toContain('! 尚未锚定，期满时间未定：访问');
  });

  test('names the part that does not hold', async () => {
    const logs = [{ ...honestLog, earliest: leafAt(1) }];
    const path = saved(certificateOf({ logs }));
    expect(await verifyCommand(path, { trust })).toBe(false);
    expect(said()).toBe('✗ 留存证明不成立：最早条目第 1 项（misplaced）');
    lines = [];
    expect(await verifyCommand(path, { trust, json: true })).toBe(false);
    expect(JSON.parse(said())).toEqual({
      ok: false,
      part: 'earliest',
      reason: 'misplaced',
      index: 0,
    });
  });

  test('tells the kinds of files apart, also when one is cut off', async () => {
    expect(await verifyCommand(saved(certificateOf().subarray(0, 900)), { lang: 'en' })).toBe(
      false,
    );
    expect(said()).toContain('The retention certificate does not hold: certificate file');
    lines = [];
    expect(await verifyCommand(saved(receiptBytes), { trust, lang: 'en' })).toBe(true);
    expect(said()).toContain('The receipt holds');
    lines = [];
    expect(await verifyCommand(saved(new Uint8Array()), { lang: 'en' })).toBe(false);
    expect(said()).toContain('The receipt does not hold: receipt');
    const compare = verifyCommand(saved(certificateOf()), { file: 'document' });
    await expect(compare).rejects.toMatchObject({ code: 'NO_DOCUMENT' });
  });
});

describe('retention', () => {
  const output = () => join(folder, 'saved.retention');

  test('saves what the node gives, and shows it', async () => {
    const node = await nodeOf(certificateOf());
    expect(await retentionCommand({ node, output: output(), trust })).toBe(true);
    expect(readFileSync(output()).equals(certificateOf())).toBe(true);
    expect(said()).toContain('node-a 的留存证明成立');
  });

  test('overwrites nothing', async () => {
    const node = await nodeOf(certificateOf());
    writeFileSync(output(), 'kept');
    const asked = retentionCommand({ node, output: output() });
    await expect(asked).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    expect(readFileSync(output(), 'utf8')).toBe('kept');
    const nowhere = retentionCommand({ node, output: join(folder, 'none', 'file') });
    await expect(nowhere).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  test('takes no other answer for a certificate, and keeps one of another chain', async () => {
    const other = retentionCommand({ node: await nodeOf(receiptBytes), output: output() });
    await expect(other).rejects.toMatchObject({ code: 'BAD_ANSWER' });
    server?.close();
    const node = await nodeOf(certificateOf());
    const trusted = { trust: 'ab'.repeat(32), lang: 'en' };
    expect(await retentionCommand({ node, output: output(), ...trusted })).toBe(false);
    expect(said()).toContain('does not hold: genesis (not-trusted)');
    expect(readFileSync(output()).length).toBe(certificateOf().length);
  });
});
