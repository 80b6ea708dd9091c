// The room of contents in a real browser: texts are reviewed, a case is worked on, orders are
// placed by one officer and approved by another.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import { openCopy } from '@mingjing/host';
import { submitRequestCodec } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runHere } from '../processes/command-here.ts';
import { documentItem, post } from '../processes/submissions.ts';
import { until } from '../processes/until.ts';
import { ConsoleDriver } from './console-driver.ts';
import { handsOn } from './hands.ts';

/** Texts that the currency patterns of the program hold and refuse. */
const HELD = '链游开服，打金团招人，装备可出手，均价另议。';
const REFUSED = '首次代币发行项目启动，白皮书公布，欢迎认购';
const REFUSED_WHY = { zh: '首次代币发行或类似融资', en: 'an initial coin offering or the like' };
const BANNED = {
  ...{ format: 1, id: 'banned', version: 1, title: { zh: '禁发词', en: 'Banned words' } },
  rules: [
    {
      ...{ id: 'secret-club', category: 'banned', severity: 'refuse', any: ['秘密俱乐部'] },
      reason: { zh: '宣传非法组织', en: 'promotes an unlawful organisation' },
    },
  ],
};

let driver: ConsoleDriver;
let record: string;

beforeAll(async () => {
  driver = await ConsoleDriver.start();
});
afterAll(async () => {
  await driver?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await driver.picture('failed');
  expect([...driver.noise, ...driver.refusals]).toEqual([]);
});

const { seen, press, follow, fill, openRow, choose } = handsOn(() => driver.page);
const giveKey = (officer: string) => driver.giveKey(officer);

/** Somebody publishes in the portal of the same node, with the key of a user of the network. */
async function publishInPortal(user: number, text: string): Promise<void> {
  const { page } = driver;
  await page.goto(driver.site('/publish'));
  await page.locator('#text').fill(text);
  const key = join(driver.network.folder, 'net', 'users', `user-${user}.json`);
  await page.locator('input[name=key]').setInputFiles(key);
  await press('签名并发布');
}

const taken = (state: string) => driver.page.locator(`[data-state=${state}]`);

/** Statuses of the answers that were refusals, once. */
function refusals(): number[] {
  const statuses = driver.refusals.map((line) => Number.parseInt(line, 10));
  driver.forgetRefusals();
  return statuses;
}

async function publish(user: number, text: string) {
  const item = documentItem(driver.network, driver.network.user(user), Buffer.from(text));
  const { code, results } = await post(driver.node, submitRequestCodec.encode({ items: [item] }));
  return { code, status: results[0]?.status, reason: results[0]?.reason };
}

test('an empty room says what would stand in it', async () => {
  await driver.logIn('jia-reviewer');
  await driver.page.keyboard.press('g');
  await driver.page.keyboard.press('r');
  await seen('链上还没有存证记录。');
  await driver.picture('console-content-empty-zh');
  expect(await driver.faults()).toEqual([]);
});

test('a user publishes in the portal; what rules keep out says why in both languages', async () => {
  const { page } = driver;
  await publishInPortal(1, '今日天气晴。');
  record = (await taken('published').locator('code').textContent()) ?? '';
  await driver.picture('portal-published-zh');
  await follow('查看记录并核对回执');
  await page.locator('.ant-drawer').getByText('user-1').waitFor();
  await publishInPortal(1, REFUSED);
  await taken('refused').getByText(REFUSED_WHY.zh, { exact: true }).waitFor();
  await press('English');
  await taken('refused').getByText(REFUSED_WHY.en, { exact: true }).waitFor();
  // What was typed is there to be changed.
  expect(await page.locator('#text').inputValue()).toBe(REFUSED);
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-publish-refused-en');
  expect(refusals()).toEqual([422]);
  await publishInPortal(1, HELD);
  await taken('held').getByText('等待审核，尚未发布').waitFor();
  expect(await driver.faults()).toEqual([]);
  await driver.picture('portal-held-zh');
});

test('a held text is read by a reviewer, approved with a reason, and published', async () => {
  const { page } = driver;
  await driver.open('today');
  // Beside it may wait what was drawn as a sample.
  await page
    .getByRole('row', { name: /一份提交须经审核后发布/ })
    .getByRole('link', { name: '处理' })
    .click();
  await page.locator('.ant-drawer').getByText('等待审核').waitFor();
  await page.getByRole('button', { name: '查看', exact: true }).first().click();
  await seen(HELD);
  await driver.picture('console-review-zh');
  expect(await driver.faults()).toEqual([]);
  await follow('作出决定');
  await seen('请先选择一项决定。');
  await page.getByRole('radio', { name: '通过', exact: true }).check();
  await fill('理由', '游戏招募，不涉币');
  await driver.picture('console-review-decide-zh');
  await press('记录决定');
  await seen('已决定：已通过');
  await seen('节点已将该提交递交上链。');
  await driver.open('content/records');
  await until('both records are listed', async () => {
    return (await page.locator('tbody tr').count()) === 2;
  });
});

