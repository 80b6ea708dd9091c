// The room of security in a real browser: nodes are looked at, an incident is worked on, letters of
// authorities go from desk to desk.
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ConsoleDriver } from './console-driver.ts';
import { handsOn } from './hands.ts';

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

const { seen, press, follow, fill, openRow, choose } = handsOn(() => driver.page);
const drawer = (text: string) =>
  driver.page.locator('.ant-drawer').getByText(text).first().waitFor();

async function takeIn(number: string, jurisdiction: string): Promise<void> {
  await driver.open('security/requests/new');
  await fill('文号', number);
  await fill('机关', '某机关');
  await fill('管辖地区', jurisdiction);
  await fill('法律依据', '网络安全法 第二十八条');
  await fill('联系人', '某人');
  await fill('请求范围', '某用户的登记信息');
  await seen('请填写时间，答复期限不得早于收到时间。');
  await fill('答复期限', '2027-01-01 00:00');
  await driver.page.locator('input[name=letter]').setInputFiles(driver.keyOf('jia-duty'));
  await press('登记');
}

test('a letter from abroad stops at the desk, and another one is verified', async () => {
  await driver.logIn('jia-disclosure');
  await driver.open('security/requests');
  await seen('还没有收到请求。');
  await driver.picture('console-security-empty-zh');
  await takeIn('FOREIGN 1', 'XX');
  await seen('请求现状：已终止');
  await driver.page.getByText('境外机关的请求须经国内主管机关').waitFor();
  await takeIn('京函 1', 'CN');
  await follow('查看请求');
  await follow('办理下一步');
  await choose('步骤', '核实来函');
  await fill('如何核实', '致电总机核实');
  await press('记录步骤');
  await seen('请求现状：待批准');
  await driver.open('security/requests');
  await seen('已终止 · 境外机关');
  await driver.picture('console-requests-zh');
  expect(await driver.faults()).toEqual([]);
  await driver.open('security/drills');
  await seen('可以查看的角色：系统管理员、安全管理员、审计管理员');
  await driver.picture('console-security-refused-zh');
  await driver.logOut();
});

test('nodes, clocks, ports and releases are seen on one page', async () => {
  const { page } = driver;
  await driver.logIn('jia-security-admin', 'en');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('row', { name: /yi-validator connected/ }).waitFor();
  await page
    .getByRole('cell', { name: /^[+-]?\d+ ± \d+ ms$/ })
    .first()
    .waitFor();
  await driver.picture('console-security-health-en');
  await openRow('yi-validator connected');
  await drawer('Configuration hash');
  await driver.picture('console-security-node-en');
  expect(await driver.faults()).toEqual([]);
});

test('he approves the letter, which waits for another role', async () => {
  await driver.open('security/requests', 'en');
  await openRow('京函 1');
  await follow('Take the next step');
  await choose('Step', 'approved');
  await fill('Why it is approved', 'Within the law');
  await press('Record the step');
  await seen('The request is now: to be approved');
  await follow('See the request');
  await drawer('1/2');
});

test('a drill of an incident is opened, reported and closed', async () => {
  const { page } = driver;
  await driver.open('security/incidents/new', 'en');
  await choose('Kind', 'intrusion');
  await seen('Choose its level.');
  await choose('Level', 'ordinary');
  await fill('What happened', 'A made-up intrusion');
  await page.getByRole('checkbox', { name: 'Drill', exact: true }).check();
  await driver.picture('console-incident-open-en');
  expect(await driver.faults()).toEqual([]);
  await press('Open it');
  await seen('report to the police');
  await follow('See the incident');
  await follow('Record a step');
  await choose('Step', 'closed');
  await seen('Reports are still to be made: it cannot be closed.');
  await choose('Step', 'reported');
  await choose('Timer', 'report to the police');
  await fill('Reported to', 'The police');
  await fill('Receipt given', 'Receipt 1');
  await press('Record the step');
  await follow('See the incident');
  await drawer('met in time');
  await drawer('DRILL, not a real incident.');
  await driver.picture('console-incident-en');
  expect(await driver.faults()).toEqual([]);
});

