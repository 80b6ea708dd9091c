// The public portal in a real browser: who runs this, can I check it, where do I complain?
import { chmodSync, readFileSync } from 'node:fs';
import { bytesToHex } from '@mingjing/crypto';
import { loadKeyFile, randomBytes } from '@mingjing/crypto/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runHere } from '../processes/command-here.ts';
import { bareRecord, documentItem, submit, transactionOf } from '../processes/submissions.ts';
import { handsOn, sentTo } from './hands.ts';
import { PortalDriver, type SiteLanguage } from './portal-driver.ts';
import { PortalUser } from './portal-user.ts';
import { CONTENT_POLICY } from './site-driver.ts';

const WIDTHS = [1440, 390, 360];
const LANGUAGES: readonly SiteLanguage[] = ['zh-CN', 'en'];
const PASSPHRASE = '四更山吐月 remnant night';

let driver: PortalDriver;
let transactionId = '';

beforeAll(async () => {
  driver = await PortalDriver.start();
});
afterAll(async () => {
  await driver?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await driver.picture('failed');
  const said = [...driver.noise.splice(0), ...driver.refusals.splice(0)];
  expect(said).toEqual([]);
});

const { seen, follow } = handsOn(() => driver.page);
const press = (name: string) =>
  driver.page.getByRole('button', { name, exact: true }).first().click();
const drawer = () => driver.page.locator('.ant-drawer');

/** Presses what makes a call that gets no answer, and sees what the page says of that. */
async function pressUnanswered(name: string, path: string, says: string): Promise<void> {
  await driver.page.route(path, (call) => call.abort());
  await press(name);
  await driver.page.getByText(says).waitFor();
  await driver.page.unroute(path);
  driver.forgetRefusals();
}

async function find(id: string): Promise<void> {
  await driver.page.locator('#find').fill(id);
  await driver.page.keyboard.press('Enter');
}

test('a chain without records says so, under the name of who runs it', async () => {
  await driver.open('');
  await driver.page.locator('[data-state=empty]').waitFor();
  await driver.page.locator('footer').getByText('京网信备11000000000000000011号').waitFor();
  await driver.page.getByRole('link', { name: '010-0000 0000' }).waitFor();
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-empty-zh');
});

test('records are shown with badges, and checked here against a trusted genesis', async () => {
  const { network, node, page } = driver;
  const user = network.user(1);
  for (let n = 1; n < 4; n += 1) {
    const transaction = transactionOf(network, user, bareRecord(`demo:${n}`));
    expect(await submit(node, { transaction, attachments: [] })).toMatchObject({ code: 0 });
  }
  const published = await submit(node, documentItem(network, user, randomBytes(2000)));
  transactionId = published.id;
  await driver.open('');
  await page
    .getByRole('button', { name: /^由 jia-validator 声明$/ })
    .nth(3)
    .waitFor();
  await driver.picture('portal-home-zh');
  expect(await driver.faults()).toEqual([]);
  const { genesis_hash: genesis } = await node.client().status();
  await driver.open('verify');
  await page.locator('#genesis').fill(genesis);
  await follow('首页');
  await page.getByRole('button', { name: '本机已验证' }).nth(3).waitFor();
  await page.locator('.records .title').first().click();
  await drawer().getByRole('button', { name: '本机已验证' }).waitFor();
  expect(page.url()).toContain('/records?open=');
  await press('取得并核对');
  await drawer().getByText('字节与盐打开了记录中的承诺').first().waitFor();
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-record-zh');
  await drawer().getByRole('button', { name: '本机已验证' }).click();
  await seen('提交在区块中的证明');
  await driver.picture('portal-proof-zh');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await drawer().waitFor({ state: 'hidden' });
});

test('one field finds a record, a transaction and a user, and says what is no id', async () => {
  const { page } = driver;
  await driver.open('', 'en');
  await find(transactionId.toUpperCase());
  await drawer().getByText('took effect').waitFor();
  await page.keyboard.press('Escape');
  await find('user-1');
  await drawer().getByText('The id is a pseudonym').waitFor();
  await driver.picture('portal-user-en');
  expect(await driver.faults()).toEqual([]);
  await page.keyboard.press('Escape');
  await find('Not an id!');
  await page.locator('#find-fault').getByText('This is no id.').waitFor();
  expect(await driver.faults()).toEqual([]);
  await find('0'.repeat(72));
  await drawer()
    .locator('[data-state=failed]')
    .getByText('There is no record of that id')
    .waitFor();
  await driver.picture('portal-unknown-en');
  expect(driver.refusals).toHaveLength(1);
  driver.forgetRefusals();
});

test('a receipt is checked where it falls, a broken one too, and nothing is sent', async () => {
  const { node, page } = driver;
  const receipt = await node.client().receipt(transactionId);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
  await driver.open('', 'en');
  await driver.choose(receipt);
  await page.locator('.badge.holds').waitFor();
  await driver.choose(Uint8Array.from(receipt, (byte, at) => (at === 400 ? byte ^ 1 : byte)));
  await page.locator('.badge.failed').waitFor();
  expect(await driver.faults()).toEqual([]);
  await driver.choose(randomBytes(100));
  await page.locator('.badge.failed').getByText('Receipt file').waitFor();
  await driver.picture('portal-verify-en');
  expect(sent.filter((line) => !line.startsWith('GET '))).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    follow('Download the verify page'),
  ]);
  expect(file.suggestedFilename()).toBe('mingjing-verify.html');
});

