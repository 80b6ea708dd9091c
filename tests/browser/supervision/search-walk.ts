// Search and trace: a purpose first, hits with their badge, the drawing by keys, and the signed
// file, which holds without the console.
import { readFileSync } from 'node:fs';
import { verify } from '@mingjing/crypto/node';
import { verifyTraceBundle } from '@mingjing/proofs';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { expect } from 'vitest';
import { until } from '../../../supervisor/test/chain.ts';
import type { Step, SupervisionDriver } from '../supervision-driver.ts';

const SEARCHES = '**/v1/desk/search/records*';

let ids: string[];

/** Searches that the page asked for while something was done. */
async function searchesOf(desk: SupervisionDriver, work: () => Promise<void>): Promise<number> {
  let count = 0;
  await desk.page.route(SEARCHES, async (route) => {
    count += 1;
    await route.continue();
  });
  await work();
  await desk.page.unroute(SEARCHES);
  return count;
}

/** Steps of an officer who is logged in. */
export const SEARCH_WALK: readonly Step[] = [
  [
    'nothing is asked before somebody says what for',
    async (desk) => {
      ids = await desk.chain.publish('张三发布的公告', '另一份公告', '张三发布的公告。');
      await until(() => desk.chain.supervisor.host.records?.progress().indexed === ids.length);
      await desk.open('search?text=公告');
      await desk.page.getByText('未说明之前不读取任何内容').first().waitFor();
      expect(await desk.page.locator('table.data').count()).toBe(0);
      const asked = await searchesOf(desk, async () => {
        await desk.page.locator('#purpose-note').pressSequentially('核查投诉');
        await desk.page.getByText('按回车或按钮确认').waitFor();
      });
      expect(asked).toBe(0);
      await desk.page.locator('#purpose-note').press('Enter');
      await desk.page.locator('table.data tbody tr').nth(2).waitFor();
      expect(await desk.page.locator('table.data .badge').count()).toBe(3);
    },
  ],

  [
    'filters stand in the address, and a record opens with its checks',
    async (desk) => {
      const { page } = desk;
      const asked = await searchesOf(desk, async () => {
        await page.locator('#text').fill('');
        await page.locator('#text').pressSequentially('张三');
        await page.locator('#text').press('Enter');
        await until(async () => (await page.locator('table.data tbody tr').count()) === 2);
      });
      expect(asked).toBe(1);
      expect(decodeURIComponent(page.url())).toContain('text=张三');
      await page.locator('table.data .badge').first().click();
      await page.getByText('提交证书').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('table.data tbody tr').first().click();
      await page.getByText('从这里追溯').click();
      await page.locator('svg .trace-node').first().waitFor();
    },
  ],

  [
    'the drawing is walked by keys, and its file holds offline',
    async (desk) => {
      const { page } = desk;
      const nodes = page.locator('svg .trace-node');
      await nodes.first().focus();
      await page.keyboard.press('ArrowRight');
      const focused = () =>
        page.evaluate<string | null>('document.activeElement.getAttribute("data-node")');
      await until(async () => (await focused())?.startsWith('user:') === true);
      await page.keyboard.press('ArrowRight');
      await until(async () => (await focused())?.startsWith('record:') === true);
      await page.keyboard.press('Enter');
      await page.locator('.checks').getByText('上链回执示明').first().waitFor();
      await page.keyboard.press('Escape');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByText('导出签名文件').click(),
      ]);
      const bytes = new Uint8Array(readFileSync(await download.path()));
      const { genesis } = desk.chain.supervisor.host;
      const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
      const verdict = verifyTraceBundle(bytes, { trustedGenesisHash, verify });
      expect(verdict.ok && verdict.value.statement.nodes.map(({ id }) => id)).toContain(
        `record:${ids[0]}`,
      );
    },
  ],

  [
    'an answer that comes late to an earlier question is shown to nobody',
    async (desk) => {
      const { page } = desk;
      await desk.open('search');
      await page.locator('#purpose-note').fill('核查投诉');
      await page.locator('#purpose-note').press('Enter');
      let answerFirst = () => {};
      const isHeld = new Promise<void>((resolve) => {
        answerFirst = resolve;
      });
      let first = true;
      await page.route(SEARCHES, async (route) => {
        const isFirst = first;
        first = false;
        if (isFirst) await isHeld;
        await route.continue();
      });
      const rows = page.locator('table.data tbody tr');
      const ask = async (text: string) => {
        await page.locator('#text').fill(text);
        await page.locator('#text').press('Enter');
      };
      await ask('张三');
      await until(() => !first);
      await ask('另一份');
      await until(async () => (await rows.count()) === 1);
      const answered = page.waitForResponse(SEARCHES);
      answerFirst();
      await answered;
      expect(await rows.count()).toBe(1);
      await page.unroute(SEARCHES);
    },
  ],

  [
    'entries of journals are found, and each is checked in the browser',
    async (desk) => {
      const { page } = desk;
      const rows = page.locator('table.data tbody tr');
      const badges = page.locator('table.data .badge');
      await until(async () => {
        const held = await desk.chain.get('/v1/journal/search?organisation=jia');
        return held.hits?.length > 0;
      });
      await desk.open('search');
      await page.locator('#purpose-note').fill('核查投诉');
      await page.locator('#purpose-note').press('Enter');
      await page.getByText('日志条目', { exact: true }).click();
      await page.locator('#organisation').fill('jia');
      await page.locator('#organisation').press('Enter');
      await rows.first().waitFor();
      expect(decodeURIComponent(page.url())).toContain('in=entries');
      expect(new Set(await badges.allInnerTexts())).toEqual(new Set(['由 jia-validator 声明']));
      await badges.first().click();
      await page.locator('.checks').getByText('包含证明').waitFor();
      await page.keyboard.press('Escape');
      // Whoever changes one on its way is found out here.
      await page.route('**/v1/journal/search*', async (route) => {
        const answer = await route.fetch();
        const told = (await answer.json()) as { hits: { entry: { event: string } | null }[] };
        for (const { entry } of told.hits) if (entry !== null) entry.event = 'nothing-happened';
        await route.fulfill({ response: answer, json: told });
      });
      await page.locator('#organisation').press('Enter');
      await page.getByText('nothing-happened').first().waitFor();
      expect(new Set(await badges.allInnerTexts())).toEqual(new Set(['验证失败']));
      await page.unroute('**/v1/journal/search*');
    },
  ],
  [
    'it speaks English, too',
    async (desk) => {
      await desk.open('search', 'en');
      await desk.page.getByText('Say first what you read for').first().waitFor();
      expect(await desk.faults()).toEqual([]);
    },
  ],
];
