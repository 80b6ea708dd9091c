// The rooms of the supervision desk in a real browser: two officers, each with his own key.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { SUPERVISION_ITEMS } from '@mingjing/inspection';
import { verifyInspection } from '@mingjing/proofs';
import { type OfficerStatement, statementSigningBytes } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RunningNode } from '../../node/src/index.ts';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { until } from '../../supervisor/test/chain.ts';
import { operatorOf, selfCheck } from '../../supervisor/test/self-check.ts';
import { reading } from '../../supervisor/test/test-desk.ts';
import { INTERVENTIONS_WALK } from './supervision/interventions-walk.ts';
import { ROOMS_WALK } from './supervision/rooms-walk.ts';
import { RULES_WALK } from './supervision/rules-walk.ts';
import { SEARCH_WALK } from './supervision/search-walk.ts';
import { SupervisionDriver } from './supervision-driver.ts';

let desk: SupervisionDriver;
beforeAll(async () => {
  desk = await SupervisionDriver.start();
  await desk.logIn('inspector-1');
});
afterAll(() => desk?.stop());
afterEach(() => {
  // A page without a session asks whose it is, and is refused; so is a record of another phrase.
  expect(desk.noise.filter((line) => !/401|409/.test(line))).toEqual([]);
});

it.each([
  ['visits', '还没有进行过现场检查。'],
  ['rules', '还没有提出过规则。'],
  ['interventions', '还没有起草过。'],
  ['accountability', '还没有查阅过。'],
])('%s says what would stand there, and why it does not', async (room, text) => {
  await desk.open(room);
  await desk.page.getByText(text).first().waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture(`supervision-${room}-empty-zh`);
  await desk.press('English');
  await desk.picture(`supervision-${room}-empty-en`);
});

it('says of each log of its own who witnessed it, or that nobody did yet', async () => {
  await desk.open('accountability/witnesses');
  await desk.page
    .getByText(/^(尚未见证|与本节点日志一致)$/)
    .first()
    .waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-accountability-witnesses-zh');
});

it.each(SEARCH_WALK)('search: %s', (_, walk) => walk(desk));
it.each(RULES_WALK)('rules %s', (_, walk) => walk(desk));
it.each(INTERVENTIONS_WALK)('interventions %s', (_, walk) => walk(desk));

/** What a record of a session's officer reads for the visit that he is at. */
const readAtVisit = async (cookie?: string) => {
  const path = desk.site('/v1/records?limit=1');
  const headers = { ...reading('visit'), ...(cookie === undefined ? {} : { cookie }) };
  if (cookie !== undefined) return (await fetch(path, { headers })).json();
  return (await desk.context.request.get(path, { headers })).json();
};

it('begins a visit by the key of one officer, and opens it by that of another', async () => {
  await desk.as('inspector-1');
  await desk.open('visits/list/new');
  const { page } = desk;
  await page.locator('input[name=notice]').fill('公检〔2026〕1号');
  await page.locator('input[name=organisation]').fill('jia');
  const end = new Date(Date.now() + 3 * 3_600_000 + 8 * 3_600_000).toISOString();
  await page.locator('input[name=until]').fill(end.slice(0, 16).replace('T', ' '));
  await desk.sign('inspector-1');
  await page.getByText('检查已经开始，等待第二名监管人员').waitFor();
  await desk.as('inspector-2');
  await desk.open('visits');
  await page.getByRole('link', { name: '加入检查' }).click();
  await desk.sign('inspector-2');
  await page.getByText('检查已经开始').waitFor();
  await desk.open('visits');
  await page.getByText('进行中').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-visits-open-zh');
});

const PHRASE = '海上生明月';
/** Items of both programs: a run over them takes a second. */
const ITEMS = [...SUPERVISION_ITEMS, 'unique-identity-two-factors', 'no-currency'];