test('content that was taken down says so, with the order', async () => {
  const { network, node, page } = driver;
  const { id } = await submit(node, documentItem(network, network.user(2), randomBytes(500)));
  const terms = { basis: '16', reason: '3', case: '2026-17', drill: true };
  const key = driver.keyFile('officers', 'inspector-1');
  const given = await runHere('order takedown', { node: node.url, key, ...terms }, `${id}00000000`);
  expect(given).toMatchObject({ outcome: 'done', json: { state: 'in-force' } });
  const { order } = given.json;
  await driver.open(`records?open=${id}00000000`, 'en');
  await drawer().getByText('taken down', { exact: true }).waitFor();
  await press('Get and check');
  const shown = drawer().locator('[data-state=taken-down]');
  await shown.getByText('This content was taken down by an order').waitFor();
  expect(await shown.locator('code').getAttribute('title')).toBe(order);
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-taken-down-en');
  expect(driver.refusals).toEqual([expect.stringMatching(/^451 /)]);
  driver.forgetRefusals();
  await driver.open('notices', 'en');
  await page.locator('.plain').getByText('in force').waitFor();
});

test('anybody complains, keeps a number and a word, and looks up what became of it', async () => {
  const { page } = driver;
  await driver.open('', 'en');
  await follow('Complain');
  await press('Send');
  // The browser points at what is missing; nothing has been sent.
  expect(await page.locator('#category:invalid').count()).toBe(1);
  await page.locator('#category').selectOption('infringement');
  await page.locator('#text').fill('This is my picture.');
  await page.locator('#contact').fill('13000000000');
  await pressUnanswered('Send', '**/v1/complaints', 'It may have been received all the same');
  await press('Send');
  const taken = page.locator('[data-state=taken]');
  await taken.waitFor();
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-complaint-en');
  const [secret = '', ticket = ''] = await taken.locator('code').allTextContents();
  await page.locator('#ticket').fill(ticket);
  await page.locator('#secret').fill('A'.repeat(22));
  await press('Look up');
  await page.locator('[data-state=failed]').waitFor();
  expect(driver.refusals).toEqual([`404 ${driver.site('/v1/complaints/lookup')}`]);
  driver.forgetRefusals();
  await page.locator('#secret').fill(secret);
  await press('Look up');
  await page.locator('.said').getByText('received', { exact: true }).waitFor();
  expect(await page.locator('body').textContent()).not.toContain('13000000000');
});

test('every page holds in both languages, on a desk and on a telephone', async () => {
  const { page } = driver;
  for (const path of [
    '',
    'records',
    'verify',
    'notices',
    'about',
    'complain',
    'register',
    'publish',
    'my-data',
  ]) {
    await driver.open(path);
    await page.locator('main :is(.records, .card, .page-state, .verify)').first().waitFor();
    await page.locator('footer b').first().waitFor();
    for (const language of LANGUAGES) {
      // The switch keeps the page as it is.
      if (language === 'en') await press('English');
      await page.locator(`html[lang=${language}]`).waitFor();
      for (const width of WIDTHS) {
        await driver.size(width);
        // What a telephone shows otherwise is looked at in one language.
        const isLooked = width === (language === 'en' ? 390 : 1440);
        const faults = isLooked ? driver.faults() : driver.overflow();
        expect(await faults, `${path} ${language} ${width}`).toEqual([]);
        const name = `${path === '' ? 'home' : path}-${language.slice(0, 2)}`;
        if (width !== 360) await driver.picture(`portal-${name}${width === 390 ? '-390' : ''}`);
      }
    }
  }
  await driver.size(1440);
});

test('a user sees what is kept of him by his own key, takes it along, and erases it', async () => {
  const { page } = driver;
  const key = (name: string) => driver.keyFile('users', name);
  await driver.open('my-data', 'en');
  await page.locator('#user').fill('user-3');
  await page.locator('input[name=key]').setInputFiles(driver.keyFile('officers', 'jia-duty'));
  await press('Sign and show');
  await page.getByText('This is not the key file of a user.').waitFor();
  await page.locator('input[name=key]').setInputFiles(key('user-2'));
  await press('Sign and show');
  await page.locator('[data-state=failed]').getByText('user-signature').waitFor();
  expect(driver.refusals).toHaveLength(1);
  driver.forgetRefusals();
  await page.locator('input[name=key]').setInputFiles(key('user-3'));
  await press('Sign and show');
  await seen('none at this node');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    press('Download all of it (JSON)'),
  ]);
  expect(file.suggestedFilename()).toBe('user-3.json');
  await driver.picture('portal-data-en');
  expect(await driver.faults()).toEqual([]);
  await page.locator('#sure').check();
  const hash = '0'.repeat(64);
  const json = { results: [{ id: hash, hash, status: 'pending' }] };
  await page.route('**/v1/transactions?*', (call) => call.fulfill({ json }));
  await press('Sign and erase');
  await page.getByText('It may have taken effect all the same').waitFor();
  await page.unroute('**/v1/transactions?*');
  const sent = sentTo(page, '/v1/transactions');
  await page.getByRole('button', { name: 'Sign and erase', exact: true }).dblclick();
  await page.locator('[data-state=restricted]').getByText('Restricted since').waitFor();
  expect(sent).toHaveLength(1);
  await driver.picture('portal-erased-en');
});

