// The rooms of the supervision desk in a real browser: two officers, each with his own key.
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SupervisionDriver } from './supervision-driver.ts';

let desk: SupervisionDriver;
beforeAll(async () => {
  desk = await SupervisionDriver.start();
  await desk.logIn('inspector-1');
});
afterAll(() => desk?.stop());
afterEach(() => {
  // A page without a session asks whose it is, and is refused.
  expect(desk.noise.filter((line) => !line.includes('401'))).toEqual([]);
});

const keyOf = (officer: string) =>
  join(desk.chain.folder, 'testnet', 'officers', `${officer}.json`);
const sign = async (officer: string) => {
  await desk.page.locator('input[name=key]').setInputFiles(keyOf(officer));
  await desk.page.getByRole('button', { name: '签名' }).click();
};

it.each([
  ['visits', '还没有进行过现场检查。'],
  ['rules', '还没有提出过规则。'],
  ['interventions', '还没有起草过。'],
  ['accountability', '还没有查阅过。'],
])('%s says what would stand there, and why it does not', async (room, text) => {
  await desk.open(room);
  await desk.page.getByText(text).first().waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture(`supervision-${room.replace('/', '-')}-zh`);
});

it('says of each log of its own who witnessed it, or that nobody did yet', async () => {
  await desk.open('accountability/witnesses');
  await desk.page
    .getByText(/^(尚未见证|与本节点日志一致)$/)
    .first()
    .waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-accountability-witnesses-zh');
});

it('begins a visit by the key of one officer, and opens it by that of another', async () => {
  await desk.open('visits/list/new');
  const { page } = desk;
  await page.locator('input[name=notice]').fill('公检〔2026〕1号');
  await page.locator('input[name=organisation]').fill('jia');
  const end = new Date(Date.now() + 3 * 3_600_000 + 8 * 3_600_000).toISOString();
  await page.locator('input[name=until]').fill(end.slice(0, 16).replace('T', ' '));
  await sign('inspector-1');
  await page.getByText('检查已经开始,等待第二名监管人员').waitFor();
  await desk.logOut();
  await desk.logIn('inspector-2');
  await desk.open('visits');
  await page.getByRole('link', { name: '加入检查' }).click();
  await sign('inspector-2');
  await page.getByText('检查已经开始').waitFor();
  await desk.open('visits');
  await page.getByText('进行中').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-visits-open-zh');
});
