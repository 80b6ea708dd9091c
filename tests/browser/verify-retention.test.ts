// Retention certificates on the verify page in a real browser.
import { describe, expect, it } from 'vitest';
import { file as documentBytes } from '../../packages/proofs/test/chain.ts';
import {
  certificateOf,
  honestEntries,
  honestLog,
  leafAt,
  stateOf,
} from '../../packages/proofs/test/retained.ts';
import { badgeOf, drop, GENESIS, page, picture, useVerifyPage } from './verify-page-driver.ts';

useVerifyPage();

describe('a retention certificate', () => {
  const row = () => page.locator('[data-log="1"]');

  it('that holds shows every log, and the date at which the period is full', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', certificateOf());
    const text = await badgeOf('holds', /本机已验证/);
    expect(text).toContain('1 个分日志未满应留存的天数');
    expect(text).toContain('2027-03-25');
    expect(await row().locator('th, td').allTextContents()).toEqual([
      ...['访问', '12', '2026-09-22', '184', '2027-03-25', '175', '9', '1 / 1'],
    ]);
    expect(await row().getAttribute('data-full')).toBe('false');
    expect(await page.locator('#result dl').textContent()).toContain('node-a');
    await picture('verify-retention-zh');
    await picture('verify-retention-zh-390', 390);
    await drop('document', documentBytes);
    await page.locator('.badge', { hasText: '不与原文件比对' }).waitFor();
    const repeat = await page.locator('#foot code').textContent();
    expect(repeat).toBe(`npm run -s mingjing -- verify dropped.bin --trust ${GENESIS}`);
  });

  it('says in English that the period is full, and is never green without a genesis', async () => {
    await page.click('#language');
    await drop('receipt', certificateOf({ state: stateOf(honestEntries, 185) }));
    expect(await badgeOf('unknown', /Not checked/)).toContain('Every log is kept for its full');
    await page.fill('#genesis', GENESIS);
    await badgeOf('holds', /Checked here/);
    expect(await row().getAttribute('data-full')).toBe('true');
    const words = await page.locator('header, main, footer').allTextContents();
    expect(words.join().match(/\p{Script=Han}+/gu)).toEqual(['中文']);
    await picture('verify-retention-en');
  });

  it('that was never anchored has no date', async () => {
    const fresh = honestEntries.map(([kind, id, value]) => {
      const isGone = kind === 'logHistory' || kind === 'anchor';
      return [kind, id, isGone ? undefined : value] as const;
    });
    const logs = [{ ...honestLog, anchored: [], copies: [] }];
    await page.fill('#genesis', GENESIS);
    await drop('receipt', certificateOf({ state: stateOf(fresh), logs }));
    expect(await badgeOf('holds', /本机已验证/)).toContain('1 个分日志尚未锚定');
  });

  const honest = certificateOf();
  const changed: [name: string, bytes: () => Uint8Array, said: RegExp][] = [
    [
      'earliest entry',
      () => certificateOf({ logs: [{ ...honestLog, earliest: leafAt(1) }] }),
      /最早条目 · 第 1 项。不是这个位置的条目/,
    ],
    ['left-out log', () => certificateOf({ logs: [] }), /分日志。缺少内容/],
    ['end', () => honest.subarray(0, honest.length - 5), /证明文件/],
  ];
  it.each(changed)('is refused, and the part is named: %s', async (name, bytes, said) => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', bytes());
    expect(await badgeOf('failed', /验证失败/)).toMatch(said);
    expect(await page.locator('#result table, #result dl').count()).toBe(0);
    if (name === 'earliest entry') await picture('verify-retention-refused-zh');
  });
});
