// The rooms of the supervision desk in a real browser: two officers, each with his own key.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPERVISION_ITEMS } from '@mingjing/inspection';
import { verifyInspection } from '@mingjing/proofs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RunningNode } from '../../node/src/index.ts';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { operatorOf, selfCheck } from '../../supervisor/test/self-check.ts';
import { SupervisionDriver } from './supervision-driver.ts';

let desk: SupervisionDriver;
/** The session with which the first officer is at the visit: with another one he is not. */
let atVisit: Parameters<BrowserContext['addCookies']>[0];
beforeAll(async () => {
  desk = await SupervisionDriver.start();
  await desk.logIn('inspector-1');
});
afterAll(() => desk?.stop());
afterEach(() => {
  // A page without a session asks whose it is, and is refused; so is a record of another phrase.
  expect(desk.noise.filter((line) => !/401|409/.test(line))).toEqual([]);
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
  atVisit = await page.context().cookies();
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

const PHRASE = '海上生明月';
/** Items of both programs: a run over them takes a second. */
const ITEMS = [...SUPERVISION_ITEMS, 'unique-identity-two-factors', 'no-currency'];

it('fills the form of a visit, from its phrase to the paper', async () => {
  const { chain, page } = desk;
  const node = chain.nodes.get('jia-validator') as RunningNode;
  for (const home of [chain.supervisionHome, join(chain.folder, 'testnet', 'jia-validator')]) {
    useSmallForm(home, ITEMS);
  }
  await desk.open('visits/inspections');
  await page.getByText('还没有在现场检查中填写过检查表。').waitFor();
  await desk.picture('supervision-inspections-empty-zh');
  await desk.open('visits');
  await page.getByRole('link', { name: '填写检查表' }).click();
  await page.locator('input[name=phrase]').fill(PHRASE);
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('link', { name: '查看检查表' }).click();
  await page.getByText('待签署').waitFor();
  await page.getByText('未提交:其项目为未测').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-own-zh');

  const handIn = async (phrase: string) => {
    const buffer = Buffer.from(await selfCheck(operatorOf(node), phrase));
    const file = { name: 'jia.inspection', mimeType: 'application/octet-stream', buffer };
    await page.locator('input[name=record]').setInputFiles(file);
  };
  await handIn('天涯共此时');
  await page.getByText('记录绑定的是另一句随机语').waitFor();
  await desk.picture('supervision-inspection-refused-zh');
  await handIn(PHRASE);
  await page.getByText('记录成立,已纳入。').waitFor();
  await page.getByText(/jia-validator 声明 \d+ 项/).waitFor();
  await page.getByText('由另一名监管人员签署。').waitFor();

  await desk.logOut();
  await page.context().addCookies(atVisit);
  await desk.open('visits/inspections');
  await page.getByRole('link', { name: '查看检查表' }).click();
  await page.getByRole('link', { name: '签署并结束' }).click();
  await page.locator('textarea[name=objections]').fill('无异议');
  await desk.picture('supervision-inspection-seal-zh');
  await page.getByRole('button', { name: '签署并结束' }).click();
  await page.getByRole('link', { name: '查看检查表' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '检查包(离线验证)' }).click();
  const bundle = readFileSync((await (await saved).path()) ?? '');
  const held = verifyInspection(Uint8Array.from(bundle));
  expect(held).toMatchObject({ ok: true, value: { kind: 'inspection', phrase: PHRASE } });
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-signed-zh');
  const { pathname } = new URL(page.url());
  await desk.open(pathname.replace('/console/', ''), 'en');
  await page.getByText('Signed', { exact: true }).first().waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-signed-en');
});
