// Users, complaints and duty in the management console: who is looked up, sanctioned, answered.
import { UserClient } from '@mingjing/client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { registered } from '../../node/test/registering.ts';
import { startVerification } from '../processes/walks/users.ts';
import { ConsoleDriver } from './console-driver.ts';
import { DrillWalk, moment } from './drill-walk.ts';
import { handsOn } from './hands.ts';

const PHONE = '19900000000';
const TEXT = '首页第三条内容不实，请核查，可回电';
const ANSWER = '已核查并更正，感谢您的监督。';
const RUNS = '/v1/inspection/runs';
/** What the drills are held for, and a call that nobody answers: it waits. */
const ORDERED = ['freeze-limit-unfreeze', 'takedown-and-blocking', 'graded-sanctions'];
const DRILLED = [...ORDERED, 'duty-roster-phone'];

let driver: ConsoleDriver;
let user: string;
let number: string;
let person: string;
/** Whom drills touch. */
let subject: string;

beforeAll(async () => {
  driver = await ConsoleDriver.start(
    async (network) => {
      await startVerification(network);
      useSmallForm(network.validator(0).home, DRILLED);
    },
    { hasSupervision: true },
  );
  const client = new UserClient({ baseUrl: driver.site('') });
  const somebody = await registered(client, { name: '测试甲子' });
  ({ user } = somebody);
  number = somebody.details.identifier.number;
  const identifier = { kind: 'resident-id', number: '110000190001010039' } as const;
  person = (await registered(client, { identifier })).user;
});
afterAll(async () => {
  await driver?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await driver.picture('failed');
  expect([...driver.noise, ...driver.refusals]).toEqual([]);
});

const { seen, press, follow } = handsOn(() => driver.page);
const choose = (name: string) => driver.page.getByRole('radio', { name, exact: true }).check();
const giveKey = (officer: string) => driver.giveKey(officer);
const drawer = () => driver.page.locator('.ant-drawer');

const fileNamed = (name: string) => ({
  ...{ name, mimeType: 'text/plain', buffer: Buffer.from('信息审核管理制度\n') },
});

test('the reviewer sees who somebody is, and has to wait for a resident ID', async () => {
  await driver.logIn('jia-reviewer');
  await driver.open('users');
  await driver.page.getByRole('row', { name: '已核验' }).first().waitFor();
  await driver.picture('console-users-zh');
  expect(await driver.faults()).toEqual([]);
  expect(await driver.page.content()).not.toContain(number);
  await driver.open(`users/${user}`);
  await follow('查看身份');
  await seen('请先选择目的。');
  await choose('办理投诉');
  await driver.page.locator('#reason').fill('核对投诉所涉账号');
  await driver.picture('console-reveal-zh');
  expect(await driver.faults()).toEqual([]);
  await press('查看');
  await driver.page.getByText(`手机 ${number} 测试甲子`).waitFor();
  await driver.page.getByText(/日志条目 admin\/\d+/).waitFor();
  await driver.open(`users/${person}/reveal?purpose=sanction`);
  await driver.page.locator('#reason').fill('拟作处置，核对本人');
  await press('查看');
  await seen('已申请查看');
  await seen('安全管理员、审计管理员');
});

test('a test subject is registered, writes, and orders about it are drilled', async () => {
  const { page } = driver;
  await driver.open('inspection/drills');
  await press('试注册此身份证号');
  await page.getByText(/^已拒绝：/).waitFor();
  driver.forgetRefusals();
  await page.locator('input[name=number]').fill('13000000042');
  const [key] = await Promise.all([page.waitForEvent('download'), press('登记测试对象')]);
  subject = key.suggestedFilename().replace('.json', '');
  await page.getByText(`${subject} 是链上标明的测试对象`).waitFor();
  await page.locator('input[name=key]').setInputFiles(await key.path());
  await press('发布一条测试存证');
  await page.getByRole('radio').first().check();
  expect(await driver.faults()).toEqual([]);
  const walk = new DrillWalk(driver, 'jia-reviewer', subject);
  for (const title of ['冻结', '限制']) await walk.order(title);
  await walk.takeDown('下架');
  await walk.impose('处置：注销', true);
  await walk.open();
  for (const title of ['冻结', '限制', '下架']) {
    await walk.card(title).getByText('等待：安全管理员').waitFor();
  }
  await driver.logOut();
});

