// The supervision console in a real browser, beside a real chain.
import { readFileSync } from 'node:fs';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { tipSignable } from '@mingjing/protocol';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chainsConfig } from '../../supervisor/src/chains/chains-config.ts';
import { type RunningChains, startChains } from '../../supervisor/src/chains/start-chains.ts';
import { until } from '../../supervisor/test/chain.ts';
import { TITLES, TwoChains } from '../../supervisor/test/two-chains.ts';
import { CONTENT_POLICY } from './site-driver.ts';
import { SupervisionDriver } from './supervision-driver.ts';

const STOPPED = 'bing-validator';
const FORKING = 'yi-validator';
const LANGUAGES = ['zh-CN', 'en'] as const;

let desk: SupervisionDriver;
/** A wall that stays open while the rooms are walked through. */
let wall: Page;

beforeAll(async () => {
  desk = await SupervisionDriver.start();
  await desk.chain.publish('one', 'two', 'three');
  await until(async () => {
    const { heads, journals } = await desk.chain.get('/v1/situation');
    return heads.agreeing === 4 && journals.measured === 4;
  });
});
afterAll(() => desk?.stop());
afterEach(() => {
  expect(desk.noise).toEqual([]);
  expect(desk.refusals).toEqual([]);
});

const statement = (name: string) => desk.page.locator(`[data-statement=${name}]`);
const heading = (name: string) => statement(name).locator('h2').textContent();
const stateOf = (name: string) => statement(name).getAttribute('data-state');
const drawer = () => desk.page.locator('.side-drawer .ant-drawer-body');

/** What is written on the situation and on the wall. */
const WRITTEN = [
  ...['.statement h2', '.statement .details', '.statement .blame', '.card h2', '.card .meta'],
  ...['.map .title', '.map .name', '.map .word', '.day .lane text', '.day .tick text'],
  ...['.alarm-lines .what', '.alarm-lines .state', '.foot', '.foot .meta'],
];

/** The size in which each kind of text stands on the screen, px: in a drawing by its scale, too. */
function sizesOn(page: Page): Promise<Record<string, number>> {
  return page.evaluate(`Object.fromEntries(
    ${JSON.stringify(WRITTEN)}.map((selector) => {
      const element = document.querySelector('main ' + selector);
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      return [selector, size * (element.getScreenCTM?.().a ?? 1)];
    }),
  )`);
}

/** What no page may have: faults in either language, and Chinese on an English page. */
async function looksRight(
  path: string,
  picture: string,
  languages: readonly (typeof LANGUAGES)[number][] = LANGUAGES,
): Promise<void> {
  for (const language of languages) {
    await desk.open(path, language);
    const shown = 'main .table-frame, main .empty, [data-statement=heads]';
    await desk.page.locator(shown).first().waitFor();
    await desk.picture(`${picture}-${language === 'en' ? 'en' : 'zh'}`);
    expect(await desk.faults(), language).toEqual([]);
  }
  expect(await desk.page.getAttribute('html', 'lang')).toBe('en');
  const text = (await desk.page.locator('body').textContent()) ?? '';
  expect(text.replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/);
}

describe('the frame', () => {
  it('shows nothing before a login, and every room after it', async () => {
    await desk.open('');
    await desk.page.locator('#officer').waitFor();
    expect(await desk.page.locator('[data-statement]').count()).toBe(0);
    for (const path of ['/', '/console/', '/account/']) {
      const { headers } = await fetch(desk.site(path));
      expect(headers.get('content-security-policy'), path).toBe(CONTENT_POLICY);
    }
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-login-zh');
    await desk.logIn('inspector-1');
    const rooms = await desk.page.locator('nav.side-bar a').allTextContents();
    expect(rooms.map((text) => text.replace(/g .$/, ''))).toEqual([
      ...['态势', '告警', '查询追溯', '调取穿透', '干预', '日志留存'],
      ...['规则', '现场检查', '查阅责任', '链与人员'],
    ]);
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.press('j');
    await desk.page.locator('main[aria-label=日志留存]').waitFor();
  });

  it('shows the login by itself when the session ends, and then the same place', async () => {
    await desk.open('alarms');
    await desk.page.locator('main[aria-label=告警]').waitFor();
    await desk.sessionEnds('inspector-1');
    await desk.page.locator('main[aria-label=告警]').waitFor();
    expect(desk.page.url()).toMatch(/\/console\/alarms$/);
  });
});

