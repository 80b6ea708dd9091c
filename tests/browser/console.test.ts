// The management console in a real browser: people log in, read, decide, and are refused.
import { join } from 'node:path';
import { hexToBytes } from '@mingjing/crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runHere } from '../processes/command-here.ts';
import { submit, transactionOf } from '../processes/submissions.ts';
import { until } from '../processes/until.ts';
import { ConsoleDriver } from './console-driver.ts';
import { handsOn } from './hands.ts';
import { sealKeyFile } from './sealed-key.ts';

const NEW_NODE = 'jia-full';

let driver: ConsoleDriver;

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

const { seen, press, follow } = handsOn(() => driver.page);
const giveKey = (officer: string) => driver.giveKey(officer);

const PASSPHRASE = '四更山吐月 remnant night';

/** The officer's key file under a passphrase, and what is typed to open it. */
async function giveSealedKey(officer: string, typed: string): Promise<void> {
  const { network, page } = driver;
  const to = join(network.folder, `${officer}-sealed.json`);
  const file = await sealKeyFile(driver.keyOf(officer), to, PASSPHRASE);
  await page.locator('input[name=key]').setInputFiles(file);
  await page.locator('input[name=passphrase]').fill(typed);
}

/** The enrolment file that a new node makes for itself. */
async function enrolmentFile(): Promise<string> {
  const { network } = driver;
  const home = join(network.folder, 'net', NEW_NODE);
  const { outcome } = await runHere('init', {
    ...{ home, genesis: network.testnet.genesisFile, node: NEW_NODE, organisation: 'jia' },
    ...{ role: 'full', listen: '/ip4/127.0.0.1/tcp/0', apiPort: '0' },
  });
  expect(outcome).toBe('done');
  return join(home, 'config', 'enrolment.json');
}

test('who is refused is told why, and stays at the login', async () => {
  await driver.open('approvals');
  await driver.page.locator('#officer').fill('jia-system-admin');
  await driver.page.locator('input[name=key]').setInputFiles(driver.network.testnet.genesisFile);
  await driver.page.locator('#code').fill('000000');
  await press('用验证码登录');
  await seen('这不是任职人员的密钥文件。');
  await giveSealedKey('jia-system-admin', `${PASSPHRASE}。`);
  await press('用验证码登录');
  await seen('口令不能打开此密钥文件：口令不符，或文件被改动过。');
  await driver.picture('console-login-passphrase-zh');
  expect(await driver.page.locator('input[name=passphrase]').inputValue()).toBe('');
  await giveKey('jia-system-admin');
  await driver.page.locator('input[name=passphrase]').waitFor({ state: 'detached' });
  await press('用验证码登录');
  await driver.page.locator('.said.failed').getByText('尚未登记').waitFor();
  await driver.picture('console-login-refused-zh');
  driver.forgetRefusals();
  expect(await driver.faults()).toEqual([]);
});

test('a system administrator proposes a node, and sees which room is not his', async () => {
  const enrolment = await enrolmentFile();
  await driver.logIn('jia-system-admin');
  await driver.page.locator('.figure', { hasText: '4/4' }).waitFor();
  await seen('仅限审计管理员、安全管理员');
  await driver.picture('console-today-zh');
  await driver.open('journal');
  await seen('可以查看的角色：审计管理员、安全管理员');
  await driver.picture('console-refused-zh');
  await driver.open('nodes/admit');
  await driver.page
    .locator('input[name=enrolment]')
    .setInputFiles(driver.keyOf('jia-system-admin'));
  await driver.page.getByText('这不是节点的登记文件').waitFor();
  await driver.page.locator('input[name=enrolment]').setInputFiles(enrolment);
  await driver.page.getByRole('cell', { name: `节点 ${NEW_NODE}` }).waitFor();
  await giveSealedKey('jia-system-admin', PASSPHRASE);
  await driver.picture('console-propose-zh');
  expect(await driver.faults()).toEqual([]);
  await press('签名并提出');
  await seen('提案已提出');
  await seen('bing-security-admin');
});

test('he proposes what he types, and takes it back', async () => {
  const { page } = driver;
  await driver.open('approvals/new');
  await page.locator('textarea').fill('{"setRegions":{"alowed":["CN"]}}');
  await page.getByText('alowed').last().waitFor();
  await page.locator('textarea').fill('{"setRegions":{"allowed":["CN"]}}');
  await page.getByRole('cell', { name: '节点地区' }).waitFor();
  await giveKey('jia-security-admin');
  await press('签名并提出');
  await page.getByText('链拒绝了这项提交').waitFor();
  await seen('链上未作任何更改。');
  await press('English');
  await page.getByText('The chain refused it: the signer may not do this').waitFor();
  await press('中文');
  // What is read after the act is not the act: it is done, and nobody is told to do it again.
  await page.route('**/v1/governance/proposals/*', (call) => call.abort());
  await giveKey('jia-system-admin');
  await press('签名并提出');
  await seen('提案已提出');
  await page.getByText('已经完成，不要重做。').waitFor();
  await page.unroute('**/v1/governance/proposals/*');
  driver.forgetRefusals();
  await follow('查看提案');
  await follow('撤回提案');
  await giveKey('jia-system-admin');
  await press('签名并撤回');
  await seen('提案已撤回');
});

