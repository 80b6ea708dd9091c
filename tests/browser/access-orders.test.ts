// An access order in a real browser, from its text to what it opens: given by one officer, approved
// by another, three of them add their parts with files that never leave the browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import type { Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../supervisor/test/chain.ts';
import { publishPrivate } from './private-record.ts';
import { SupervisionDriver } from './supervision-driver.ts';

const CONTENT = '甲方与乙方约定，一式两份';
const FILE_NAME = '约定.txt';

let desk: SupervisionDriver;
let record: string;
let order: string;
/** Everything that the browser sent. */
const sent: Buffer[] = [];

beforeAll(async () => {
  desk = await SupervisionDriver.start();
  record = await publishPrivate(desk.chain, CONTENT, FILE_NAME);
  await until(async () => (await desk.chain.get(`/v1/records/${record}`)).badge === 'proved');
  desk.context.on('request', (request: Request) => {
    const body = request.postDataBuffer();
    if (body !== null) sent.push(body);
  });
});
afterAll(async () => {
  // A page without a session asks whose it is; an order is asked for before its block is here.
  desk?.forgetRefusals();
  const noise = desk?.noise;
  await desk?.stop();
  expect(noise).toEqual([]);
});

const file = (name: string) => join(desk.chain.folder, 'testnet', 'officers', name);
const setFile = (name: string, path: string) =>
  desk.page.locator(`input[name=${name}]`).setInputFiles(file(path));
const press = (name: string) => desk.page.getByRole('button', { name, exact: true }).click();

async function say(): Promise<void> {
  const { page } = desk;
  await page.getByLabel('读取目的').click();
  await page.getByTitle('案件').click();
  await page.locator('input[name=note]').fill('公调〔2026〕1号');
  await press('记入日志并读取');
}

async function as(officer: string, path: string): Promise<void> {
  await desk.logOut();
  await desk.logIn(officer);
  await desk.open(path);
  await say();
}

async function contribute(officer: string, share = `${officer}.share`): Promise<void> {
  await setFile('share', share);
  await setFile('key', `${officer}.json`);
  await press('签名并提交');
}

test('nothing is read before somebody says what for, and there is no order yet', async () => {
  await desk.logIn('inspector-1');
  await desk.open('access');
  await desk.page.getByText('未说明目的之前不读取任何内容').waitFor();
  expect(await desk.faults()).toEqual([]);
  await say();
  await desk.page.getByText('链上还没有调取令。').waitFor();
});

test('one officer gives it with his key file', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '下达调取令' }).click();
  await page.locator('input[name=subject]').fill(record);
  await page.locator('input[name=basis]').fill('49');
  await page.locator('input[name=notice]').fill('GD-2026-1');
  await page.locator('input[name=days]').fill('30');
  // Another file is told as such, and takes nothing away.
  await setFile('ceremony', 'inspector-1.share');
  await page.getByText('这不是密钥仪式的记录').waitFor();
  await setFile('ceremony', 'epoch-1.ceremony');
  await setFile('key', 'inspector-1.json');
  expect(await desk.faults()).toEqual([]);
  await press('签名');
  await page.getByText('调取令已上链').waitFor();
  await page.getByRole('link', { name: '查看这份调取令' }).click();
  await page.getByText('等待另一名监管人员批准').waitFor();
  await page.getByText('您下达了它，须由另一人批准。').waitFor();
  order = new URL(page.url()).pathname.split('/').at(-1) ?? '';
});

test('another approves it, and the custodians answer one by one', async () => {
  const { page } = desk;
  await as('inspector-2', `access/${order}`);
  await page.getByRole('link', { name: '批准调取令' }).click();
  await setFile('key', 'inspector-2.json');
  await press('签名');
  await page.getByText('已批准', { exact: true }).waitFor();
  await page.getByRole('link', { name: '查看这份调取令' }).click();
  for (const holder of ['jia', 'yi', 'bing', 'ding']) {
    await page.getByText(`${holder} 已到达`).waitFor();
  }
  await page.getByText('监管人员 0/3，托管方 0/2').waitFor();
});

test('three officers add their parts; a share of another is refused', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '提交本人份额的应答' }).click();
  await contribute('inspector-2', 'inspector-5.share');
  await page.getByText('份额不是封装给这个密钥的').waitFor();
  await contribute('inspector-2');
  await page.getByText('inspector-2 已提交，含 4 家托管方的应答').waitFor();
  for (const officer of ['inspector-3', 'inspector-4']) {
    await as(officer, `access/${order}/contribute`);
    await contribute(officer);
    await page.getByText(`${officer} 已提交，含 4 家托管方的应答`).waitFor();
  }
});