describe('the situation', () => {
  it('makes three statements, each with its proof', async () => {
    await looksRight('', 'supervision-situation');
    await desk.open('');
    await statement('heads').waitFor();
    expect(await heading('coverage')).toMatch(/^区块 1–\d+ 已由本机独立验证，落后 \d+$/);
    expect(await heading('journals')).toMatch(/^4\/4 份日志完整，截至 \d+ 秒前$/);
    expect(await heading('heads')).toBe('与 4 家组织的链头一致，未见分叉');
    expect(await stateOf('heads')).toBe('proved');
    await statement('heads').locator('.badge').click();
    expect(await drawer().locator('.checks li').count()).toBe(4);
    await desk.page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
  });

  it('is told on a wall without a control or a person', async () => {
    await desk.size(1920, 1080);
    await looksRight('wall', 'supervision-wall');
    expect(await desk.page.locator('main a, main button, main input').count()).toBe(0);
    expect(await desk.page.locator('body').textContent()).not.toContain('inspector');
    await desk.size(1440, 900);
    wall = await desk.context.newPage();
    await wall.setViewportSize({ width: 1920, height: 1080 });
    await wall.goto(desk.site('/console/wall?lang=en'));
    await wall.locator('[data-statement=heads][data-state=proved]').waitFor();
    await wall.evaluate('globalThis.isStillOpen = true');
    await desk.page.bringToFront();
    // It is noticed while the rooms are looked at.
    await desk.chain.stopNode(STOPPED);
  });
});

describe('rooms', () => {
  it('shows what every journal holds, and checks a certificate', async () => {
    await looksRight('journals', 'supervision-journals');
    const line = desk.page.locator('tbody tr', { hasText: 'jia-validator' });
    expect(await line.locator('td').nth(3).textContent()).toBe('9/9');
    await line.click();
    await drawer().locator('table').waitFor();
    expect(await drawer().locator('tbody tr').count()).toBe(9);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-journal-en');
    await desk.open('journals');
    await desk.page.locator('input[name=certificate]').setInputFiles({
      ...{ name: 'a.cert', mimeType: 'application/octet-stream', buffer: Buffer.from('none') },
    });
    await desk.page.locator('[role=alert]').waitFor();
    await desk.picture('supervision-certificate-refused-zh');
  });

  it('names the chain, its members and officers', async () => {
    await looksRight('chains', 'supervision-chains');
    await looksRight('chains/officers', 'supervision-officers', ['en']);
    expect(await desk.page.locator('tbody').textContent()).toContain('inspector-1');
  });
});