test('the security administrator allows it, limits a user, and lifts that', async () => {
  const { page } = driver;
  await driver.logIn('jia-security-admin', 'en');
  await driver.open('users', 'en');
  await follow('Allow');
  await seen('拟作处置，核对本人');
  await press('Allow');
  await seen('You have allowed it');
  await driver.open(`users/${user}/sanction`, 'en');
  await seen('Choose a grade first.');
  await choose('limit');
  await page.locator('#reason').fill('7');
  await page.locator('#basis').fill('70000');
  await seen('Fill in the reason code and the code of the legal basis (1 to 65535).');
  await page.locator('#basis').fill('16');
  await page.locator('#until').fill('2020-01-01');
  await seen('That day is over.');
  await page.locator('#until').fill(moment(Date.now() + 10 * 86_400_000).slice(0, 10));
  await giveKey('jia-security-admin');
  await driver.picture('console-sanction-en');
  expect(await driver.faults()).toEqual([]);
  await press('Sign and impose');
  await seen('The sanction is imposed');
  await follow('Back to the user');
  await drawer().getByText('limited', { exact: true }).waitFor();
  await driver.picture('console-user-en');
  expect(await driver.faults()).toEqual([]);
  await follow('Lift');
  await page.locator('#reason').fill('8');
  await giveKey('jia-duty');
  await press('Sign and lift');
  await page.getByText('The chain refused it: the signer may not do this').waitFor();
  await giveKey('jia-security-admin');
  await press('Sign and lift');
  await seen('The sanction is lifted');
  await follow('Back to the user');
  await drawer().getByText('active', { exact: true }).waitFor();
});

test('he approves the orders of the drill, which all nodes carry out', async () => {
  const walk = new DrillWalk(driver, 'jia-security-admin', subject, 'en');
  for (const title of ['Freeze', 'Limit', 'Takedown']) await walk.approve(title);
  for (const grade of ['warning', 'limit', 'suspension']) {
    await walk.impose(`Sanction: ${grade}`);
    await walk.endSanction(`Sanction: ${grade}`);
  }
  await walk.open();
  for (const title of ['Freeze', 'Limit', 'Takedown']) {
    const card = walk.card(title);
    await card.getByText('carried out by all nodes · done').waitFor();
    // Four validators, and the supervision node.
    await card.getByText(/receipts 5 of 5$/).waitFor();
  }
  await walk.card('Freeze').getByText('waits for: reviewer, duty officer').waitFor();
  await driver.picture('console-inspection-drills-en');
  expect(await driver.faults()).toEqual([]);
});

test('he publishes the agreement that users accept', async () => {
  const { page } = driver;
  await driver.open('users/agreement', 'en');
  await page.locator('textarea').fill('服务协议\nService agreement\n');
  await giveKey('jia-security-admin');
  await driver.sessionEnds('jia-security-admin', () => press('Sign and publish'));
  await giveKey('jia-security-admin');
  await press('Sign and publish');
  await seen('The agreement is published');
  await follow('Back to the users');
  await follow('Read');
  await page.locator('pre.content').getByText('Service agreement').waitFor();
});

test('he plans a shift, and calls who is on duty', async () => {
  const { page } = driver;
  await driver.open('complaints/duty', 'en');
  await seen('Nobody is on duty');
  await seen('No shift is on the roster.');
  await driver.picture('console-duty-empty-en');
  expect(await driver.faults()).toEqual([]);
  await driver.open('complaints/duty/shift?officer=jia-duty', 'en');
  await page.locator('#from').fill(moment(Date.now() - 3_600_000));
  await page.locator('#to').fill('tomorrow');
  await seen('Fill in both times, such as 2026-12-01 09:00.');
  await page.locator('#to').fill(moment(Date.now() + 3_600_000));
  await page.locator('#phone').fill(PHONE);
  await press('Add');
  await seen('The shift is on the roster');
  await follow('Back to duty');
  await page.getByText('199****0000').first().waitFor();
  await follow('Call who is on duty');
  await press('Call');
  await seen('The call is made');
  await seen('jia-duty');
});