test('a test is announced and ended', async () => {
  await driver.open('security/windows/new', 'en');
  await fill('Authority', 'An authority');
  await fill('Number of the notice', '2026-9');
  await fill('From', '2027-01-01 00:00');
  await fill('To', '2026-12-01 00:00');
  await fill('Addresses', '192.0.2.0/24');
  await press('Announce it');
  await driver.page.getByText('The window ends before it begins').waitFor();
  await seen('Nothing was changed.');
  driver.forgetRefusals();
  await fill('To', '2027-01-02 00:00');
  // His session ends meanwhile: he logs in where he was, and has what he typed.
  await driver.enrolAnew('jia-security-admin');
  // Another tab may have seen the end first, and taken the mark of the session away.
  await driver.page.evaluate(`localStorage.removeItem('mingjing-session')`);
  await press('Announce it');
  await driver.page.locator('[data-state=session-over]').waitFor();
  await driver.picture('console-session-over-en');
  expect(await driver.faults()).toEqual([]);
  driver.forgetRefusals();
  await driver.logInAgain('jia-security-admin');
  expect(driver.page.url()).toContain('security/windows/new?lang=en');
  await press('Announce it');
  await follow('See announced tests');
  await seen('to come');
  await follow('End the window');
  await press('End the window');
  await follow('See announced tests');
  await seen('over');
});

test.each([
  [
    'complaints/duty/shift?officer=jia-duty&from=2027-01-01 09:00&to=2027-01-02 09:00',
    '#phone',
    'Add',
  ],
  ['documents/people/new?posts=legal&from=2027-01-01', '#name', 'Register'],
])('what is personal stays on %s when a session ends', async (path, field, act) => {
  await driver.open(path, 'en');
  await driver.page.locator(field).fill('199-0000-0000');
  await driver.sessionEnds('jia-security-admin', () => press(act));
  expect(await driver.page.locator(field).inputValue()).toBe('199-0000-0000');
});

const SECTIONS = [
  ...['health', 'requests', 'drills', 'windows', 'pause', 'outbound', 'inventory', 'explain'],
];

test('every page of the room holds in both languages', async () => {
  const { page } = driver;
  await driver.open('security');
  for (const section of SECTIONS) {
    await page.locator(`.sections a[href*="security/${section}"]`).click();
    await page.locator('main.page tbody tr, main.page [data-state]').first().waitFor();
    expect(await driver.overflow(), section).toEqual([]);
    await driver.picture(`console-security-${section}-zh`);
    await press('English');
    expect(await driver.overflow(), section).toEqual([]);
    await driver.picture(`console-security-${section}-en`);
    await press('中文');
  }
  expect(await driver.faults()).toEqual([]);
});

test('the network is drawn from live data, and explained on one sheet of paper', async () => {
  const { page } = driver;
  await driver.open('security/explain', 'en');
  const drawing = page.getByRole('figure', { name: /5 nodes, 4 of them connected/ });
  await drawing.waitFor();
  await expect.poll(() => drawing.locator('path.link.live[d^=M3]').count()).toBeGreaterThan(3);
  const sheet = await page.pdf({ format: 'A4' });
  expect(sheet.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await drawing.locator('a', { hasText: 'yi-validator' }).press('Enter');
  await drawer('Configuration hash');
  await driver.logOut();
});

test('a pause of the service is proposed, and waits for other organisations', async () => {
  await driver.logIn('jia-system-admin');
  await driver.open('security/pause');
  await seen('服务正常');
  await follow('提议暂停服务');
  await seen(
    '表决通过后，自下一笔交易起全链暂停：不接受新的存证、修改和用户注册。已有内容照常读取、撤回和删除。',
  );
  await driver.page.locator('input[name=key]').setInputFiles(driver.keyOf('jia-system-admin'));
  await driver.picture('console-pause-zh');
  expect(await driver.faults()).toEqual([]);
  await press('签名并提出');
  await seen('正在等待下列人员：');
  await driver.open('security/pause');
  await driver.page.getByRole('row', { name: /表决中/ }).waitFor();
});

test('a system administrator begins a restore drill, and a failed one says why', async () => {
  await driver.open('security/drills/new');
  await fill('备份文件', 'relative.backup');
  await press('开始');
  await driver.page.getByText('备份路径须为绝对路径').waitFor();
  driver.forgetRefusals();
  await fill('备份文件', join(driver.network.folder, 'none.backup'));
  await press('开始');
  await seen('演练已开始');
  await follow('查看演练');
  await driver.page.getByRole('row', { name: /失败/ }).waitFor();
  await driver.picture('console-drills-zh');
});