test('he ends the session of another, and logs out', async () => {
  const cookie = await driver.sessionElsewhere('jia-audit-admin');
  await driver.open('settings');
  await driver.page.getByRole('row', { name: 'jia-audit-admin' }).first().waitFor();
  await seen('本会话');
  await driver.picture('console-settings-zh');
  const answerless = '**/v1/sessions/*';
  await driver.page.route(answerless, (call) => call.abort());
  await press('结束');
  await driver.page.getByText('它可能已经生效').waitFor();
  await driver.page.unroute(answerless);
  driver.forgetRefusals();
  await press('结束');
  await driver.page.getByRole('button', { name: '结束' }).waitFor({ state: 'detached' });
  const answer = await fetch(driver.site('/v1/session'), { headers: { cookie } });
  expect(answer.status).toBe(401);
});

test('two tabs have one session, and show no officer what another typed or read', async () => {
  const tab = await driver.context.newPage();
  const over = tab.locator('[data-state=session-over]');
  await tab.goto(driver.site('/console/approvals/new'));
  await tab.locator('textarea').fill('{"setRegions":{"allowed":["CN"]}}');
  await driver.logOut();
  await over.waitFor();
  driver.forgetRefusals();
  await driver.enrolAnew('jia-system-admin');
  await driver.logInHere('jia-system-admin', tab);
  await tab.getByRole('cell', { name: '节点地区' }).waitFor();
  await tab.goto(driver.site('/console/settings'));
  await tab.locator('#genesis').fill('typed by another');
  await tab.getByRole('row', { name: 'jia-audit-admin' }).first().waitFor();
  // What the first one has read is not shown to another whose call is refused.
  const problem = { code: 'role-required', status: 403, roles: ['system-admin'] };
  const contentType = 'application/problem+json';
  await tab.route('**/v1/accounts', (call) =>
    call.fulfill({ status: 403, contentType, json: problem }),
  );
  // The first tab still shows the login: another officer logs in there.
  await driver.logInHere('jia-audit-admin');
  await tab.locator('.head-bar', { hasText: 'jia-audit-admin' }).waitFor();
  expect(await tab.locator('#genesis').inputValue()).toBe('');
  await tab.locator('[data-state=refused]').waitFor();
  expect(await tab.locator('[data-state=stale]').count()).toBe(0);
  await driver.logOut();
  await over.waitFor();
  await tab.close();
  driver.forgetRefusals();
});

test('another votes in English, others elsewhere, and the node is admitted', async () => {
  await driver.logIn('jia-security-admin', 'en');
  await follow('Vote');
  await seen('Choose for or against first.');
  await driver.page.getByRole('radio', { name: 'for', exact: true }).check();
  await giveKey('jia-security-admin');
  await driver.picture('console-vote-en');
  expect(await driver.faults()).toEqual([]);
  await press('Sign and approve');
  await seen('You have voted. The proposal is now: open');
  await seen('yi-security-admin');
  await driver.picture('console-waiting-en');
  await voteElsewhere('yi', 'bing');
  await follow('Back to the proposal');
  await driver.page.locator('.ant-drawer').getByText('carried out').waitFor();
  await driver.picture('console-approvals-en');
  expect(await driver.faults()).toEqual([]);
  await driver.page.keyboard.press('Escape');
  await driver.page.locator('.ant-drawer').waitFor({ state: 'hidden' });
  await driver.page.keyboard.press('g');
  await driver.page.keyboard.press('n');
  await driver.page.getByRole('row', { name: NEW_NODE }).waitFor();
  await driver.picture('console-nodes-en');
});

test('the journal is searched, and shows as checked what a trusted genesis bears out', async () => {
  const { page } = driver;
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await follow('Search the entries of today');
  await page.getByRole('button', { name: 'Stated by jia-validator' }).first().waitFor();
  const { genesis_hash: genesis } = await driver.node.client().status();
  await driver.open('settings', 'en');
  await page.locator('#genesis').fill('not a hash');
  await press('Trust');
  await seen('A genesis hash has 64 hexadecimal digits.');
  await page.locator('#genesis').fill(genesis);
  await press('Trust');
  await seen('the same as the node states');
  await driver.open('journal', 'en');
  await page.locator('[data-search]').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('governancePropose');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'transaction-submitted' }).first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.ant-drawer').getByRole('button', { name: 'Checked here' }).click();
  await page.getByText('Inclusion proof', { exact: true }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), press('Download proof')]);
  expect(download.suggestedFilename()).toMatch(/^publish-\d+\.tlog-proof$/);
  expect(page.url()).toContain('text=governancePropose');
  expect(await driver.faults()).toEqual([]);
  await driver.picture('console-journal-proof-en');
});

const ROOMS = ['today', 'approvals', 'nodes', 'journal?source=auth', 'settings'];
/** Whose flows have tests of their own; here nothing has been done in them yet. */
const ROOMS_OF_OTHERS = ['users', 'content', 'complaints', 'documents', 'security', 'inspection'];

