// The verify page in a real browser, opened from disk, with receipts made from the formats alone.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildVerifyPage } from '../../node/portal/build.ts';
import {
  altered,
  file as documentBytes,
  handover,
  openings,
  receipt,
  receiptAt,
  receiptBytes,
} from '../../packages/proofs/test/chain.ts';
import {
  badgeOf,
  drop,
  flipped,
  GENESIS,
  noise,
  page,
  path,
  picture,
  profile,
  states,
  useVerifyPage,
} from './verify-page-driver.ts';

useVerifyPage();

/** Where a part lies in the bytes of the receipt. */
function endOf(part: Uint8Array): number {
  const start = Buffer.from(receiptBytes).indexOf(part);
  expect(start).toBeGreaterThan(0);
  return start + part.length;
}

describe('a receipt that holds', () => {
  it('is checked against the trusted genesis hash, every part in order', async () => {
    await picture('verify-empty-zh');
    await page.fill('#genesis', ` ${GENESIS.toUpperCase()} `);
    await drop('receipt', receiptBytes);
    expect(await badgeOf('holds', /本机已验证/)).toContain('您填写的可信创世哈希');
    expect(await states()).toEqual([
      ...['receipt holds', 'genesis holds', 'validator-step holds', 'header holds'],
      ...['certificate holds', 'transaction holds', 'transaction-proof holds', 'result holds'],
      ...['result-proof holds', 'attachment holds', 'attachment holds'],
    ]);
    expect(await page.locator('[data-part=certificate]').textContent()).toContain('3/4');
    expect(await page.locator('[data-part=genesis] code').getAttribute('title')).toBe(GENESIS);
    const facts = await page.locator('#result dl').textContent();
    expect(facts).toContain('order/3');
    expect(facts).toContain('2026-09-21 22:13:29');
    const repeat = await page.locator('#foot code').textContent();
    expect(repeat).toBe(`npm run -s mingjing -- verify dropped.bin --trust ${GENESIS}`);
    await picture('verify-checked-zh');
    await picture('verify-checked-zh-390', 390);
  });

  it('is never green without a trusted genesis hash', async () => {
    await drop('receipt', receiptBytes);
    expect(await badgeOf('unknown', /未验证/)).toContain('未与可信创世哈希比对');
    expect((await states()).slice(0, 3)).toEqual([
      'receipt holds',
      'genesis unknown',
      'validator-step holds',
    ]);
    expect(await page.locator('[data-part=genesis]').textContent()).toContain(
      '未与可信创世哈希比对',
    );
    await picture('verify-not-compared-zh');
    await page.fill('#genesis', GENESIS.slice(1));
    expect(await page.locator('#genesis-hint').textContent()).toContain('不是 64 位十六进制');
    await badgeOf('unknown', /未验证/);
    await page.fill('#genesis', GENESIS);
    await badgeOf('holds', /本机已验证/);
  });

  it('is shown in English, and keeps what was dropped when the language changes', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', receiptBytes);
    await badgeOf('holds', /本机已验证/);
    await page.click('#language');
    await badgeOf('holds', /Checked here/);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.inputValue('#genesis')).toBe(GENESIS);
    // Of the English page only the switch is Chinese.
    expect(
      (await page.locator('header, main, footer').allTextContents())
        .join()
        .match(/\p{Script=Han}+/gu),
    ).toEqual(['中文']);
    await picture('verify-checked-en');
    await picture('verify-checked-en-390', 390);
    await page.reload();
    expect(await page.locator('.badge').textContent()).toContain('No file yet');
  });

  it('says so when the transaction had no effect', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', altered({}, receiptAt(1)));
    await badgeOf('holds', /本机已验证/);
    expect(await page.locator('.caution').textContent()).toContain('没有生效');
    expect(await page.locator('[data-part=result]').textContent()).toContain('代码 12');
  });

  it('can be chosen instead of dropped, and its hashes copied', async () => {
    const chosen = join(profile, 'chosen.mjr');
    writeFileSync(chosen, receiptBytes);
    await page.setInputFiles('#receipt-file', chosen);
    await badgeOf('unknown', /未验证/);
    expect(await page.locator('#receipt').textContent()).toContain('chosen.mjr');
    const code = page.locator('[data-part=transaction] code');
    expect(await code.textContent()).toMatch(/^[0-9a-f]{8}…[0-9a-f]{6}$/);
    await page.click('[data-part=transaction] .copy');
    expect(await code.textContent()).toBe(await code.getAttribute('data-hash'));
  });
});

