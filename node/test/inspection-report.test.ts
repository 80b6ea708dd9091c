// What `mingjing verify` says of an inspection.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { trustedGenesisHash } from '../../packages/proofs/test/chain.ts';
import { answers, bundleOf, honestRecord } from '../../packages/proofs/test/inspected.ts';
import { type VerifyCommand, verifyCommand } from '../src/cli/verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingjing-inspection-'));
const trust = bytesToHex(trustedGenesisHash);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function verify(bytes: Uint8Array, options: VerifyCommand) {
  const path = join(folder, 'bundle');
  writeFileSync(path, bytes);
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  const holds = await verifyCommand(path, options);
  const text = lines.join('\n');
  expect(text).not.toContain('cli.');
  return { holds, text };
}

describe('an inspection on the command line', () => {
  it.each([
    ['zh-CN', '检查记录有效', '2 项签名', '已在链上锚定', '创世与您信任的一致', '5 个节点'],
    ['en', 'The inspection holds', '2 items', 'Anchored', 'is the one you trust', '5 nodes'],
  ])('shows the sheet and every check in %s', async (lang, ...texts) => {
    const { holds, text } = await verify(bundleOf(), { lang, trust });
    expect(holds).toBe(true);
    for (const said of [...texts, '海上生明月', '甲组织']) expect(text).toContain(said);
  });

  it('is for a program one object with every answer', async () => {
    const { text } = await verify(bundleOf(), { json: true, trust });
    expect(JSON.parse(text)).toMatchObject({
      ...{ ok: true, genesis_trusted: true, kind: 'self-check', phrase: '海上生明月' },
      answers: [{ item: 'ports', verdict: 'met' }, { item: 'owners' }, { item: 'letter' }],
      entry: { source: 'admin', anchored: { size: 4 } },
    });
  });

  it('says what is still open: no anchor yet, a genesis that nobody compared', async () => {
    const { text } = await verify(bundleOf({ anchoredSize: 0 }), { lang: 'en' });
    expect(text).toContain('? No anchor on the chain');
    expect(text).toContain('? The genesis came with the bundle');
  });

  it.each([
    ['zh-CN', '检查记录无效：答案'],
    ['en', 'does not hold: answer'],
  ])('names in %s the part that does not hold', async (lang, said) => {
    const better = answers.map((each, i) => (i === 1 ? { ...each, verdict: 2 } : each));
    const { holds, text } = await verify(bundleOf({ record: { answers: better } }), { lang });
    expect(holds).toBe(false);
    expect(text).toContain(said);
  });

  it('names the state of the anchor apart from that of the record', async () => {
    const { state } = honestRecord;
    const other = state && { ...state, replayRoot: new Uint8Array(32) };
    const { text } = await verify(bundleOf({ statement: { state: other } }), { lang: 'en' });
    expect(text).toContain('state root behind the anchor');
  });

  it('is printed to new files, and overwrites none', async () => {
    const [html, pdf] = [join(folder, 'form.html'), join(folder, 'form.pdf')];
    await verify(bundleOf(), { html, pdf, lang: 'en' });
    expect(readFileSync(html, 'utf8')).toContain('A small form');
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    await expect(verify(bundleOf(), { html })).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    const fresh = join(folder, 'other.pdf');
    expect((await verify(bundleOf().slice(0, 900), { pdf: fresh })).holds).toBe(false);
    expect(existsSync(fresh)).toBe(false);
  });

  it.each([
    [{ file: 'document' }, 'NO_DOCUMENT'],
    [{ key: 'key' }, 'NO_PERSONAL'],
    [{ extract: 'folder' }, 'NO_EVIDENCE'],
  ])('has no use for %j', async (options, code) => {
    await expect(verify(bundleOf(), options)).rejects.toMatchObject({ code });
  });
});