const keptByPage = () =>
  driver.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

test('somebody registers with a key of his own, and accepts before a write', async () => {
  const { page, service } = driver;
  await driver.publishAgreement('示例服务协议，仅供测试。');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await driver.open('register', 'en');
  await page.locator('.agreement').getByText('示例服务协议，仅供测试。').waitFor();
  expect(await page.getByRole('button', { name: 'Sign and register' }).isDisabled()).toBe(true);
  await page.locator('#number').fill('1300000007');
  await page.locator('#number-said').getByText('A mobile number has 11 digits').waitFor();
  await page.locator('#number').fill('130 0000 0007');
  await page.locator('#name').fill('不符');
  await page.locator('input[name=passphrase]').fill('Password1234');
  await page.locator('input[name=passphrase-again]').fill(PASSPHRASE);
  await press('Make my key and save it encrypted');
  await seen('Repeats, rows of characters and the commonest words are too easy to guess.');
  await page.locator('input[name=passphrase]').fill(`${PASSPHRASE}!`);
  await press('Make my key and save it encrypted');
  await seen('The two passphrases differ.');
  await driver.picture('portal-register-passphrase-en');
  await page.locator('input[name=passphrase]').fill(PASSPHRASE);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    press('Make my key and save it encrypted'),
  ]);
  const key = await file.path();
  await page.locator('#saved').check();
  await press('Sign and register');
  expect(await page.locator('#agreement:invalid').count()).toBe(1);
  await page.locator('#agreement').check();
  await page.locator('#consent-verification').check();
  await page.locator('#consent-contact').check();
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-register-en');
  expect(service.asked).toEqual([]);
  await pressUnanswered('Sign and register', '**/v1/registration', 'You may be registered');
  await press('Sign and register');
  await page.locator('[data-state=failed]').waitFor();
  expect(driver.refusals).toHaveLength(1);
  driver.forgetRefusals();
  await page.locator('#name').fill('测试丙');
  await press('Sign and register');
  await page.locator('[data-state=registered]').getByText('verified, and on the chain').waitFor();
  const user = (await page.locator('[data-state=registered] code').textContent()) ?? '';
  expect(file.suggestedFilename()).toBe(`${user}.json`);
  await press('Sign my acceptance');
  await seen('The chain has your acceptance.');
  await driver.picture('portal-registered-en');
  chmodSync(key, 0o600);
  const seed = bytesToHex(loadKeyFile(key, { passphrase: PASSPHRASE }).seed);
  expect(readFileSync(key, 'utf8')).not.toContain(seed);
  const known = [...sent, await keptByPage()];
  for (const secret of [seed, PASSPHRASE]) {
    expect(known.filter((text) => text.includes(secret))).toEqual([]);
  }
  const { may_write: mayWrite } = await driver.node.client().user(user);
  expect(mayWrite).toBe(true);
  await new PortalUser(driver, { user, key, passphrase: PASSPHRASE }).comesAndGoes();
});

test('an address that there is not, and keys, and the other language', async () => {
  const { page } = driver;
  await driver.open('nowhere');
  await seen('没有这个页面');
  await seen('010-0000 0000');
  expect(driver.refusals).toEqual([`404 ${driver.site('/nowhere')}`]);
  driver.forgetRefusals();
  const asked = await fetch(driver.site('/nowhere'), { headers: { accept: 'application/json' } });
  expect([asked.status, await asked.json()]).toMatchObject([404, { code: 'not-found' }]);
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: '记录', exact: true }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('user-2');
  await page.keyboard.press('Enter');
  await drawer().getByText('user-2').waitFor();
  await press('English');
  await page.getByRole('heading', { name: 'Records', exact: true }).waitFor();
  expect(page.url()).toContain('user=user-2');
});

test('robots are told what is theirs, and headers keep others out', async () => {
  const robots = await fetch(driver.site('/robots.txt'));
  expect(await robots.text()).toContain('Disallow: /');
  for (const path of ['/', '/records', '/console/', '/console/users', '/account/', '/v1/status']) {
    const { headers } = await fetch(driver.site(path));
    expect(headers.get('content-security-policy'), path).toBe(CONTENT_POLICY);
    expect(headers.get('x-frame-options'), path).toBe('DENY');
  }
});

test('a node that is away leaves what was read, as of then', async () => {
  const { page } = driver;
  await driver.open('records', 'en');
  await page.locator('.records li').first().waitFor();
  await driver.node.kill();
  await page.locator('.records .title').last().click();
  await drawer().locator('[data-state=failed]').first().waitFor();
  await driver.picture('portal-away-en');
  driver.forgetRefusals();
});
