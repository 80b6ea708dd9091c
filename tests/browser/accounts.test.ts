// Officers who enrol and log in at a running node, in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { createTestnet, nodeConfig, type RunningNode, startNode } from '@mingjing/node';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import decodeQr from 'qr/decode.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reachedAt } from '../../node/test/logged-in.ts';
import { timeCode } from '../../scripts/demo/authenticator.ts';
import { sealKeyFile } from './sealed-key.ts';

const BROWSER_FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** A folder for pictures of the page, when the environment names one. */
const PICTURES = process.env.SCREENS_FOLDER;
const PASSPHRASE = '四更山吐月 remnant night';

let folder: string;
let node: RunningNode;
let context: BrowserContext;
let page: Page;
/** All that the page said on its console, and every error. */
const noise: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-accounts-'));
  const output = join(folder, 'net');
  const { homes } = await createTestnet({ output, name: 'trial', organisations: 4, users: 1 });
  const home = homes[0]?.home ?? '';
  const onFailed = (error: unknown) => noise.push(String(error));
  node = await startNode({ home, onFailed, config: nodeConfig(home, {}) });
  context = await chromium.launchPersistentContext(join(folder, 'browser'), {
    executablePath: '/usr/bin/chromium',
    args: BROWSER_FLAGS,
    viewport: { width: 1440, height: 900 },
  });
  context.on('console', (message) => noise.push(message.text()));
  context.on('weberror', (error) => noise.push(String(error.error())));
  page = await context.newPage();
});
afterAll(async () => {
  await context?.close();
  await node?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const site = (path: string) => `${reachedAt(node).baseUrl}${path}`;
const keyOf = (officer: string) => join(folder, 'net', 'officers', `${officer}.json`);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (text: string) => page.locator('.said', { hasText: text }).waitFor();

/** The officer's key file under a passphrase. */
const sealedKeyOf = (officer: string) =>
  sealKeyFile(keyOf(officer), join(folder, `${officer}-sealed.json`), PASSPHRASE);

async function open(officer: string, language: string, key = keyOf(officer)): Promise<void> {
  const { token } = await new AccountClient(reachedAt(node)).invite(officer);
  await page.goto('about:blank');
  await page.goto(site(`/account/?lang=${language}#${token}`));
  await page.locator('input[name=key]').setInputFiles(key);
}

/** What a telephone reads of the code on the screen. */
async function scanned(): Promise<string> {
  const picture = await page.locator('svg.qr').screenshot();
  const image = (await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const base64 = btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
    return { width, height, base64 };
  })()`)) as { width: number; height: number; base64: string };
  const { width, height, base64 } = image;
  return decodeQr({ width, height, data: Uint8Array.from(Buffer.from(base64, 'base64')) });
}

async function picture(name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** What a browser says itself of an answer that is a refusal. */
function forgetRefusals(): void {
  const isOwn = (text: string) => !text.startsWith('Failed to load resource');
  noise.splice(0, noise.length, ...noise.filter(isOwn));
}

test('an officer enrols with codes, logs in, sees his session, logs out, in Chinese', async () => {
  await open('jia-audit-admin', 'zh-CN', await sealedKeyOf('jia-audit-admin'));
  await press('继续');
  await said('请输入密钥文件的口令');
  const passphrase = page.locator('input[name=passphrase]');
  await passphrase.fill(`${PASSPHRASE}。`);
  await picture('account-passphrase-zh');
  await press('继续');
  await said('口令不能打开此密钥文件');
  // Whatever was typed is used once.
  expect(await passphrase.inputValue()).toBe('');
  await passphrase.fill(PASSPHRASE);
  await press('继续');
  await page.locator('svg.qr').waitFor();
  const secret = (await page.locator('#secret').textContent()) ?? '';
  await picture('account-enrol-zh');
  const uri = await page.getByRole('link', { name: '在本机身份验证器中打开' }).getAttribute('href');
  expect(await scanned()).toBe(uri);
  expect(uri).toContain(`secret=${secret}`);
  await page.locator('input[name=code]').fill('000000');
  await press('用验证码登记');
  await said('验证码不符');
  forgetRefusals();
  await page.locator('input[name=code]').fill(timeCode(secret, Date.now()));
  await press('用验证码登记');
  await said('jia-audit-admin 已登记');
  expect(page.url()).not.toContain('#');
  await page.locator('input[name=officer]').fill('jia-audit-admin');
  await page.locator('input[name=key]').setInputFiles(await sealedKeyOf('jia-audit-admin'));
  await passphrase.fill(PASSPHRASE);
  await page.locator('input[name=code]').fill(timeCode(secret, Date.now() + 30_000));
  await picture('account-login-zh');
  await press('用验证码登录');
  await page.getByRole('heading', { name: 'jia-audit-admin（审计管理员）的会话' }).waitFor();
  await picture('account-sessions-zh');
  const cookies = await context.cookies();
  expect(cookies).toMatchObject([
    {
      ...{ name: '__Host-mingjing-jia-validator', httpOnly: true, secure: true },
      ...{ sameSite: 'Strict', path: '/' },
    },
  ]);
  const search = await page.request.get(site('/v1/journal/search?event=login'));
  expect(search.status()).toBe(200);
  await page.reload();
  await page.getByText('本会话').waitFor();
  await press('退出');
  await said('已退出');
  expect((await page.request.get(site('/v1/journal/search?event=login'))).status()).toBe(401);
  expect(noise).toEqual([]);
});

test('an officer enrols with a passkey and logs in with it, in English', async () => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true },
    },
  });
  await open('jia-system-admin', 'en');
  await press('Continue');
  await press('Enrol with a passkey');
  await said('jia-system-admin is enrolled');
  await page.locator('input[name=officer]').fill('jia-system-admin');
  await page.locator('input[name=key]').setInputFiles(keyOf('jia-system-admin'));
  await press('Log in with a passkey');
  await page.getByRole('heading', { name: 'Sessions of jia-system-admin' }).waitFor();
  await picture('account-sessions-en');
  await press('Log out');
  await said('You are logged out.');
  await picture('account-login-en');
  expect(noise).toEqual([]);
});

test('a wrong key, a used link and a link of nobody are told in both languages', async () => {
  await open('jia-security-admin', 'en');
  await page.locator('input[name=key]').setInputFiles(keyOf('../genesis'));
  await press('Continue');
  await said('This is no key file of an officer.');
  await page.goto('about:blank');
  await page.goto(site(`/account/#jia-validator.${'A'.repeat(43)}`));
  await page.locator('input[name=key]').setInputFiles(keyOf('jia-security-admin'));
  await press('继续');
  await said('没有这个登记链接');
  await press('English');
  // The form is made anew in the other language: a file given before that would be gone.
  await page.getByRole('button', { name: 'Continue', exact: true }).waitFor();
  await page.locator('input[name=key]').setInputFiles(keyOf('jia-security-admin'));
  await press('Continue');
  await said('There is no such link');
  await picture('account-refused-en');
  forgetRefusals();
  expect(noise).toEqual([]);
});