describe('when a node has fallen silent', () => {
  it('the same place is red, and names who and since when', async () => {
    await desk.open('');
    await until(async () => (await stateOf('heads')) === 'failed');
    expect(await heading('heads')).toBe('有节点不再发声；与 3 家组织的链头一致');
    expect(await statement('heads').locator('.blame').textContent()).toMatch(
      /^链头停滞：bing-validator，自 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
    );
    await desk.page.locator(`[data-alarm]`, { hasText: STOPPED }).first().waitFor();
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-situation-failed-zh');
    await desk.page.locator(`[data-node=${STOPPED}]`).click();
    await drawer().locator('.facts').first().waitFor();
    expect(await drawer().textContent()).toContain('未再发声');
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-node-zh');
  });

  it('is red on a wall that stayed open, told by an event, and read from afar', async () => {
    await wall.bringToFront();
    await wall.locator('[data-statement=heads][data-state=failed]').waitFor();
    await wall.locator('.blame', { hasText: `Tip stalled: ${STOPPED}` }).waitFor();
    await wall.locator('[data-alarm]', { hasText: STOPPED }).first().waitFor();
    expect(await wall.evaluate('globalThis.isStillOpen')).toBe(true);
    await desk.picture('supervision-wall-failed-en', wall);
    await desk.open('', 'en');
    await desk.page.locator('[data-alarm]', { hasText: STOPPED }).first().waitFor();
    const [onWall, atDesk] = [await sizesOn(wall), await sizesOn(desk.page)];
    const smaller = WRITTEN.filter((name) => (onWall[name] ?? 0) < 1.4 * (atDesk[name] ?? 0));
    expect(smaller.map((name) => [name, onWall[name], atDesk[name]])).toEqual([]);
    await wall.close();
    await desk.page.bringToFront();
  });

  it('the alarm is listed with its evidence', async () => {
    await looksRight('alarms', 'supervision-alarms');
    await desk.open('alarms?state=cleared&severity=minor');
    await desk.page.locator('.empty').waitFor();
    await desk.picture('supervision-alarms-empty-zh');
    await desk.open('alarms');
    await desk.page.locator('tbody tr', { hasText: '链头停滞' }).first().click();
    await drawer().locator('.facts').first().waitFor();
    expect(await drawer().textContent()).toContain('节点签名的链头在应有时间内没有前进');
    await drawer().locator('.facts', { hasText: '区块标识' }).waitFor();
    await drawer().locator('.facts', { hasText: '处置期限' }).waitFor();
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-alarm-zh');
  });
});

describe('when a node signs two heads of one height', () => {
  it('the statement turns red on the page that is open, and the alarm shows both', async () => {
    await desk.open('');
    await statement('heads').waitFor();
    await desk.page.evaluate('globalThis.isStillOpen = true');
    signOtherHead(FORKING);
    await desk.page.getByRole('heading', { name: '发现不同的链头' }).waitFor();
    expect(await stateOf('heads')).toBe('failed');
    await desk.page.locator('.blame', { hasText: `链头分叉：${FORKING}，自 ` }).waitFor();
    expect(await desk.page.evaluate('globalThis.isStillOpen')).toBe(true);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-situation-fork-zh');
    // One alarm has both heads of the node, another its head and the block that was verified here.
    const { items } = await desk.chain.get('/v1/alarms?state=open');
    const { id } = items.find(({ evidence }: { evidence: object }) => 'second' in evidence);
    await desk.page.locator(`[data-alarm=${id}]`).getByRole('link').click();
    await drawer().getByRole('heading', { name: '链头一' }).waitFor();
    await drawer().getByRole('heading', { name: '链头二' }).waitFor();
    expect(await drawer().locator('.facts', { hasText: '区块标识' }).count()).toBe(2);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-alarm-fork-zh');
  });
});

/** Lets a node tell, under its own signature, of another block than the one it told of before. */
function signOtherHead(nodeId: string): void {
  const { observer, host } = desk.chain.supervisor;
  const home = desk.chain.testnet.homes.find((each) => each.nodeId === nodeId)?.home ?? '';
  const { chainId, stateRoot } = host.replica.chain.state;
  const { nodes } = observer.oversight.judgement(Date.now());
  const height = nodes.find((node) => node.nodeId === nodeId)?.comparedHeight ?? 0;
  const blockId = new Uint8Array(32).fill(7);
  const said = { chainId, nodeId, height, blockId, stateRoot, time: Date.now() };
  const { statement: tip, signing } = tipSignable(chainId, said);
  const signature = signerFromSeed(loadKeyFile(homePaths(home).key('statement')).seed).sign(
    signing,
  );
  host.replica.handler.envelope(nodeId, { tip: { tip, signature } });
}

describe('without the program', () => {
  it('nothing is green, and what is shown is of then', async () => {
    await desk.open('');
    await statement('coverage').waitFor();
    await desk.chain.stopSupervisor();
    // Each pane says so itself, sooner or later.
    await desk.page.locator('[data-state=stale]').first().waitFor();
    expect(await desk.page.locator('[data-statement][data-state=proved]').count()).toBe(0);
    expect(await stateOf('heads')).toBe('failed');
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-stale-zh');
    // The browser itself reports the connection that was refused.
    desk.noise.length = 0;
  });
});