test('it opens: the number of the entry first, then the content', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '查看这份调取令' }).click();
  await page.getByText('两侧份额已足够').waitFor();
  await page.getByRole('link', { name: '打开内容' }).click();
  await press('记入日志并打开');
  const heading = page.getByRole('heading', { name: /^日志条目 \d+：内容已打开$/ });
  await heading.waitFor();
  expect(await desk.faults()).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), press('下载明文')]);
  expect(download.suggestedFilename()).toBe(FILE_NAME);
  expect(readFileSync(await download.path(), 'utf8')).toBe(CONTENT);
  await desk.picture('supervision-access-opened-zh');
  const entry = /\d+/.exec((await heading.textContent()) ?? '')?.[0];
  await page.getByRole('link', { name: '查看这份调取令' }).click();
  await page.getByText(`日志条目 ${entry}：内容已打开`).waitFor();
  for (const holder of ['jia', 'yi', 'bing', 'ding']) {
    await page.getByText(new RegExp(`${holder}-\\S+ 条目 \\d+：已放行份额`)).waitFor();
  }
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-access-order-zh');
  await page.getByText('English').click();
  await page.getByText('Entries on both sides').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-access-order-en');
  await page.getByText('中文').click();
});

/** Comes back to a page that nobody touched for minutes. */
async function comeBack(): Promise<void> {
  await desk.page.evaluate(`{
    const now = Date.now;
    Date.now = () => now() + 300_000;
    dispatchEvent(new Event('focus'));
    Date.now = now;
  }`);
}

test('what was answered is not read again by coming back to the page', async () => {
  const read: string[] = [];
  const note = (request: Request) => read.push(new URL(request.url()).pathname);
  desk.page.on('request', note);
  await comeBack();
  await until(() => read.length > 0);
  const frames = '(done) => requestAnimationFrame(() => requestAnimationFrame(done))';
  await desk.page.evaluate(`new Promise(${frames})`);
  await desk.page.waitForLoadState('networkidle');
  desk.page.off('request', note);
  // Whose session it is was asked again, and nothing of the order.
  expect(read).toEqual(['/v1/session']);
});

test('the list shows where it stands, and keys and shares were never sent', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.locator('table.data tbody tr').getByText('已打开').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-access-list-zh');
  expect(sent.length).toBeGreaterThan(5);
  for (const officer of ['inspector-1', 'inspector-2', 'inspector-3', 'inspector-4']) {
    const { seed } = loadKeyFile(file(`${officer}.json`));
    const share = readFileSync(file(`${officer}.share`));
    const secrets = [seed, receivingKeyOf(seed).secretKey].flatMap((bytes) => [
      ...[Buffer.from(bytes), Buffer.from(Buffer.from(bytes).toString('hex'))],
    ]);
    const found = sent.filter((body) => [...secrets, share].some((each) => body.includes(each)));
    expect(found).toEqual([]);
  }
});

test('each read is accounted for by number and name, and at the foot of the page', async () => {
  const { page } = desk;
  const reads = async () => {
    const { items } = await desk.chain.get('/v1/desk/accountability/reads?limit=100');
    return items as { readonly order: string | null }[];
  };
  const all = await reads();
  expect(all.filter((each) => each.order === order).length).toBeGreaterThan(5);
  await desk.open('accountability');
  const [day] = (await desk.chain.get('/v1/accountability/counts')).items;
  expect(day).toMatchObject({ reads: all.length, orders: 1 });
  const cells = page.locator('tbody tr').first().locator('td');
  await cells.first().waitFor();
  const shown = await cells.allTextContents();
  expect([shown[0], shown[1], shown[4]]).toEqual([day.day, String(all.length), '1']);
  expect(shown[2]).toContain(`调取令 ${day.by_purpose['access-order']}`);
  expect(shown[3]).toContain('inspector-2 ');
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-accountability-zh');
  await page.getByRole('link', { name: '逐次查阅' }).click();
  await page
    .getByRole('cell', { name: '读取已打开的内容' })
    .or(page.getByText('读取调取令'))
    .first()
    .waitFor();
  expect(await page.locator('tbody tr').count()).toBe(Math.min(50, all.length));
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-accountability-reads-zh');
  await desk.open('accountability/reads', 'en');
  await page.getByText('Access order read').first().waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-accountability-reads-en');
  await desk.open('');
  const foot = `今日查阅 ${all.length} 次，依据 1 份调取令，逾期公开 0 份`;
  await page.locator('.foot', { hasText: foot }).waitFor();
});