test('the rule that refused a text is shown with its reason', async () => {
  await driver.open('content/statistics');
  const row = driver.page.getByRole('row', { name: /currency@\d+\/token-offering/ });
  await row.waitFor();
  expect(await row.getByRole('cell').allTextContents()).toContain('1');
  await driver.picture('console-statistics-zh');
  expect(await driver.faults()).toEqual([]);
});

test('a rule set is proposed and tested, and waits for another person', async () => {
  const file = join(driver.network.folder, 'banned.json');
  writeFileSync(file, JSON.stringify(BANNED));
  await driver.open('content/rules/new');
  await driver.page.locator('input[name=rules]').setInputFiles(file);
  await press('提出');
  await follow('查看规则集');
  await press('回测');
  await driver.page.getByText('较现行规则新增拦下 0 条记录').waitFor();
  await driver.picture('console-rules-zh');
  await follow('决定');
  await driver.page.getByRole('radio', { name: '启用', exact: true }).check();
  await seen('提出版本的人不能自行启用。');
});

test('a case is opened, its evidence sealed, and a takedown ordered', async () => {
  const { page } = driver;
  await driver.open('content/records');
  await page.locator('tbody tr').last().click();
  await follow('立案');
  await seen('请选择发现途径。');
  await choose('发现途径', '投诉');
  await fill('法律依据', '网络信息内容生态治理规定 第六条');
  await fill('情况', '投诉称内容违法');
  await press('立案');
  await follow('查看案件');
  await follow('固定证据');
  await choose('本机持有的附件内容', '正文');
  await press('固定到案件');
  await follow('查看案件');
  await follow('下达指令');
  await choose('类型', '下架');
  await page.getByText('附件内容在每个节点上删除').waitFor();
  const content = page.getByRole('checkbox', { name: /^正文/ });
  await content.check();
  await seen('已选 1/2 项；记录本身和其余附件保留。');
  await content.uncheck();
  await fill('法律依据代码', '7');
  await fill('事由代码', '3');
  await giveKey('jia-reviewer');
  await driver.picture('console-order-zh');
  expect(await driver.faults()).toEqual([]);
  await press('签名并下达');
  await seen('指令已下达，等待批准');
  await seen('jia-security-admin');
  await follow('登记到案件');
  await fill('说明', '已下达下架指令');
  await press('登记措施');
  await follow('查看案件');
  await follow('确认已报告');
  await fill('受理机关', '网安部门');
  await fill('回执', '回执 1');
  await press('确认报告');
  await follow('查看案件');
  await page.locator('.ant-drawer').getByText('已按时报告').waitFor();
  await driver.picture('console-case-zh');
  expect(await driver.faults()).toEqual([]);
});

test('a freeze is ordered against a user, and what does not fit is said', async () => {
  await driver.open('content/orders/new?kind=freeze&user=user-1');
  await fill('法律依据代码', '0');
  await seen('请填写法律依据代码，1 至 65535。');
  await fill('法律依据代码', '7');
  await fill('事由代码', '3');
  await fill('案件编号', '2026-17');
  await seen('请填写将来的到期时间。');
  await fill('到期时间', '2027-01-01 00:00');
  // The key of an administrator is no reviewer's: the chain refuses it.
  await giveKey('jia-security-admin');
  await press('签名并下达');
  await driver.page.getByText('链拒绝了这项提交').waitFor();
  await seen('链上未作任何更改。');
  await giveKey('jia-reviewer');
  await press('签名并下达');
  await seen('指令已下达，等待批准');
  expect(await publish(1, '批准之前仍可发布')).toMatchObject({ status: 'committed' });
  await driver.logOut();
});