it('fills the form of a visit, from its phrase to the paper', async () => {
  const { chain, page } = desk;
  const node = chain.nodes.get('jia-validator') as RunningNode;
  for (const home of [chain.supervisionHome, join(chain.folder, 'testnet', 'jia-validator')]) {
    useSmallForm(home, ITEMS);
  }
  await desk.open('visits/inspections');
  await page.getByText('还没有在现场检查中填写过检查表。').waitFor();
  await desk.picture('supervision-inspections-empty-zh');
  await desk.open('visits');
  await page.getByRole('link', { name: '填写检查表' }).click();
  await page.locator('input[name=phrase]').fill(PHRASE);
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('link', { name: '查看检查表' }).click();
  await page.getByText('待签署').waitFor();
  await page.getByText('未提交：其项目为未测').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-own-zh');

  const handIn = async (phrase: string) => {
    const buffer = Buffer.from(await selfCheck(operatorOf(node), phrase));
    const file = { name: 'jia.inspection', mimeType: 'application/octet-stream', buffer };
    await page.locator('input[name=record]').setInputFiles(file);
  };
  await handIn('天涯共此时');
  await page.getByText('记录绑定的是另一句随机语').waitFor();
  await desk.picture('supervision-inspection-refused-zh');
  await handIn(PHRASE);
  await page.getByText('记录成立，已纳入。').waitFor();
  await page.getByText(/jia-validator 声明 \d+ 项/).waitFor();
  await page.getByText('由另一名监管人员签署。').waitFor();

  await desk.as('inspector-1');
  await desk.open('visits/inspections');
  await page.getByRole('link', { name: '查看检查表' }).click();
  await page.getByRole('link', { name: '签署并结束' }).click();
  await page.locator('textarea[name=objections]').fill('无异议');
  await desk.picture('supervision-inspection-seal-zh');
  await page.getByRole('button', { name: '签署并结束' }).click();
  await page.getByRole('link', { name: '查看检查表' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '检查包（离线验证）' }).click();
  const bundle = readFileSync((await (await saved).path()) ?? '');
  const held = verifyInspection(Uint8Array.from(bundle));
  expect(held).toMatchObject({ ok: true, value: { kind: 'inspection', phrase: PHRASE } });
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-signed-zh');
  const { pathname } = new URL(page.url());
  await desk.open(pathname.replace('/console/', ''), 'en');
  await page.getByText('Signed', { exact: true }).first().waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-inspection-signed-en');
});

it('ends the visit in the browser, and nothing is read for it any more', async () => {
  const { page } = desk;
  expect((await readAtVisit()).items).toHaveLength(1);
  await desk.open('visits');
  await page.getByRole('link', { name: '结束检查' }).click();
  await page.getByText('不能恢复；需要时另行开始。').waitFor();
  await desk.press('结束检查');
  await page.getByText('检查已经结束').waitFor();
  await page.getByRole('link', { name: '查看现场检查' }).click();
  await page.getByText('由监管人员结束').waitFor();
  expect(await readAtVisit()).toMatchObject({ status: 403, code: 'purpose-visit-not-open' });
});

/** Officers who are logged in beside the browser, each with the cookie of his session. */
const besides = async (...ids: string[]) => {
  const { host } = desk.chain.supervisor;
  const reached = { baseUrl: desk.site(''), control: host.control };
  const folder = join(desk.chain.folder, 'testnet');
  return Promise.all(
    ids.map(async (id) => ({ id, cookie: await new TestOfficer(folder, id).login(reached) })),
  );
};

const stated = (id: string, kind: OfficerStatement['kind'], facts: OfficerStatement['facts']) => {
  const { nodeId, replica } = desk.chain.supervisor.host;
  const { seed } = loadKeyFile(join(desk.chain.folder, 'testnet', 'officers', `${id}.json`));
  const said = { kind, nodeId, officer: id, facts };
  const bytes = statementSigningBytes(replica.chain.chainId, said);
  return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
};

it('a visit ends by itself at its time, on the page that is open', async () => {
  const { page } = desk;
  await desk.open('visits');
  const [first, second] = await besides('inspector-3', 'inspector-4');
  if (first === undefined || second === undefined) throw new Error('nobody is there');
  const post = async (cookie: string, path: string, json: object) => {
    const headers = { cookie, origin: desk.site(''), 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(json) };
    return (await fetch(desk.site(`/v1/desk/visits${path}`), init)).json();
  };
  const [notice, endsAt] = ['公检〔2026〕2号', Date.now() + 5000];
  const terms: [string, string][] = [
    ['notice', notice],
    ['organisation', 'jia'],
    ['ends_at', String(endsAt)],
  ];
  const form = { notice_number: notice, organisation: 'jia', ends_at: endsAt };
  const signature = stated(first.id, 'visit-begin', terms);
  const begun = (await post(first.cookie, '', { ...form, signature })) as { id: string };
  const joining = stated(second.id, 'visit-join', [['visit', begun.id], ...terms]);
  const joined = await post(second.cookie, `/${begun.id}/join`, { signature: joining });
  expect(joined).toMatchObject({ state: 'open' });
  expect((await readAtVisit(first.cookie)).items).toHaveLength(1);
  const row = page.locator('tbody tr', { hasText: notice });
  await row.getByText('进行中').waitFor();
  await until(() => Date.now() >= endsAt);
  expect(await readAtVisit(first.cookie)).toMatchObject({ code: 'purpose-visit-not-open' });
  await row.getByText('到期结束').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-visits-zh');
  await desk.open('visits', 'en');
  await page.getByText('Ended at its time').waitFor();
  expect(await desk.faults()).toEqual([]);
  await desk.picture('supervision-visits-en');
});

it.each(ROOMS_WALK)('the rooms %s', (_, walk) => walk(desk));
