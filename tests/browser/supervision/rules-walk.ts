// Rules from their file to the alarm that one of them raises, and what is done about it.
import { expect } from 'vitest';
import { until } from '../../../supervisor/test/chain.ts';
import type { Step, SupervisionDriver } from '../supervision-driver.ts';

/** Only the authority watches for it: a node would not publish what it refuses itself. */
const BAD_SAMPLE = '夜莺行动今晚八点开始';
const HARMLESS = '床前明月光，疑是地上霜';
const CONTENT = {
  ...{ format: 1, id: 'watched', version: 1, title: { zh: '关注', en: 'Watched' } },
  rules: [
    {
      ...{ id: 'nightingale', category: 'act', severity: 'flag', any: ['夜莺行动'] },
      reason: { zh: '夜莺行动', en: 'Names the act' },
    },
  ],
};
const WORDS = { id: 'watched-words', severity: 'critical', kind: 'keyword', content: CONTENT };
const RULES = {
  version: 1,
  rules: [
    { ...WORDS, from: 'flag' },
    { id: 'fast', severity: 'minor', kind: 'rate', per: 'user', count: 1000, windowMs: 60_000 },
  ],
};

const fileOf = (value: unknown) => ({
  ...{ name: 'rules.json', mimeType: 'application/json' },
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

const alarms = async (desk: SupervisionDriver) => {
  const { items } = await desk.chain.get('/v1/alarms');
  return items.filter(({ rule }: { rule: string }) => rule === 'watch-rule');
};

/** What was done about the one alarm of the rules. */
const stepsOf = async (desk: SupervisionDriver) => {
  const [{ id }] = await alarms(desk);
  return (await desk.chain.get(`/v1/desk/alarms/${id}`)).steps;
};

/** Steps of two officers; the history holds records of other walks. */
export const RULES_WALK: readonly Step[] = [
  [
    'are proposed by a file, of which the page says what does not fit',
    async (desk) => {
      await desk.open('rules/versions/new');
      const file = desk.page.locator('input[name=rules]');
      await file.setInputFiles(fileOf('{ "version": 1'));
      await desk.page.getByText('这不是 JSON 文件。').waitFor();
      await file.setInputFiles(fileOf({ version: 1, rules: [{ id: 'x' }] }));
      await desk.page.getByText('文件不是规则').waitFor();
      const wrong = { ...RULES, rules: [{ ...WORDS, from: 'whenever' }] };
      await file.setInputFiles(fileOf(wrong));
      await desk.press('提出新版本');
      await desk.page.locator('[role=alert]').getByText('watched-words.from 的值不适用').waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-rules-refused-zh');
      await file.setInputFiles(fileOf(RULES));
      await desk.page.getByRole('cell', { name: '频率' }).waitFor();
      await desk.press('提出新版本');
      await desk.page.getByText('新版本已经提出').waitFor();
      desk.forgetRefusals();
    },
  ],

  [
    'are tested over the history, which raises no alarm',
    async (desk) => {
      await desk.open('rules');
      await desk.page.getByRole('link', { name: '查看' }).click();
      await desk.page.getByText('尚未回测').waitFor();
      await desk.press('回测');
      await desk.page.getByText('回测已完成').waitFor();
      await desk.page.getByRole('link', { name: '决定' }).click();
      await desk.choose('决定', '启用');
      await desk.page.getByText('您提出了这个版本，须由另一人启用。').waitFor();
      expect(await alarms(desk)).toEqual([]);
    },
  ],

  [
    'are let in by another officer with his key',
    async (desk) => {
      await desk.as('inspector-2');
      await desk.open('rules');
      await desk.page.getByText(/^\d+ 条记录中命中 0 次$/).waitFor();
      await desk.page.getByRole('link', { name: '决定' }).click();
      await desk.choose('决定', '启用');
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-rules-decide-zh');
      await desk.fill('reason', '经回测无误报');
      await desk.sign('inspector-2');
      await desk.page.getByText('决定已生效').waitFor();
      await desk.page.getByRole('link', { name: '查看规则' }).click();
      await desk.page.getByText(/^自高度 \d+ 起生效$/).waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-rules-zh');
      await desk.open('rules', 'en');
      await desk.page.getByText(/^In force from height \d+$/).waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-rules-en');
    },
  ],

  [
    'raise one alarm for a bad sample, on the open page, and none for others',
    async (desk) => {
      await desk.open('alarms');
      await desk.page.locator('main .empty, main .table-frame').waitFor();
      await desk.page.evaluate('globalThis.isStillOpen = true');
      await desk.chain.publish(HARMLESS, BAD_SAMPLE);
      await desk.page.locator('tbody tr', { hasText: '监管规则命中' }).waitFor();
      expect(await desk.page.evaluate('globalThis.isStillOpen')).toBe(true);
      await desk.chain.publish(HARMLESS);
      const { height } = desk.chain.supervisor.host.replica.chain;
      await until(async () => (await desk.chain.get('/v1/desk/rules')).judged_height >= height);
      expect(await alarms(desk)).toMatchObject([
        { severity: 'critical', state: 'open', evidence: { version: 1 } },
      ]);
    },
  ],

  [
    'and the alarm is disposed of with a reason before its deadline',
    async (desk) => {
      const row = desk.page.locator('tbody tr', { hasText: '监管规则命中' });
      const drawer = desk.page.locator('.side-drawer');
      await row.click();
      await drawer.getByText('待处置').waitFor();
      const [{ since }] = await alarms(desk);
      const shown = drawer
        .locator('dt', { hasText: '处置期限' })
        .locator('xpath=following-sibling::dd[1]//time');
      const due = Date.parse((await shown.getAttribute('datetime')) ?? '') - since;
      // Two hours from when the desk saw it, which is seconds later.
      expect(due).toBeGreaterThanOrEqual(2 * 3_600_000);
      expect(due).toBeLessThan(2 * 3_600_000 + 60_000);
      await desk.choose('下一步', '说明');
      await desk.fill('reason', '已致电运营方');
      await drawer.getByRole('button', { name: '提交' }).dblclick();
      await drawer.getByRole('cell', { name: '已致电运营方' }).first().waitFor();
      expect(await stepsOf(desk)).toMatchObject([{ action: 'note' }]);
      await desk.choose('下一步', '已解决');
      expect(await drawer.getByRole('button', { name: '提交' }).isDisabled()).toBe(true);
      await desk.fill('reason', '已约谈运营方，内容已下架');
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-alarm-rule-zh');
      await desk.press('提交');
      await drawer.getByText('已处置', { exact: true }).waitFor();
      await drawer.getByRole('cell', { name: '已约谈运营方，内容已下架' }).waitFor();
      await row.getByText('解除于').waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-alarm-disposed-zh');
      expect(await alarms(desk)).toMatchObject([{ state: 'cleared' }]);
      expect(await stepsOf(desk)).toMatchObject([{ action: 'note' }, { action: 'resolve' }]);
    },
  ],

  [
    'and what is typed of one alarm is not said of another',
    async (desk) => {
      const rows = desk.page.locator('tbody tr', { hasText: '监管规则命中' });
      const reason = desk.page.locator('textarea[name=reason]');
      await desk.chain.publish(BAD_SAMPLE);
      await rows.filter({ hasNotText: '解除于' }).click();
      await desk.page.locator('.side-drawer').getByText('待处置').waitFor();
      await reason.fill('误报');
      await rows.filter({ hasText: '解除于' }).click();
      await desk.page.locator('.side-drawer').getByText('已处置', { exact: true }).waitFor();
      expect(await reason.inputValue()).toBe('');
    },
  ],
];