test('every room holds in both languages', async () => {
  const { page } = driver;
  for (const room of [...ROOMS, ...ROOMS_OF_OTHERS]) {
    for (const language of ['zh-CN', 'en'] as const) {
      await driver.open(room, language);
      await page.locator('main.page h1').waitFor();
      await page.locator('main.page tbody tr, main.page [data-state]').first().waitFor();
      expect(await driver.faults(), `${room} ${language}`).toEqual([]);
      const filled = ROOMS_OF_OTHERS.includes(room) ? '-empty' : '';
      await driver.picture(`console-${room.replace(/\W.*/, '')}${filled}-${language.slice(0, 2)}`);
    }
  }
  for (const nowhere of ['elsewhere', 'security/elsewhere']) {
    await driver.open(nowhere);
    await seen('没有这个页面');
    expect(await driver.faults(), nowhere).toEqual([]);
  }
  // The switch keeps page and filter.
  await driver.open('journal?source=publish');
  await press('English');
  await page.getByRole('heading', { name: 'Entries', exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?source=publish&lang=en');
});

test('a room whose node does not answer says so, in both languages', async () => {
  const { page } = driver;
  // Who one is is still known: what fails is what the room asks for.
  const isAsked = (url: URL) => url.pathname.startsWith('/v1/') && url.pathname !== '/v1/session';
  await page.route(isAsked, (route) => route.abort());
  for (const room of [...ROOMS, ...ROOMS_OF_OTHERS]) {
    await driver.open(room);
    for (const language of ['zh', 'en']) {
      if (language === 'en') await press('English');
      await page.locator('main.page [data-state=failed]').first().waitFor();
      expect(await driver.overflow(), `${room} ${language}`).toEqual([]);
      await driver.picture(`console-${room.replace(/\W.*/, '')}-failed-${language}`);
    }
  }
  expect(await driver.faults()).toEqual([]);
  await page.unroute(isAsked);
  driver.forgetRefusals();
});

test('a table is reached, walked and opened by the keyboard, and shows where one is', async () => {
  const { page } = driver;
  await driver.open('nodes', 'en');
  await page.getByRole('row', { name: NEW_NODE }).waitFor();
  const focused = () =>
    page.evaluate<{ tag: string; text: string; outline: string }>(`(() => {
      const { tagName, textContent } = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { tag: tagName, text: textContent, outline: outlineWidth + ' ' + outlineStyle };
    })()`);
  const press = async (key: string) => {
    await page.keyboard.press(key);
    const at = await focused();
    if (at.tag !== 'BODY') expect(at, key).toMatchObject({ outline: '2px solid' });
    return at;
  };
  const rows = await page.locator('main.page tbody').first().locator('tr').allTextContents();
  let at = await press('Tab');
  for (let stops = 0; at.tag !== 'TR' && stops < 60; stops += 1) at = await press('Tab');
  expect(at.text).toBe(rows[0]);
  expect((await press('ArrowDown')).text).toBe(rows[1]);
  expect((await press('End')).text).toBe(rows.at(-1));
  expect((await press('ArrowUp')).text).toBe(rows.at(-2));
  expect((await press('Home')).text).toBe(rows[0]);
  await page.keyboard.press('Enter');
  await page.locator('.ant-drawer').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.ant-drawer').waitFor({ state: 'hidden' });
});

test('a page that nobody uses reads no more, and says of when it is', async () => {
  const { page } = driver;
  await page.clock.install();
  await driver.open('nodes', 'en');
  await page.getByRole('row', { name: NEW_NODE }).waitFor();
  // What was asked for while the page was in use may still be answered.
  await until('the page is left alone', async () => {
    await page.clock.fastForward('03:00');
    return page.locator('[data-state=stale]').isVisible();
  });
  await page.mouse.move(200, 200);
  await page.locator('[data-state=stale]').waitFor({ state: 'detached' });
});

test('what stops is shown as of when it was read, and what fails says so', async () => {
  const { page } = driver;
  await driver.open('nodes', 'en');
  await page.getByRole('row', { name: NEW_NODE }).waitFor();
  await driver.node.kill();
  await page.clock.fastForward('00:10');
  await page.locator('[data-state=stale]').first().waitFor();
  await driver.picture('console-nodes-stale-en');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.locator('[data-state=failed]').first().waitFor();
  await driver.picture('console-approvals-failed-en');
  driver.forgetRefusals();
});

/** Officers of other organisations cast their ballots at their own nodes. */
async function voteElsewhere(...organisations: string[]): Promise<void> {
  const { network, node } = driver;
  const { proposals } = await node.client().proposals({ status: 'open' });
  const proposalId = hexToBytes(proposals[0]?.id ?? '') as Uint8Array;
  for (const organisation of organisations) {
    const value = { proposalId, approve: true };
    const officer = network.officer(`${organisation}-security-admin`);
    const message = { type: 'governanceBallot', value } as const;
    const transaction = transactionOf(network, officer, message);
    expect(await submit(node, { transaction, attachments: [] })).toMatchObject({ code: 0 });
  }
}
