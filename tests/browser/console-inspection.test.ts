// The room of the inspection in a real browser: a self-check with a phrase, what a person confirms,
// a finding and its end, the rehearsal, and the first sentence of the day.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { QUESTIONS } from '../../node/src/management/inspection/rehearsal/rehearsal.ts';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { ConsoleDriver } from './console-driver.ts';
import { handsOn } from './hands.ts';

/** Items of the six sections whose answers take no drill. */
const ITEMS = [
  ...['filing-no-displayed', 'machine-room-premises', 'unique-identity-two-factors'],
  ...['lockout-timeout', 'authority-and-officers', 'data-integrity', 'reviewers-and-training'],
  ...['entry-fields-complete', 'no-currency'],
];
/** The pictures show the whole form, which takes its drills. */
const IS_WHOLE = process.env.SCREENS_FOLDER !== undefined;
const RUN_MS = 120_000;

let driver: ConsoleDriver;

beforeAll(async () => {
  driver = await ConsoleDriver.start(async (network) => {
    if (!IS_WHOLE) useSmallForm(network.validator(0).home, ITEMS);
  });
});
afterAll(async () => {
  await driver?.stop();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await driver.picture('failed');
  expect([...driver.noise, ...driver.refusals]).toEqual([]);
});

const seen = (text: string | RegExp) => driver.page.getByText(text).first().waitFor();
const { press, follow, fill, choose } = handsOn(() => driver.page);

async function selfCheck(phrase: string): Promise<void> {
  await driver.open('inspection/form/new');
  await seen('请填写随机语。');
  await fill('随机语', phrase);
  await press('开始');
  await seen('自查已开始');
  await follow('查看检查表');
  if (IS_WHOLE && phrase === '海上生明月') {
    await seen(/正在自查/);
    await driver.page.waitForTimeout(3000);
    await driver.picture('console-inspection-running-zh');
  }
  await driver.page.getByText(/正在自查/).waitFor({ state: 'detached', timeout: RUN_MS });
}

test('without a run nothing is concluded, and a phrase begins one', async () => {
  await driver.logIn('jia-security-admin');
  await seen('本节点还没有完整的自查');
  await driver.open('inspection');
  await seen('还没有人做过完整的自查。');
  await driver.picture('console-inspection-empty-zh');
  await selfCheck('海上生明月');
  await seen(/若此刻检查：\d+ 项符合/);
  await driver.picture('console-inspection-zh');
  expect(await driver.faults()).toEqual([]);
});

test('an item opens with what was found; a finding comes of it, a person confirms', async () => {
  const { page } = driver;
  await page
    .getByRole('row', { name: /不涉及虚拟货币/ })
    .first()
    .click();
  await page.locator('.ant-drawer').getByText('尚无具名人员确认').waitFor();
  await driver.picture('console-inspection-item-zh');
  await follow('提出整改项');
  await fill('负责人', 'jia-duty');
  await fill('期限', '2099-12-31');
  await fill('整改内容', '查看全部消息类型并确认');
  await press('提出整改项');
  await seen('整改项已提出');
  await driver.open('inspection/form/no-currency/confirm');
  await choose('所见与实测一致吗？', '一致');
  await fill('所见', '看过全部消息类型，没有可转让的数量');
  await press('确认');
  await seen('已记录您的确认');
  await driver.open('inspection/findings');
  await page.getByRole('row', { name: /jia-duty/ }).waitFor();
  await driver.picture('console-inspection-findings-zh');
  await selfCheck('天涯共此时');
  await driver.open('inspection/findings');
  await page
    .getByRole('row', { name: /已完成/ })
    .first()
    .click();
  await page.locator('.ant-drawer').getByText('完成时间').waitFor();
});

test('a run is there with its record and its papers', async () => {
  const { page } = driver;
  await driver.open('inspection/runs');
  await page
    .getByRole('row', { name: /天涯共此时/ })
    .first()
    .click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByText('记录哈希').waitFor();
  await drawer.getByText(/挖矿：未测 → 符合/).waitFor();
  const [bundle] = await Promise.all([page.waitForEvent('download'), press('检查包（离线验证）')]);
  expect(bundle.suggestedFilename()).toMatch(/^[0-9a-f]{24}\.inspection$/);
  await driver.picture('console-inspection-run-zh');
  expect(await driver.faults()).toEqual([]);
});

test('each address that the rehearsal names opens its page', async () => {
  const { page } = driver;
  await driver.open('inspection/rehearsal');
  await page.locator('a.word').first().waitFor();
  const looks = await page.locator('a.word').allTextContents();
  expect(looks).toEqual(QUESTIONS.map(({ look }) => look));
  const main = page.locator('main.page');
  const [here, elsewhere] = partition([...new Set(looks)]);
  for (const look of here) {
    await visit(look);
    // An address of nothing opens the first room.
    const [, , room = '', section] = look.split('/');
    await page.locator(`nav.side-bar a[aria-current=page][href^="/console/${room}"]`).waitFor();
    if (section !== undefined) {
      const shown = main.locator(`nav a[aria-current=page][href*="${room}/${section}"]`);
      await shown.or(main.locator('[data-state=refused]')).waitFor();
    }
    await main.locator('h1, [data-state]').first().waitFor();
  }
  for (const look of elsewhere) {
    await page.goto(driver.site(look));
    await main.locator('h1').first().waitFor();
    expect(await main.locator('[data-state=not-found]').count(), look).toBe(0);
  }
});

const CONSOLE = '/console/';
function partition(looks: readonly string[]): [here: string[], elsewhere: string[]] {
  const here = looks.filter((look) => look.startsWith(CONSOLE));
  return [here, looks.filter((look) => !here.includes(look))];
}

/** Shows an address of the console, which the node serves too, without loading it anew. */
async function visit(look: string): Promise<void> {
  const served = `fetch('${look}').then(({ ok }) => ok)`;
  expect(await driver.page.evaluate<boolean>(served), look).toBe(true);
  await driver.show(look.slice(CONSOLE.length));
}

test('the rehearsal asks, and the day begins with the sentence, in English too', async () => {
  const { page } = driver;
  await driver.open('inspection/rehearsal', 'en');
  await page.getByRole('checkbox').first().check();
  await press('Keep this rehearsal');
  await seen(/ready, rehearsed/);
  await driver.picture('console-inspection-rehearsal-en');
  expect(await driver.faults()).toEqual([]);
  await driver.open('', 'en');
  await seen(/If they came now: \d+ items met/);
  expect(await page.locator('.tile').count()).toBe(7);
  await driver.picture('console-today-en');
  expect(await driver.faults()).toEqual([]);
  await driver.open('');
  await seen(/若此刻检查/);
  await driver.picture('console-today-zh');
});
