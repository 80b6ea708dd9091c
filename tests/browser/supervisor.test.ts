// The first page of the supervision console in a real browser, beside a real chain.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { tipSignable } from '@mingjing/protocol';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestChain, until } from '../../supervisor/test/chain.ts';

const BROWSER_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** A folder for pictures of the page, when the environment names one. */
const PICTURES = process.env.SCREENS_FOLDER;
/** WCAG 2, level AA, for text of any size. */
const CONTRAST = 4.5;

let chain: TestChain;
let profile: string;
let context: BrowserContext;
let page: Page;
/** All that the page said on its console, every error, every request beyond its own server. */
const noise: string[] = [];

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  await chain.startSupervisor();
  await until(async () => {
    const { heads, journals } = await chain.get('/v1/situation');
    return heads.agreeing === 4 && journals.measured === 4;
  });
  profile = mkdtempSync(join(tmpdir(), 'mingjing-browser-'));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: BROWSER_FLAGS,
    viewport: { width: 1440, height: 900 },
  });
  context.on('console', (message) => noise.push(message.text()));
  context.on('weberror', (error) => noise.push(String(error.error())));
  context.on('request', (request) => {
    if (!request.url().startsWith(chain.consoleUrl('/'))) noise.push(request.url());
  });
  page = await context.newPage();
  await page.goto(chain.consoleUrl('/'));
  await statement('coverage').waitFor();
});

afterAll(async () => {
  await context?.close();
  await chain?.stop();
  if (profile !== undefined) rmSync(profile, { recursive: true });
});

afterEach(() => {
  expect(noise).toEqual([]);
});

const statement = (name: string) => page.locator(`[data-statement=${name}]`);
const heading = (name: string) => statement(name).locator('h2').textContent();
const classes = async (name: string) => (await statement(name).getAttribute('class')) ?? '';
const switchLanguage = () => page.locator('button.language').click();