test('he registers a person, and hands in a document that he cannot attest', async () => {
  const { page } = driver;
  await driver.open('documents/people', 'en');
  await page.getByText('vacant').first().waitFor();
  await follow('Register somebody');
  await page.locator('#name').fill('测试乙丑');
  await page.locator('#phone').fill(PHONE);
  await page.locator('#officer').fill('jia-security-admin');
  await page.locator('#from').fill('2026-01-05');
  await page.getByRole('checkbox', { name: 'Network security lead' }).check();
  await press('Register');
  await seen('The person is registered');
  await follow('Back to the people');
  await page.getByRole('cell', { name: '测***' }).first().waitFor();
  await driver.picture('console-people-en');
  expect(await driver.faults()).toEqual([]);
  const days = `issued=2026-01-05&expires=${moment(Date.now() + 99 * 86_400_000).slice(0, 10)}`;
  await driver.open(`documents/new?slot=review-system&issuer=jia&${days}`, 'en');
  await seen('Choose its owner; register the person first where there is none.');
  await page.locator('#owner').press('Enter');
  await page.locator('#owner').press('Enter');
  await page.locator('input[name=file]').setInputFiles(fileNamed('review.exe'));
  await seen('Only PDF, PNG, JPEG and text files are taken.');
  await page.locator('input[name=file]').setInputFiles(fileNamed('review.txt'));
  await press('Hand in');
  await seen('The document is handed in');
  await follow('Back to the document');
  await drawer().getByText('waits for another to attest it').waitFor();
  expect(await drawer().getByRole('link', { name: 'Attest', exact: true }).count()).toBe(0);
  await driver.picture('console-document-en');
  expect(await driver.faults()).toEqual([]);
});

test('he records a training, and tells what was filed', async () => {
  const { page } = driver;
  const fill = (name: string, value: string) => page.locator(`[name="${name}"]`).fill(value);
  await driver.open('documents/people', 'en');
  await page.getByRole('row', { name: 'jia-security-admin' }).last().click();
  await follow('Record a training');
  await fill('topic', '网络安全年度培训');
  await fill('held', '2026-01-09');
  await seen('Give the topic and both days.');
  await fill('until', '2099-01-08');
  await press('Record it');
  await follow('Back to the person');
  await drawer().getByRole('cell', { name: '2099-01-08' }).waitFor();
  await driver.picture('console-person-en');
  await driver.open('documents/filing/new', 'en');
  for (const name of ['operator', 'name', 'kind']) await fill(name, '甲公司');
  await fill('telephone', '010-12345678');
  await fill('date.started_on', 'soon');
  await seen('A date is none.');
  await fill('date.started_on', '2026-01-05');
  await fill('region.jia-validator', 'CN-11');
  await fill('address.jia-validator', '192.0.2.1');
  await driver.picture('console-filing-en');
  expect(await driver.faults()).toEqual([]);
  await press('Tell it');
  await follow('Back to the filing');
  await seen('What is filed otherwise than it is');
  await driver.open('documents/calendar', 'en');
  await follow('Tell the holidays of a year');
  await seen('Give the year.');
  expect(await driver.faults()).toEqual([]);
  await driver.logOut();
});

test('another attests the document, and is refused the complaints', async () => {
  await driver.logIn('jia-disclosure');
  await driver.open('documents/review-system');
  await follow('确认');
  await seen('本机已读取文件，哈希一致');
  await giveKey('jia-disclosure');
  await driver.picture('console-attest-zh');
  expect(await driver.faults()).toEqual([]);
  await press('签名并确认');
  await seen('材料已确认');
  await follow('返回该材料');
  await drawer().getByText('有效', { exact: true }).waitFor();
  await driver.open('complaints');
  await driver.page.getByText('可以查看的角色：值班员').waitFor();
  await driver.picture('console-complaints-refused-zh');
  await driver.logOut();
});