describe('a changed receipt', () => {
  const change: [name: string, bytes: () => Uint8Array, part: string, said: RegExp][] = [
    ['header', () => flipped(receiptBytes, endOf(receipt.header) - 40), 'header', /区块头/],
    [
      'certificate',
      () => flipped(receiptBytes, endOf(receipt.certificate) - 20),
      'certificate',
      /提交证书。有签名无效/,
    ],
    [
      'transaction',
      () => flipped(receiptBytes, endOf(receipt.transaction) - 10),
      'transaction-proof',
      /提交在区块中的证明/,
    ],
    [
      'result proof',
      () => flipped(receiptBytes, endOf(receipt.resultProof[0] as Uint8Array) - 3),
      'result-proof',
      /结果在区块中的证明/,
    ],
    [
      'validator-set change',
      () => flipped(receiptBytes, endOf(handover.certificate) - 3),
      'validator-step',
      /共识节点变更 · 第 1 项 · 其中的提交证书/,
    ],
    [
      'salt of the second attachment',
      () => flipped(receiptBytes, endOf(openings[1]?.salt as Uint8Array) - 3),
      'attachment',
      /附件内容 · 第 2 项/,
    ],
    ['end', () => receiptBytes.subarray(0, receiptBytes.length - 5), 'receipt', /回执文件/],
  ];
  it.each(change)('is refused, and the part is named: %s', async (name, bytes, part, said) => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', bytes());
    expect(await badgeOf('failed', /验证失败/)).toMatch(said);
    const shown = await states();
    const at = shown.indexOf(`${part} failed`);
    expect(shown.filter((state) => state.endsWith(' failed'))).toEqual([`${part} failed`]);
    expect(shown.slice(at + 1).every((state) => state.endsWith(' unknown'))).toBe(true);
    expect(await page.locator('#result dl').count()).toBe(0);
    if (name === 'certificate') {
      // What only the certificate proves is not shown as proved.
      expect(shown[at - 1]).toBe('header unknown');
      await picture('verify-refused-zh');
    }
  });

  it('is refused for another genesis hash, and after the hash is mended it holds', async () => {
    await page.fill('#genesis', 'ab'.repeat(32));
    await drop('receipt', receiptBytes);
    expect(await badgeOf('failed', /验证失败/)).toContain('创世。与您填写的可信创世哈希不同');
    await page.click('#language');
    expect(await badgeOf('failed', /Failed/)).toContain('Genesis. It differs');
    await picture('verify-other-genesis-en');
    await page.fill('#genesis', GENESIS);
    await badgeOf('holds', /Checked here/);
  });

  it('is no receipt at all', async () => {
    for (const garbage of [Uint8Array.of(), new TextEncoder().encode('%PDF-1.7 ‹script›')]) {
      await drop('receipt', garbage);
      expect(await badgeOf('failed', /验证失败/)).toContain('回执文件');
      expect((await states())[0]).toBe('receipt failed');
    }
  });

  it('replaces the verdict of the one before', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', receiptBytes);
    await badgeOf('holds', /本机已验证/);
    await drop('receipt', flipped(receiptBytes, 900));
    await badgeOf('failed', /验证失败/);
  });
});

describe('the document itself', () => {
  const row = () => page.locator('[data-part=document]');

  it('is compared with the attachments', async () => {
    await page.fill('#genesis', GENESIS);
    await drop('receipt', receiptBytes);
    await drop('document', documentBytes);
    await page.locator('[data-part=document][data-state=holds]').waitFor();
    expect(await row().textContent()).toContain('就是附件内容 1');
    await drop('document', flipped(documentBytes, 0));
    await page.locator('[data-part=document][data-state=failed]').waitFor();
    expect(await row().textContent()).toContain('不是这份回执中的附件内容');
    const warned = page.locator('.badge.holds .document .state.failed');
    expect(await warned.textContent()).toContain('原文件：不是这份回执中的附件内容');
    await picture('verify-other-document-zh');
  });

  it('is vouched for by nothing that is not itself vouched for', async () => {
    await drop('document', documentBytes);
    await drop('receipt', receiptBytes);
    await row().waitFor();
    expect(await row().getAttribute('data-state')).toBe('unknown');
    await drop('receipt', flipped(receiptBytes, 900));
    await badgeOf('failed', /验证失败/);
    expect(await row().getAttribute('data-state')).toBe('unknown');
    expect(await row().textContent()).toContain('回执未获验证');
    await drop('receipt', altered({ attachments: [] }));
    await badgeOf('unknown', /未验证/);
    expect(await row().textContent()).toContain('没有打开任何附件');
  });
});

describe('the page as a file', () => {
  it('is the same bytes when built again', async () => {
    const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex');
    const before = digest();
    await buildVerifyPage();
    expect(digest()).toBe(before);
  });

  it('refuses what its own policy does not name', async () => {
    const isStopped = await page.evaluate(`(async () => {
      const stops = (work) => work.then(() => false, () => true);
      const fetched = stops(fetch('data:text/plain,x'));
      const image = new Image();
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
      const decoded = stops(image.decode());
      const script = document.createElement('script');
      const written = stops(new Promise((resolve) => resolve(script.text = 'x')));
      return [await fetched, await decoded, await written];
    })()`);
    expect(isStopped).toEqual([true, true, true]);
    // The page reports what it refused; everything else in these tests is silent.
    expect(noise.length).toBeGreaterThanOrEqual(3);
    noise.length = 0;
  });

  it('stays where it is when a file falls beside the fields', async () => {
    const before = page.url();
    for (const kind of ['dragover', 'drop']) {
      const event = `new DragEvent('${kind}', { bubbles: true, cancelable: true })`;
      expect(await page.evaluate(`document.body.dispatchEvent(${event})`)).toBe(false);
    }
    expect(page.url()).toBe(before);
  });
});
