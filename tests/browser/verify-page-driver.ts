import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bytesToHex } from '@mingjing/crypto';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { buildVerifyPage } from '../../node/portal/build.ts';
import { trustedGenesisHash } from '../../packages/proofs/test/chain.ts';
import { actAsOldest } from './oldest-browser.ts';

const BROWSER_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** A folder for pictures of the page, when the environment names one. */
const PICTURES = process.env.MINGJING_SCREENS;
export const GENESIS = bytesToHex(trustedGenesisHash);

export let path: string;
export let profile: string;
let context: BrowserContext;
export let page: Page;
/** Everything the page said on its console, every error, every request beyond its own file. */
export const noise: string[] = [];

/** Opens the page in a browser of its own for the tests of a file, each on a fresh page. */
export function useVerifyPage(): void {
  beforeAll(async () => {
    path = await buildVerifyPage();
    profile = mkdtempSync(join(tmpdir(), 'mingjing-browser-'));
    context = await chromium.launchPersistentContext(profile, {
      executablePath: '/usr/bin/chromium-headless-shell',
      args: BROWSER_FLAGS,
      viewport: { width: 1440, height: 900 },
    });
    await actAsOldest(context);
    context.on('console', (message) => noise.push(message.text()));
    context.on('weberror', (error) => noise.push(String(error.error())));
    context.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(path).href)) noise.push(request.url());
    });
  });

  afterAll(async () => {
    await context?.close();
    if (profile !== undefined) rmSync(profile, { recursive: true });
  });

  beforeEach(async () => {
    noise.length = 0;
    await page?.close();
    page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
  });

  afterEach(() => {
    expect(noise).toEqual([]);
  });
}

/** Puts a file into a field the way a person drops it. */
export async function drop(field: 'receipt' | 'document', bytes: Uint8Array): Promise<void> {
  // Text, for what runs in the page has types that this program has not.
  const transfer = await page.evaluateHandle(`(() => {
    const made = new DataTransfer();
    made.items.add(new File([Uint8Array.from(${JSON.stringify([...bytes])})], 'dropped.bin'));
    return made;
  })()`);
  await page.dispatchEvent(`#${field}`, 'drop', { dataTransfer: transfer });
}

/** Heading and sentence of the badge, once a check is over. */
async function badge(): Promise<{ kind: string; text: string }> {
  const shown = page.locator('.badge', { hasNotText: /正在验证|^Checking/ });
  await shown.locator('h2').waitFor();
  const kind = (await shown.getAttribute('class')) ?? '';
  return { kind: kind.replace('badge ', ''), text: (await shown.textContent()) ?? '' };
}

/** Waits for the badge to be of this kind, then returns its text. */
export async function badgeOf(
  kind: 'holds' | 'failed' | 'unknown',
  pattern: RegExp,
): Promise<string> {
  await page.locator(`.badge.${kind}`, { hasText: pattern }).waitFor();
  return (await badge()).text;
}

/** State of every check, in the order shown. */
export function states(): Promise<string[]> {
  return page
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => `${row.dataset['part']} ${row.dataset['state']}`));
}

export async function picture(name: string, width?: number): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  if (width !== undefined) await page.setViewportSize({ width, height: 844 });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  if (width !== undefined) await page.setViewportSize({ width: 1440, height: 900 });
}

/** The same bytes with one bit changed. */
export function flipped(original: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(original);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}