test('the security administrator approves both, and the frozen user is refused', async () => {
  const { page } = driver;
  await driver.logIn('jia-security-admin', 'en');
  for (const kind of ['freeze', 'takedown']) {
    await driver.open(`content/orders?kind=${kind}`, 'en');
    await openRow('waits for approval');
    await follow('Approve');
    await giveKey('jia-security-admin');
    if (kind === 'takedown') await driver.picture('console-approve-order-en');
    expect(await driver.faults()).toEqual([]);
    await press('Sign and approve');
    await seen('The order is approved');
    await follow('See the order');
    await page.locator('.ant-drawer').getByText('in force', { exact: true }).first().waitFor();
    // Four validators answer; the supervision node does not run here, and is named.
    await page.locator('.ant-drawer').getByText('4 of 5 nodes have answered').waitFor();
    await page
      .locator('.ant-drawer')
      .getByText(/supervision owes it since/)
      .waitFor();
  }
  await driver.picture('console-orders-en');
  // Both orders reach the portal: a first refusal of the one, the bytes gone by the other.
  await publishInPortal(1, '冻结之后');
  await taken('failed')
    .getByText(/^您已被指令冻结/)
    .waitFor();
  await page.goto(driver.site(`/records?open=${record}`));
  await page.getByRole('button', { name: '取得并核对', exact: true }).first().click();
  await taken('taken-down').getByText('此内容已依指令下架').waitFor();
  expect(refusals()).toEqual([451]);
  await driver.open('content/orders?kind=freeze', 'en');
  await openRow('in force');
  const receipt = page.locator('.ant-drawer').getByRole('row', { name: 'jia-validator' });
  await receipt.locator('.hash').waitFor();
});

test('he puts the rules in force, closes the case, and saves its bundle', async () => {
  const { page } = driver;
  await driver.open('content/records', 'en');
  await openRow('taken down');
  await page.locator('.ant-drawer').getByText('not held').first().waitFor();
  await driver.picture('console-record-en');
  await driver.open('content/rules?open=banned.1', 'en');
  await follow('Decide');
  await page.getByRole('radio', { name: 'put in force' }).check();
  await fill('Reason', 'The words were looked at');
  await press('Record the decision');
  await seen('Decided: in force');
  await publishInPortal(2, '欢迎加入秘密俱乐部');
  await taken('refused').getByText('宣传非法组织', { exact: true }).waitFor();
  expect(refusals()).toEqual([422]);
  await driver.open('content/cases', 'en');
  await openRow('reported in time');
  await follow('Close the case');
  await choose('Outcome', 'handled');
  await fill('Reason', 'Taken down and reported');
  await press('Close it');
  await follow('See the case');
  const [download] = await Promise.all([page.waitForEvent('download'), press('Save the bundle')]);
  const bundle = join(driver.network.folder, download.suggestedFilename());
  await download.saveAs(bundle);
  expect(readFileSync(bundle).length).toBeGreaterThan(0);
  const genesis = driver.network.testnet.genesisFile;
  const extract = join(driver.network.folder, 'evidence');
  const verified = await runHere('verify', { genesis, extract }, bundle);
  expect(verified).toMatchObject({ outcome: 'done' });
  // What was taken down left the house sealed: for the authority's key, and for nobody else.
  const { chain_id: chainId } = await driver.node.client().status();
  const read = (name: string) => new Uint8Array(readFileSync(join(extract, name)));
  const { secretKey } = receivingKeyOf(loadKeyFile(driver.network.testnet.evidenceKey).seed);
  const opened = await Promise.all(
    readdirSync(extract).map((name) => openCopy(chainId, read(name), secretKey)),
  );
  expect(opened.filter(({ ok }) => ok)).toHaveLength(1);
  await driver.picture('console-case-en');
});

const SECTIONS = ['records', 'reviews', 'cases', 'orders', 'rules', 'statistics'];

test('every page of the room holds in both languages', async () => {
  const { page } = driver;
  await driver.open('content');
  for (const section of SECTIONS) {
    await page.locator(`.sections a[href*="content/${section}"]`).click();
    await page.locator('main.page tbody tr, main.page [data-state]').first().waitFor();
    expect(await driver.overflow(), section).toEqual([]);
    await driver.picture(`console-content-${section}-zh`);
    // The switch keeps the page. The tests above looked at what is said of each in its acts.
    await press('English');
    expect(await driver.overflow(), section).toEqual([]);
    await driver.picture(`console-content-${section}-en`);
    await press('中文');
  }
  expect(await driver.faults()).toEqual([]);
  await driver.logOut();
});

test('who has another role sees which page is not his', async () => {
  await driver.logIn('jia-duty');
  await driver.open('content/reviews');
  await seen('可以查看的角色：审核员、安全管理员、审计管理员');
  await driver.picture('console-content-refused-zh');
  expect(await driver.faults()).toEqual([]);
});