describe('several chains', () => {
  const OFFICER = 'inspector-2';
  let two: TwoChains;
  let service: RunningChains;
  const tile = (name: string) => desk.page.locator(`[data-chain=${name}]`);
  const ofCity = () => new URL(desk.page.url()).searchParams.get('chain') === 'city';

  beforeAll(async () => {
    // Its home has one program, and somebody has been silent for a while by now.
    await desk.chain.stopSupervisor();
    await desk.chain.stopNode(STOPPED);
    const port = Number(new URL(desk.site('')).port);
    two = await TwoChains.beside(desk.chain, { officer: OFFICER, port });
    service = await startChains(two.folder, chainsConfig(two.folder));
    await until(() => service.followers.places().length === 2);
  });
  afterAll(async () => {
    await service?.stop();
    await two?.chains.city.stop();
  });

  it('open with one login, each with its state', async () => {
    const officer = await two.enrolled(OFFICER, 'province', desk.site(''));
    await desk.open('?chain=province');
    // The session of the program that stood here alone is over.
    await desk.page.evaluate('localStorage.clear()');
    await desk.open('?chain=province');
    desk.forgetRefusals();
    await desk.picture('supervision-chains-login-zh');
    await desk.page.locator('#officer').fill(OFFICER);
    await desk.page.locator('input[name=key]').setInputFiles(officer.keyFile);
    await desk.page.locator('#code').fill(officer.nextCode());
    await desk.page.locator('button[value=code]').click();
    await statement('heads').waitFor();
    await tile('province').locator('p').waitFor();
    await tile('city').locator('p').waitFor();
    expect(await tile('city').getAttribute('data-state')).toBe('unknown');
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-chains-situation-zh');
  });

  it('are listed with their tips, and their alarms in one list', async () => {
    await desk.open('chains?chain=province');
    const lines = desk.page.locator('table[aria-label=所监管的链] tbody tr');
    await lines.nth(1).waitFor();
    expect(await lines.nth(0).textContent()).toContain(TITLES.province);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-chains-list-zh');
    await desk.open('alarms?chain=city');
    const alarm = desk.page.locator('tbody tr', { hasText: STOPPED });
    await alarm.first().waitFor();
    expect(await alarm.first().textContent()).toContain(TITLES.province);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-chains-alarms-zh');
    await alarm.first().click();
    // The alarm is of the other chain: the page goes there.
    await until(() => !ofCity());
    await drawer().locator('.facts').first().waitFor();
  });

  it('are chosen in the head, which the address and the next visit keep', async () => {
    await desk.open('chains/officers?chain=province');
    await desk.page.locator('.chain-switch .ant-select').click();
    await desk.page.locator('.ant-select-item-option', { hasText: TITLES.city }).click();
    await until(ofCity);
    await desk.page.locator('main[aria-label=链与人员] table').first().waitFor();
    await desk.page.locator('nav.side-bar a', { hasText: '规则' }).click();
    await desk.page.locator('main[aria-label=规则] h1').waitFor();
    expect(ofCity()).toBe(true);
    await desk.open('chains');
    await until(ofCity);
    await desk.page.locator('main[aria-label=链与人员] table').first().waitFor();
  });

  it('stand on one wall, where one that fails is red with the reason', async () => {
    await desk.size(1920, 1080);
    await desk.open('wall?chain=province');
    await tile('city').locator('p').waitFor();
    expect(await desk.page.locator('main a, main button, main input').count()).toBe(0);
    const { pid } = JSON.parse(
      readFileSync(homePaths(two.chains.city.supervisionHome).run, 'utf8'),
    );
    process.kill(pid, 'SIGKILL');
    await until(async () => (await tile('city').getAttribute('data-state')) === 'failed');
    expect(await tile('city').textContent()).toContain('CHAIN_ENDED');
    expect(await tile('province').getAttribute('data-state')).not.toBe('unknown');
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-chains-wall-zh');
    await desk.size(1440, 900);
  });
});