test('a complaint comes without a login, and the duty officer answers it', async () => {
  const { page } = driver;
  const form = { category: 'unlawful-content', text: TEXT, contact: PHONE };
  const { ticket, secret } = await driver.posted('/v1/complaints', form);
  expect(ticket).toMatch(/^[0-9a-f]{24}$/);
  await driver.logIn('jia-duty');
  await driver.open('complaints');
  await page.getByRole('row', { name: String(ticket) }).click();
  await drawer().getByText('199****0000').waitFor();
  await driver.picture('console-complaint-zh');
  expect(await driver.faults()).toEqual([]);
  await follow('交办');
  await choose('jia-duty');
  await press('交办');
  await seen('已交办');
  await follow('返回该投诉');
  await press('查看原文和联系方式');
  await drawer().getByRole('textbox', { name: '查看理由' }).fill('回访投诉人');
  await press('查看');
  await drawer().getByText(`${TEXT} · ${PHONE}`).waitFor();
  await follow('答复');
  await page.locator('textarea').fill(ANSWER);
  await driver.sessionEnds('jia-duty', () => press('发出答复'));
  await press('发出答复');
  await seen('已答复');
  expect(await driver.posted('/v1/complaints/lookup', { ticket, secret })).toMatchObject({
    answer: { text: ANSWER },
  });
  await follow('返回该投诉');
  await follow('办结');
  await choose('属实');
  await press('办结');
  await seen('已办结');
});

test('he answers when he is called, by his own key alone', async () => {
  await driver.open('complaints/duty');
  await follow('应答');
  await giveKey('jia-reviewer');
  await press('签名并应答');
  await driver.page.getByText('应答的签名无效').waitFor();
  driver.forgetRefusals();
  await giveKey('jia-duty');
  await driver.picture('console-call-zh');
  expect(await driver.faults()).toEqual([]);
  await press('签名并应答');
  await seen('已应答');
  await follow('返回值班');
  await driver.page.getByRole('row', { name: '已应答' }).waitFor();
  await driver.picture('console-duty-zh');
  expect(await driver.faults()).toEqual([]);
});

test('he orders the lifts of the drill, which the security administrator approves', async () => {
  const lifting = new DrillWalk(driver, 'jia-duty', subject);
  for (const title of ['冻结', '限制']) await lifting.orderLift(title);
  await driver.logOut();
  await driver.logIn('jia-security-admin');
  const walk = new DrillWalk(driver, 'jia-security-admin', subject);
  for (const title of ['冻结', '限制']) await walk.approveLift(title);
  await walk.confirm('处置：注销');
  await walk.open();
  for (const title of ['冻结', '限制']) {
    await walk.card(title).getByText('解除 · 已完成').last().waitFor();
    await walk.card(title).getByText('已完成，开始于').waitFor();
  }
  await walk.card('处置：注销').getByText('第二人确认 · 已完成').waitFor();
});

test('a self-check finds the drills met, and is broken off by its button', async () => {
  const { page } = driver;
  await driver.open('inspection/form/new');
  await page.locator('[name=phrase]').fill('海上生明月');
  await press('开始');
  await follow('查看检查表');
  // Whoever is on duty is called, and does not answer.
  await page.getByText(`3/${DRILLED.length} `).waitFor({ timeout: 60_000 });
  await press('中断');
  await page.getByText(/正在自查/).waitFor({ state: 'detached' });
  await driver.open('inspection/runs');
  await page.getByRole('row', { name: '海上生明月' }).getByText('已中断').waitFor();
  const { items } = await driver.read<{ items: { id: string }[] }>(RUNS);
  type Run = { state: string; answers: { item: string; verdict: string }[] };
  const run = await driver.read<Run>(`${RUNS}/${items[0]?.id}`);
  expect(run.state).toBe('stopped');
  expect(run.answers.map(({ item, verdict }) => `${item} ${verdict}`)).toEqual([
    ...ORDERED.map((item) => `${item} met`),
    'duty-roster-phone not-measured',
  ]);
});

const ROOMS = [
  ...['users', 'complaints', 'complaints?state=closed', 'complaints/duty'],
  ...['documents', 'documents/people', 'documents/filing', 'documents/calendar'],
];
/** Of the others the tests above found no fault. */
const NEW_ROOMS = ['complaints', 'documents', 'documents/filing'];

test('each room holds in both languages', async () => {
  const found = driver.page.locator('main.page tbody tr, main.page [data-state]').first();
  for (const room of ROOMS) {
    const name = `console-${room.replace(/\W/g, '-')}`;
    await driver.open(room);
    await found.waitFor();
    expect(await (NEW_ROOMS.includes(room) ? driver.faults() : driver.overflow()), room).toEqual(
      [],
    );
    await driver.picture(`${name}-zh`);
    await press('English');
    await found.waitFor();
    expect(await driver.overflow(), room).toEqual([]);
    await driver.picture(`${name}-en`);
  }
});