async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Cut text, a page wider than its window, and texts too faint to read. */
async function faults(): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('horizontal scroll');
    const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
    const luminance = ([r, g, b]) => {
      const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    // The darker stripe of the hatched ground is the worse one for grey text.
    const groundOf = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        const stripes = style.backgroundImage.match(/rgb\\([^)]*\\)/g);
        if (stripes) return channels(stripes.at(-1));
        const colour = channels(style.backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      const isShown = element.checkVisibility() && !element.closest('.unseen, .skip');
      if (!text.data.trim() || !isShown) continue;
      const [a, b] = [channels(getComputedStyle(element).color), groundOf(element)].map(luminance);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < ${CONTRAST}) found.push(ratio.toFixed(2) + ' ' + text.data);
      const box = element.getBoundingClientRect();
      const isClipped = getComputedStyle(element).overflow !== 'visible';
      if (isClipped && element.scrollWidth > element.clientWidth + 1) {
        found.push('cut: ' + text.data);
      }
      if (box.right > innerWidth + 1) found.push('outside: ' + text.data);
    }
    return found;
  })()`);
}

describe('the situation page', () => {
  it('answers in Chinese first, and says what is empty', async () => {
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    expect(await heading('coverage')).toMatch(/^区块 1–\d+ 已由本机独立验证，落后 \d+$/);
    expect(await heading('journals')).toMatch(/^4\/4 份日志完整，截至 \d+ 秒前$/);
    expect(await heading('heads')).toBe('与 4 家组织的链头一致，未见分叉');
    expect(await classes('journals')).toContain('statement-proved');
    expect(await classes('heads')).toContain('statement-proved');
    expect(await page.locator('.records .empty').textContent()).toContain('尚无存证记录');
    expect(await page.locator('.alarms .empty').textContent()).toContain('尚无告警');
    expect(await page.locator('[data-node]').count()).toBe(4);
    expect(await faults()).toEqual([]);
    await picture('supervision-empty-zh');
  });

  it('shows records as they are committed, without reading again', async () => {
    const reads: string[] = [];
    page.on('request', (request) => reads.push(request.url()));
    await chain.publish('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight');
    await until(async () => (await page.locator('[data-record]').count()) === 8);
    expect(reads).toEqual([]);
    expect(await page.locator('[data-record] .badge-proved').count()).toBe(8);
    await picture('supervision-zh');
  });

  it('keeps its place when the language is switched', async () => {
    await statement('coverage').locator('.badge').click();
    await page.locator('.drawer').waitFor();
    const address = new URL(page.url());
    await switchLanguage();
    await until(async () => (await heading('heads'))?.startsWith('Agrees') ?? false);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(new URL(page.url()).hash).toBe(address.hash);
    expect(await page.locator('.drawer h2').textContent()).toBe('Proof: Coverage');
    expect(await page.locator('.drawer .check').count()).toBe(6);
    const text = (await page.locator('body').textContent()) ?? '';
    expect(text.replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/);
    expect(await faults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
    expect(await faults()).toEqual([]);
    await picture('supervision-en');
  });

  it('opens a proof by keyboard: each check with its value, time and command', async () => {
    const badge = page.locator('[data-record] .badge').first();
    await badge.focus();
    await page.keyboard.press('Enter');
    await page.locator('.drawer .check').first().waitFor();
    const labels = await page.locator('.drawer .check-label').allTextContents();
    expect(labels.map((label) => label.split(/[: ]/, 1)[0])).toEqual([
      ...['Signature', 'Inclusion', 'Result', 'State', 'Commit', 'Attachments'],
    ]);
    const commands = await page.locator('.drawer code').allTextContents();
    expect(commands).toHaveLength(6);
    expect(commands[0]).toMatch(/^mingjing-supervisor check [0-9a-f]{72} --home HOME$/);
    expect(await page.locator('.drawer .check .meta').first().textContent()).toMatch(
      /^Checked at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
    );
    await picture('supervision-record-en');
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
    const focused = await page.evaluate('document.activeElement.className');
    expect(focused).toContain('badge');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
  });

  it('turns red and names who and since when', async () => {
    await switchLanguage();
    lie('yi-validator');
    await until(async () => (await classes('heads')).includes('statement-failed'));
    expect(await heading('heads')).toBe('发现不同的链头');
    expect(await statement('heads').locator('.blame').textContent()).toMatch(
      /^链头分叉：yi-validator，自 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
    );
    const alarm = page.locator('[data-alarm]', { hasText: 'yi-validator' }).first();
    expect(await faults()).toEqual([]);
    await picture('supervision-fork-zh');
    await alarm.locator('a').click();
    await page.locator('.drawer', { hasText: '节点的链头' }).waitFor();
    expect(await page.locator('.drawer').textContent()).toContain('07'.repeat(32));
    await picture('supervision-alarm-zh');
    await page.keyboard.press('Escape');
  });

  it('is grey, not green, when it no longer hears', async () => {
    await chain.stopSupervisor();
    await page.locator('.stale').waitFor();
    expect(await page.locator('.stale').textContent()).toMatch(/^数据停在高度 \d+，\d+ 秒前/);
    expect(await page.locator('.statement-proved').count()).toBe(0);
    expect(await classes('heads')).toContain('statement-failed');
    expect(await faults()).toEqual([]);
    await picture('supervision-stale-zh');
    // The browser itself reports the connection that was refused.
    noise.length = 0;
  });
});

/** Signs another head in the name of a node, and hands it in as if the node had sent it. */
function lie(nodeId: string): void {
  const home = chain.testnet.homes.find((each) => each.nodeId === nodeId)?.home ?? '';
  const { seed } = loadKeyFile(join(home, 'config', 'keys', 'statement.json'));
  const { replica } = chain.supervisor.host;
  const { chainId, height, stateRoot } = replica.chain.state;
  const blockId = new Uint8Array(32).fill(7);
  const said = { chainId, nodeId, height, blockId, stateRoot, time: Date.now() };
  const { statement: tip, signing } = tipSignable(chainId, said);
  const signature = signerFromSeed(seed).sign(signing);
  replica.handler.envelope(nodeId, { tip: { tip, signature } });
}
