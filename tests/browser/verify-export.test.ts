// Lawful exports and bundles of cases on the verify page in a real browser.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askedFor,
  ExportedHome,
  minute,
  ofAlice,
  signedAgain,
  statementIn,
} from '../../packages/host/test/exported.ts';
import { caseBundleOf, EVIDENCE } from '../../packages/proofs/test/cased.ts';
import { badgeOf, drop, GENESIS, page, picture, useVerifyPage } from './verify-page-driver.ts';

useVerifyPage();

let home: ExportedHome;
let honest: Uint8Array;

beforeAll(async () => {
  home = await ExportedHome.open();
  for (let at = 0; at < 12; at++) await home.act(at, at % 3 === 0 ? 'alice' : 'bob');
  honest = await home.exported(askedFor(ofAlice));
});
afterAll(() => home?.close());

describe('an export', () => {
  it('that holds shows who asked for what, and what there is of each log', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', honest);
    expect(await badgeOf('holds', /本机已验证/)).toContain('没有缺少，也没有多出');
    expect(await page.locator('[data-log="access"]').locator('th, td').allTextContents()).toEqual([
      ...['访问', '12', '5', '2-8', '2', '2', '0', '0'],
    ]);
    const facts = await page.locator('#result dl').textContent();
    for (const said of ['京公网安〔2026〕17号', 'security-a, audit-a', 'alice', 'node-a']) {
      expect(facts).toContain(said);
    }
    await picture('verify-export-zh');
  });

  it('says in English what rests on the node, and is never green without a genesis', async () => {
    const ended = askedFor({
      ...{ ...ofAlice, actor: 'nobody' },
      ...{ from: minute(11), to: minute(11) + 1 },
    });
    await home.act(13, 'bob', 'auth');
    await page.click('#language');
    await drop('receipt', await home.exported(ended));
    const text = await badgeOf('unknown', /Not checked/);
    expect(text).toContain('until a later anchor or witness shows it: access');
    expect(text).toContain('No entry is of this actor');
  });

  it('that was changed is refused with its place', async () => {
    await page.fill('#genesis', GENESIS);
    const said = statementIn(honest);
    const logs = said.logs.map((log) => ({ ...log, bodies: log.bodies.slice(0, 1) }));
    await drop('receipt', signedAgain({ ...said, logs }));
    const text = await badgeOf('failed', /不成立/);
    expect(text).toContain('正文 · node-a/access/6');
  });
});

describe('the bundle of a case', () => {
  it('that holds says what it is, what was stated, and which files are in it', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', caseBundleOf());
    expect(await badgeOf('holds', /本机已验证/)).toContain('所附证据正是其中所列');
    const facts = await page.locator('#result dl').textContent();
    for (const said of ['主管部门来函', '<b>违法信息</b>', '已按时报告', '市公安局', '已下架']) {
      expect(facts).toContain(said);
    }
    expect(await page.locator('#result tbody tr').allTextContents()).toEqual([
      expect.stringContaining(`page.html${EVIDENCE.length}`),
    ]);
    await picture('verify-case-zh');
  });

  it('is refused with its place when evidence was exchanged, in English too', async () => {
    await page.click('#language');
    await drop('receipt', caseBundleOf({ files: [EVIDENCE.map((byte) => byte ^ 1)] }));
    await badgeOf('failed', /Evidence · number 1/);
    await drop('receipt', caseBundleOf({ signer: 'node-b' }));
    await badgeOf('failed', /Signature of the node/);
    await drop('receipt', caseBundleOf());
    await badgeOf('unknown', /Not checked/);
  });
});
