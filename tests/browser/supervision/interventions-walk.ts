// Interventions: drafted by one officer, signed by another, posted, followed until it has effect.
import { expect } from 'vitest';
import { WithholdingNode } from '../../../supervisor/test/withholding-node.ts';
import type { Step, SupervisionDriver } from '../supervision-driver.ts';

const NOBODY = 'http://127.0.0.1:9';
const USER = 'user-1';

/** A minute of Asia/Shanghai, as people write it. */
function minuteIn(hours: number): string {
  const at = new Date(Date.now() + (8 + hours) * 3_600_000);
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

const withholding = new WithholdingNode();
let order: string;

const draft = async (desk: SupervisionDriver, kind: string, subject: string) => {
  await desk.choose('种类', kind);
  await desk.fill('subject', subject);
  await desk.fill('basis', '49');
  await desk.fill('reason', '7');
  await desk.fill('reference', '案2026-1');
  await desk.fill('explanation', '主管机关要求');
};
const publishes = (desk: SupervisionDriver) => desk.chain.publish('用户发布的内容');

/** Steps of two officers. */
export const INTERVENTIONS_WALK: readonly Step[] = [
  [
    'say what does not fit, and nothing is entered',
    async (desk) => {
      await desk.as('inspector-1');
      await desk.open('interventions/list/new');
      await desk.page.getByText('请填写全部内容。').waitFor();
      await draft(desk, '冻结', 'A user');
      await desk.fill('until', '明天');
      await desk.page.getByText('冻结的对象须为用户编号').waitFor();
      await desk.fill('subject', 'nobody-here');
      await desk.page.getByText('截止时间请按').waitFor();
      await desk.fill('until', minuteIn(-1));
      await desk.page.getByText('截止时间须在将来。').waitFor();
      await desk.fill('until', minuteIn(24));
      await desk.press('提交草案');
      await desk.page.locator('[role=alert]').getByText('超出您的管辖范围').waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-intervention-refused-zh');
      expect((await desk.chain.get('/v1/desk/interventions')).items).toEqual([]);
      desk.forgetRefusals();
    },
  ],

  [
    'are drafted, and signed by nobody who drafted them',
    async (desk) => {
      await desk.fill('subject', USER);
      await desk.press('提交草案');
      await desk.page.getByText('草案已提交').waitFor();
      await desk.page.getByRole('link', { name: '查看干预' }).click();
      await desk.page.getByRole('cell', { name: '待签名' }).waitFor();
      expect(await desk.page.getByRole('link', { name: '签名并投递' }).count()).toBe(0);
      const [{ id }] = (await desk.chain.get('/v1/desk/interventions')).items;
      await desk.open(`interventions/list/${id}/sign`);
      await desk.page.getByText('您起草了它，须由另一人签名。').waitFor();
    },
  ],

  [
    'are signed by another with his key; too few organisations are not enough',
    async (desk) => {
      const url = await withholding.start();
      const urls = desk.posted.map((node) => node.url);
      for (const node of desk.posted) node.url = node.node_id === 'jia-validator' ? url : NOBODY;
      await desk.as('inspector-2');
      await desk.open('interventions');
      await desk.page.getByRole('link', { name: '签名并投递' }).click();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-intervention-sign-zh');
      await desk.sign('inspector-1', '签名并投递');
      await desk.page.locator('[role=alert]').getByText('签名不相符').waitFor();
      desk.forgetRefusals();
      await desk.sign('inspector-2', '签名并投递');
      await desk.page.getByRole('link', { name: '跟踪执行' }).click();
      await desk.page.getByRole('heading', { name: '已送达 1/4 个节点，1 个组织' }).waitFor();
      await desk.page.getByText('未超过表决权三分之一').waitFor();
      await desk.page.getByText('投递中').waitFor();
      await desk.page.getByText('尚未进入区块').waitFor();
      expect(await desk.page.getByText('无法连接').count()).toBe(3);
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-intervention-failing-zh');
      await desk.page.evaluate('globalThis.isStillOpen = true');
      desk.posted.forEach((node, index) => {
        node.url = urls[index] ?? '';
      });
      withholding.stop();
    },
  ],

  [
    'are followed on the open page: in force, and carried out by every node',
    async (desk) => {
      const { page } = desk;
      await page.getByRole('heading', { name: '已送达 4/4 个节点，4 个组织' }).waitFor();
      await page.getByText('已生效', { exact: true }).waitFor();
      await page.getByText('执行回执 5/5').waitFor();
      await page.getByText('已送达', { exact: true }).waitFor();
      expect(await page.evaluate('globalThis.isStillOpen')).toBe(true);
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-intervention-followed-zh');
      await expect(publishes(desk)).rejects.toThrow(/userFrozen/);
      const [{ id, order: given }] = (await desk.chain.get('/v1/desk/interventions')).items;
      order = given.id;
      await desk.open(`interventions/list/${id}/follow`, 'en');
      await page.getByText('Order receipts 5 of 5').waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-intervention-followed-en');
    },
  ],

  [
    'are lifted by another order, and the user writes again',
    async (desk) => {
      const { page } = desk;
      await desk.open('interventions/list/new');
      await draft(desk, '解除', order);
      await desk.press('提交草案');
      await page.getByText('草案已提交').waitFor();
      await desk.as('inspector-1');
      await desk.open('interventions');
      await page.getByRole('link', { name: '签名并投递' }).click();
      await page.getByText('原指令到此结束。').waitFor();
      await desk.sign('inspector-1', '签名并投递');
      await page.getByRole('link', { name: '跟踪执行' }).click();
      await page.getByText('执行回执 5/5').waitFor();
      await page.getByRole('link', { name: '查看干预' }).click();
      const freeze = page.locator('tbody tr', { hasText: '冻结' });
      await freeze.getByRole('link', { name: '查看' }).click();
      await page.getByText('已解除', { exact: true }).waitFor();
      expect(await publishes(desk)).toHaveLength(1);
    },
  ],

  [
    'are withdrawn before anybody signs them, and stay in the list',
    async (desk) => {
      const { page } = desk;
      await desk.open('interventions/list/advise');
      await desk.fill('organisation', 'jia');
      await desk.fill('title', '值班提示');
      await desk.fill('text', '请补齐值班表。');
      await desk.fill('replyBy', '周末');
      await page.getByText('答复期限请按').waitFor();
      await desk.fill('replyBy', '');
      await desk.press('提交草案');
      await page.getByRole('link', { name: '查看干预' }).click();
      await page.getByRole('link', { name: '撤回草案' }).click();
      await desk.press('撤回草案');
      await page.getByText('草案已撤回').waitFor();
    },
  ],

  [
    'advise an operator, who reads it at his own desk',
    async (desk) => {
      const { page } = desk;
      await desk.open('interventions/list/advise');
      await desk.fill('organisation', 'jia');
      await desk.fill('title', '值班提示');
      await desk.fill('text', '请于周末前补齐值班表。');
      await desk.press('提交草案');
      await page.getByText('草案已提交').waitFor();
      await desk.as('inspector-2');
      await desk.open('interventions');
      await page.getByRole('link', { name: '签名并投递' }).click();
      await desk.sign('inspector-2', '签名并投递');
      await page.getByRole('link', { name: '跟踪执行' }).click();
      await page.getByRole('heading', { name: '已送达 1/1 个节点，1 个组织' }).waitFor();
      const node = desk.chain.nodes.get('jia-validator');
      const answer = await fetch(`http://127.0.0.1:${node?.api.port}/v1/management/advisories`, {
        headers: { 'mingjing-control': node?.host.control ?? '' },
      });
      expect(await answer.json()).toMatchObject({
        items: [{ officer: 'inspector-2', text: '请于周末前补齐值班表。', acknowledged: null }],
      });
      await page.getByRole('link', { name: '查看干预' }).click();
      await page.getByText('已撤回', { exact: true }).waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-interventions-zh');
      await desk.open('interventions', 'en');
      await page.getByText('Withdrawn', { exact: true }).waitFor();
      expect(await desk.faults()).toEqual([]);
      await desk.picture('supervision-interventions-en');
    },
  ],
];
