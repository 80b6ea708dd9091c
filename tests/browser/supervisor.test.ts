// The supervision console in a real browser, beside a real chain.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../supervisor/test/chain.ts';
import { SupervisionDriver } from './supervision-driver.ts';

let desk: SupervisionDriver;

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

describe('the frame', () => {
  it('asks for a login, says so in words, and shows nothing before', async () => {
    await desk.open('');
    await desk.page.locator('#officer').waitFor();
    expect(await desk.page.locator('[data-statement]').count()).toBe(0);
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-login-zh');
    await desk.logIn('inspector-1');
    expect(await desk.page.locator('nav.side-bar a').first().textContent()).toContain('态势');
  });
});

describe('the situation', () => {
  it('makes three statements, each with its proof', async () => {
    await statement('coverage').waitFor();
    expect(await heading('coverage')).toMatch(/^区块 1–\d+ 已由本机独立验证,落后 \d+$/);
    expect(await heading('journals')).toMatch(/^4\/4 份日志完整,截至 \d+ 秒前$/);
    expect(await heading('heads')).toBe('与 4 家组织的链头一致,未见分叉');
    expect(await stateOf('heads')).toBe('proved');
    expect(await desk.faults()).toEqual([]);
    await desk.picture('supervision-situation-zh');
    await desk.open('', 'en');
    await statement('coverage').waitFor();
    await desk.picture('supervision-situation-en');
    await desk.size(1920, 1080);
    await desk.open('wall');
    await statement('coverage').waitFor();
    await desk.picture('supervision-wall-zh');
    expect(await desk.faults()).toEqual([]);
    await desk.size(1440, 900);
    await desk.open('');
    await desk.chain.stopNode('bing-validator');
    await until(async () => (await stateOf('heads')) === 'failed');
    await desk.picture('supervision-situation-stopped-zh');
    expect(await desk.faults()).toEqual([]);
    await desk.page.locator('[data-node=bing-validator]').click();
    await desk.page.locator('.side-drawer .facts').waitFor();
    await desk.picture('supervision-node-zh');
    await desk.size(1920, 1080);
    await desk.open('wall');
    await statement('coverage').waitFor();
    await desk.picture('supervision-wall-stopped-zh');
  }, 60_000);
});
