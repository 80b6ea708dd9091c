// Inspections on the verify page in a real browser, opened from disk.
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleBundle } from '../../packages/inspection/test/sealed.ts';
import { answers, bundleOf } from '../../packages/proofs/test/inspected.ts';
import {
  badgeOf,
  drop,
  flipped,
  GENESIS,
  page,
  picture,
  states,
  useVerifyPage,
} from './verify-page-driver.ts';

useVerifyPage();

let whole: Uint8Array;
beforeAll(() => {
  whole = sampleBundle();
});

describe('an inspection', () => {
  it('that holds shows every check and the filled form, all sixty items of it', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', whole);
    await badgeOf('holds', /本机已验证/);
    expect((await states()).filter((line) => !line.startsWith('undefined'))).toEqual(
      [
        ...['genesis', 'certificate', 'form', 'program', 'answer', 'record-signature', 'entry'],
        ...['checkpoint', 'anchor', 'signature'],
      ].map((part) => `${part} holds`),
    );
    expect(await page.locator('[data-item]').count()).toBe(60);
    const first = await page.locator('[data-item="1"]').textContent();
    for (const said of ['备案信息与实际一致', '✓ 符合', '实测并确认'])
      expect(first).toContain(said);
    expect(await page.locator('.sheet dl').textContent()).toContain('海上生明月，天涯共此时');
    await drop('receipt', bundleOf());
    await page.locator('[data-item="4"]').waitFor({ state: 'detached' });
    await picture('verify-inspection-zh');
  });

  it('says in English what is open: no anchor yet, and no genesis to start from', async () => {
    await page.click('#language');
    await drop('receipt', bundleOf({ anchoredSize: 0 }));
    const text = await badgeOf('unknown', /Not checked/);
    expect(text).toContain('No anchor on the chain covers');
    expect((await states()).filter((line) => line.endsWith('unknown'))).toEqual([
      'genesis unknown',
      'anchor unknown',
    ]);
    expect(await page.locator('.sheet thead').allTextContents()).toEqual([
      'No.ItemHowResultBasis and remarks',
    ]);
    await picture('verify-inspection-en-390', 390);
  });

  it('that was changed is refused with its part, and shows no form', async () => {
    await page.fill('#genesis', GENESIS);
    const better = answers.map((each, i) => (i === 1 ? { ...each, verdict: 2 } : each));
    await drop('receipt', bundleOf({ record: { answers: better } }));
    expect(await badgeOf('failed', /答案/)).toContain('第 2 项');
    await drop('receipt', flipped(whole, whole.length - 5));
    await badgeOf('failed', /文件签名/);
    expect(await page.locator('.sheet').count()).toBe(0);
  });
});
