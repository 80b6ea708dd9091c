// What stands between a client and the pool: rules, reviewers and what they leave behind.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composePublish } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { randomBytes, saveKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { type PoolItem, submitRequestCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { publishCommand } from '../src/cli/publish.ts';
import { BANNED } from './banned-words.ts';
import { type Asked, StaffedNode } from './staffed-node.ts';

let node: StaffedNode;

beforeAll(async () => {
  node = await StaffedNode.start('content', undefined, { isTwoReviewers: true });
  await node.startOthers();
});
afterAll(() => node?.stop());

/** A signed publication of texts, one record each. */
function signed(
  texts: readonly (string | Uint8Array)[],
  { fileName = 'a.txt', validForMs = 60_000, category = 0 } = {},
) {
  const [user] = node.planned.users;
  if (user === undefined) throw new Error('no user');
  const signer = signerFromSeed(user.key.seed);
  const { chain } = node.running.host.replica;
  const documents = texts.map((text) => ({
    ...{ fileName, mediaType: 'text/plain', category },
    content: typeof text === 'string' ? Buffer.from(text) : text,
  }));
  const composed = composePublish(documents, {
    ...{ chainId: chain.chainId, limits: chain.state.parameters, random: randomBytes },
    ...{ keyId: keyId(signer.publicKey), sign: signer.sign, now: () => Date.now(), validForMs },
  });
  if (!composed.ok) throw new Error(composed.reason);
  return composed.value.requests.flat();
}

async function submit(items: readonly PoolItem[], wait = 'accepted'): Promise<Asked> {
  const answer = await fetch(`${node.baseUrl}/v1/transactions?wait=${wait}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', 'accept-language': 'en' },
    body: Uint8Array.from(submitRequestCodec.encode({ items: [...items] })),
  });
  const { status, headers } = answer;
  return { status, headers, body: await answer.json() };
}

const publish = (text: string, options = {}) => submit(signed([text], options), 'committed');
const decide = (caller: 'reviewer' | 'colleague', id: string, decision: string) =>
  node.ask(caller, 'POST', `/v1/reviews/${id}/decisions`, { decision, reason: '已核对' });
const read = async (id: string) => (await node.ask('reviewer', 'GET', `/v1/reviews/${id}`)).body;

function pooledRecords(): number {
  const entries = [...node.running.host.replica.pool.entries()];
  return entries.filter(({ transaction }) => transaction.recordCount > 0).length;
}

async function activate(ruleSet: typeof BANNED): Promise<void> {
  const path = `/v1/screening/rule-sets/${ruleSet.id}/${ruleSet.version}`;
  await node.ask('reviewer', 'POST', '/v1/screening/rule-sets', ruleSet);
  await node.ask('reviewer', 'POST', `${path}/back-test`);
  const body = { approve: true, reason: '词表已核对' };
  expect(await node.ask('security-admin', 'POST', `${path}/decision`, body)).toMatchObject({
    ...{ status: 200, body: { state: 'active' } },
  });
}

describe('rule sets', () => {
  const path = '/v1/screening/rule-sets/banned/1';
  const decision = (caller: 'reviewer' | 'security-admin' | 'colleague', approve = true) =>
    node.ask(caller, 'POST', `${path}/decision`, { approve, reason: '词表已核对' });

  it('are proposed by one, tested over what stands, and put in force by another', async () => {
    expect((await publish('这里讨论敏感话题。')).body.results[0].status).toBe('committed');
    const proposed = await node.ask('reviewer', 'POST', '/v1/screening/rule-sets', BANNED);
    expect(proposed).toMatchObject({ status: 201, body: { state: 'proposed', back_test: null } });
    expect((await decision('security-admin')).body.code).toBe('rule-set-not-tested');
    const tested = await node.ask('reviewer', 'POST', `${path}/back-test`);
    expect(tested.body.back_test).toMatchObject({
      ...{ records: 1, texts: 3, hold: 1, refuse: 0, pass: 0, newly_stopped: 1, whole: true },
    });
    expect((await decision('reviewer')).body.code).toBe('rule-set-same-person');
    expect((await decision('security-admin')).body.state).toBe('active');
    expect((await decision('colleague')).body.code).toBe('rule-set-decided');
    const { body } = await node.ask('audit-admin', 'GET', '/v1/screening/rule-sets');
    expect(body.in_force.map(({ name }: { name: string }) => name)).toEqual(['currency', 'banned']);
  });

  it('are stated on the chain by the node that judges by them', async () => {
    const { registry } = node.running.host.replica.chain.state;
    const stated = () => registry.get('screeningRules', node.running.host.nodeId)?.ruleSets;
    // It rides in a block that something else is worth.
    await publish('今日天气晴。');
    await vi.waitFor(() => expect(stated()).toHaveLength(2), { timeout: 20_000 });
    const { body } = await node.ask('home', 'GET', '/v1/screening/rule-sets');
    const hashes = stated()?.map(({ id, hash }) => [id, Buffer.from(hash).toString('hex')]);
    expect(hashes).toEqual(
      [...body.in_force]
        .reverse()
        .map((each: { name: string; hash: string }) => [each.name, each.hash]),
    );
  });

  test.each([
    [
      'a field that nobody knows',
      { ...BANNED, version: 2, colour: 'red' },
      400,
      'rule-set-refused',
    ],
    [
      'an expression in place of words',
      { ...BANNED, version: 2, rules: [{ ...BANNED.rules[0], any: [1] }] },
      400,
      'rule-set-refused',
    ],
    ['a version that is there', BANNED, 409, 'rule-set-version-known'],
    ["the program's own name", { ...BANNED, id: 'currency', version: 9 }, 409, 'rule-set-built-in'],
  ])('are refused with %s', async (_name, body, status, code) => {
    const answer = await node.ask('reviewer', 'POST', '/v1/screening/rule-sets', body);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('do not give way to an older version', async () => {
    await activate({ ...BANNED, version: 3 });
    const older = { ...BANNED, version: 2 };
    await node.ask('reviewer', 'POST', '/v1/screening/rule-sets', older);
    await node.ask('reviewer', 'POST', '/v1/screening/rule-sets/banned/2/back-test');
    const body = { approve: true, reason: '旧版' };
    const answer = await node.ask(
      ...(['security-admin', 'POST', '/v1/screening/rule-sets/banned/2/decision', body] as const),
    );
    expect(answer.body.code).toBe('rule-set-version-old');
    const taken = await node.ask(
      ...(['reviewer', 'POST', '/v1/screening/rule-sets/banned/2/decision'] as const),
      { approve: false, reason: '撤回' },
    );
    expect(taken.body.state).toBe('rejected');
  });
});

describe('what is submitted', () => {
  test.each([
    ['a banned word', '欢迎加入秘密俱乐部', 'secret-club', 'banned'],
    ['a banned word in disguise', '秘 密\u200b俱·樂 部', 'secret-club', 'banned'],
    ['a coin', '首次代币发行项目启动，白皮书公布，欢迎认购', 'token-offering', 'currency'],
    [
      'a coin in English',
      'Token presale: send ETH now, price doubles at listing',
      'token-offering',
      'currency',
    ],
  ])('is refused for %s, and told why in both languages', async (_name, text, rule, set) => {
    const answer = await publish(text);
    expect(answer).toMatchObject({ status: 422, body: { code: 'content-refused' } });
    const finding = answer.body.findings.find((each: { rule: string }) => each.rule === rule);
    expect(finding).toMatchObject({ severity: 'refuse', rule_set: { id: set }, part: 'content' });
    expect(finding.rule_set.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(finding.reason).toEqual({ zh: expect.any(String), en: expect.any(String) });
    expect(pooledRecords()).toBe(0);
  });

  test.each([
    ['the file name', () => signed(['无害'], { fileName: '秘密俱乐部章程.txt' }), 'file-name'],
    [
      'GB 18030 text',
      () => signed([Uint8Array.of(0xc3, 0xd8, 0xc3, 0xdc, 0xbe, 0xe3, 0xc0, 0xd6, 0xb2, 0xbf)]),
      'content',
    ],
    ['UTF-16 text', () => signed([Buffer.from('\ufeff秘密俱乐部', 'utf16le')]), 'content'],
  ])('is read in %s', async (_name, items, part) => {
    const answer = await submit(items());
    expect(answer.status).toBe(422);
    expect(answer.body.findings[0]).toMatchObject({ rule: 'secret-club', part });
  });

  it('is answered each for itself in a batch', async () => {
    const items = [...signed(['天气很好']), ...signed(['秘密俱乐部']), ...signed(['敏感话题一'])];
    const answer = await submit(items);
    const states = answer.body.results.map(({ status }: { status: string }) => status);
    expect([answer.status, states]).toEqual([202, ['accepted', 'refused', 'held']]);
    expect(answer.body.results[1]).toMatchObject({ reason: 'content-refused' });
  });

  it('is counted by day and rule', async () => {
    const { body } = await node.ask('audit-admin', 'GET', '/v1/screening/statistics');
    const [today] = body.days.slice(-1);
    expect(today.rules['banned@3/secret-club'].refuse).toBeGreaterThanOrEqual(5);
    expect(today.submissions.hold).toBe(1);
    const reversed = '/v1/screening/statistics?from=2026-02-01&to=2026-01-01';
    expect((await node.ask('audit-admin', 'GET', reversed)).body.code).toBe('days-reversed');
  });

  it('passes with a flag, and waits for a look afterwards', async () => {
    const answer = await publish('一则趣闻');
    expect(answer.body.results[0].status).toBe('committed');
    const { body } = await node.ask('reviewer', 'GET', '/v1/reviews?open=true');
    const flagged = body.items.find(({ kind }: { kind: string }) => kind === 'flagged');
    expect(flagged.findings[0].rule).toBe('curious');
    const content = await node.ask('reviewer', 'GET', `/v1/reviews/${flagged.id}/contents/0`);
    expect(content.body).toBe('一则趣闻');
    expect((await decide('reviewer', flagged.id, 'approve')).body.code).toBe(
      'review-wrong-decision',
    );
    expect((await decide('reviewer', flagged.id, 'confirm')).body.state).toBe('confirmed');
  });
});

describe('the command that publishes', () => {
  test.each([
    [
      'what is refused',
      '秘密俱乐部',
      'CONTENT_REFUSED',
      /promotes an unlawful organisation \(secret-club\)/,
    ],
    ['what is held', '敏感话题，由命令发布', 'HELD_FOR_REVIEW', /waits for a review, [0-9a-f]{24}/],
  ])('says why of %s', async (_name, text, code, en) => {
    const [path, key] = [join(node.folder, 'a.txt'), join(node.folder, 'user.json')];
    writeFileSync(path, text);
    const seed = node.planned.users[0]?.key.seed ?? new Uint8Array(32);
    if (!existsSync(key)) saveKeyFile(key, { purpose: 'user', seed });
    const published = publishCommand(path, { node: node.baseUrl, key, json: true });
    await expect(published).rejects.toMatchObject({ code, en: expect.stringMatching(en) });
  });

  it('says what of a folder is committed, and what is held', async () => {
    const [folder, key] = [join(node.folder, 'documents'), join(node.folder, 'publisher.json')];
    mkdirSync(folder);
    const seed = node.planned.users[0]?.key.seed ?? new Uint8Array(32);
    saveKeyFile(key, { purpose: 'user', seed });
    const names = Array.from({ length: 20 }, (_, at) => `${String(at).padStart(2, '0')}.txt`);
    for (const name of names) writeFileSync(join(folder, name), `一份文件 ${name}`);
    writeFileSync(join(folder, '19.txt'), '敏感话题，在文件夹中');
    const said = vi.spyOn(console, 'log').mockReturnValue();
    const published = publishCommand(folder, { node: node.baseUrl, key, json: true });
    // The last four go in one transaction.
    const named = /^16\.txt, 17\.txt, 18\.txt and others, 4 files: the content waits/;
    const en = expect.stringMatching(named);
    await expect(published).rejects.toMatchObject({ code: 'HELD_FOR_REVIEW', en });
    const answer = JSON.parse(String(said.mock.calls[0]?.[0]));
    said.mockRestore();
    const files = answer.published.map(({ file }: { file: string }) => file);
    expect(files).toEqual(names.slice(0, 16));
  });
});

describe('what is held', () => {
  const held = async (text: string, options = {}): Promise<string> => {
    const answer = await publish(text, options);
    expect([answer.status, answer.body.results[0].status]).toEqual([202, 'held']);
    return answer.body.results[0].review;
  };

  it('is published once a reviewer approves, within the time of its signature', async () => {
    const items = signed(['敏感话题，经核对']);
    const answer = await submit(items);
    const [{ id: transaction, review }] = answer.body.results;
    expect(pooledRecords()).toBe(0);
    expect((await submit(items)).body.results[0].review).toBe(review);
    const approved = await decide('reviewer', review, 'approve');
    expect(approved).toMatchObject({
      status: 200,
      body: { state: 'approved', passed_on: 'passed-on' },
    });
    await vi.waitFor(
      async () => {
        const { body } = await node.ask('nobody', 'GET', `/v1/transactions/${transaction}`);
        expect(body.status).toBe('committed');
      },
      { timeout: 10_000 },
    );
    const { body: standing } = await node.ask('nobody', 'GET', `/v1/reviews/${review}/standing`);
    expect(standing).toMatchObject({ state: 'approved', sign_again: false, used_by: transaction });
    const gone = await node.ask('reviewer', 'GET', `/v1/reviews/${review}/contents/0`);
    expect(gone.body.code).toBe('review-content-gone');
  });

  it('is signed again when the window ran out, once, for the same content only', async () => {
    const review = await held('敏感话题，窗口已过', { validForMs: 3000 });
    expect((await decide('reviewer', review, 'approve')).body.passed_on).toBe('sign-again');
    const { body } = await node.ask('nobody', 'GET', `/v1/reviews/${review}/standing`);
    expect(body).toMatchObject({ state: 'approved', sign_again: true, reason: '已核对' });
    expect((await publish('敏感话题，窗口已过。')).status).toBe(202);
    const again = await publish('敏感话题，窗口已过');
    expect([again.status, again.body.results[0].status]).toEqual([200, 'committed']);
    expect((await read(review)).used_by).toBe(again.body.results[0].id);
    const third = await publish('敏感话题，窗口已过');
    expect(third.body.results[0].status).toBe('held');
    expect(third.body.results[0].review).not.toBe(review);
  });

  it('stays refused when a reviewer refused it', async () => {
    const review = await held('敏感话题，不妥');
    expect((await decide('reviewer', review, 'refuse')).body.state).toBe('refused');
    const again = await publish('敏感话题，不妥');
    expect(again).toMatchObject({ status: 422, body: { code: 'content-refused', review } });
    expect((await decide('colleague', review, 'approve')).body.code).toBe('review-decided');
  });

  it('is looked at by another person where one asks for it', async () => {
    const review = await held('敏感话题，拿不准');
    expect((await decide('reviewer', review, 'second-look')).body.state).toBe('second-look');
    expect((await decide('reviewer', review, 'approve')).body.code).toBe('review-second-person');
    expect((await decide('colleague', review, 'second-look')).body.code).toBe(
      'review-wrong-decision',
    );
    expect((await decide('colleague', review, 'approve')).body.state).toBe('approved');
  });

  it('is not reviewed by its author', async () => {
    const ties = '/v1/reviewers/jia-reviewer/users';
    await node.ask('security-admin', 'PUT', ties, { users: ['user-1'] });
    const review = await held('敏感话题，本人所写');
    expect(await decide('reviewer', review, 'approve')).toMatchObject({
      ...{ status: 403, body: { code: 'review-own-content' } },
    });
    const content = await node.ask('reviewer', 'GET', `/v1/reviews/${review}/contents/0`);
    expect(content.body.code).toBe('review-own-content');
    expect((await decide('colleague', review, 'approve')).status).toBe(200);
    await node.ask('security-admin', 'PUT', ties, { users: [] });
  });

  it('is what a category asks for, whatever the words are', async () => {
    const settings = { reviewed_categories: [77], sample_every: 0, review_hours: 4 };
    await node.ask('security-admin', 'PUT', '/v1/screening/settings', settings);
    const review = await held('无害的文字', { category: 77 });
    expect((await read(review)).findings[0]).toMatchObject({ rule: 'reviewed-category' });
    expect((await publish('无害的文字', { category: 78 })).status).toBe(200);
  });

  test.each([
    ['an unknown decision', { decision: 'maybe', reason: 'x' }],
    ['no reason', { decision: 'approve', reason: ' ' }],
    ['a field that nobody knows', { decision: 'approve', reason: 'x', by: 'somebody' }],
  ])('takes no decision with %s', async (_name, body) => {
    const { body: list } = await node.ask('reviewer', 'GET', '/v1/reviews?open=true');
    const [{ id }] = list.items;
    const answer = await node.ask('reviewer', 'POST', `/v1/reviews/${id}/decisions`, body);
    expect(answer.status).toBe(400);
    expect((await read(id)).state).toBe('waiting');
  });

  it('is on the agenda of reviewers, and shows no text in a list', async () => {
    const waiting = async (caller: 'reviewer' | 'duty') => {
      const { body } = await node.ask(caller, 'GET', '/v1/management/agenda');
      return body.items.filter(({ area }: { area: string }) => area === 'review');
    };
    expect((await waiting('reviewer'))[0]).toMatchObject({ kind: 'held', roles: ['reviewer'] });
    expect(await waiting('duty')).toEqual([]);
    const list = await node.ask('audit-admin', 'GET', '/v1/reviews');
    expect(JSON.stringify(list.body)).not.toContain('敏感话题');
    const { body } = await node.ask('audit-admin', 'GET', '/v1/review-statistics');
    expect(body.days[0]).toMatchObject({ ended: 6, in_time: 6 });
  });

  it('is there after a restart, and binds then; what was approved is passed on', async () => {
    const answer = await submit(signed(['敏感话题，中断']));
    const [{ id: transaction, review: approved }] = answer.body.results;
    const { replica } = node.running.host;
    vi.spyOn(replica, 'submit').mockRejectedValueOnce(new Error('the program ends'));
    expect((await decide('reviewer', approved, 'approve')).status).toBe(500);
    vi.restoreAllMocks();
    const review = await held('敏感话题，重启之前');
    const before = await read(review);
    await node.restart();
    const after = (id: string) => node.ask('home', 'GET', `/v1/reviews/${id}`);
    expect((await after(review)).body).toEqual(before);
    expect((await publish('敏感话题，重启之前')).body.results[0].review).toBe(review);
    expect((await publish('秘密俱乐部')).status).toBe(422);
    const used = { state: 'approved', used_by: transaction };
    expect((await after(approved)).body).toMatchObject(used);
    // The others do not know where it is reached now: there it waits for them.
    const { body } = await node.ask('nobody', 'GET', `/v1/transactions/${transaction}`);
    expect(body.status).toBe('pending');
  });

  it('is so much of one author, and more is refused', async () => {
    const texts = Array.from({ length: 51 }, (_, index) => `敏感话题，第 ${index} 篇`);
    const { status, body } = await submit(texts.flatMap((text) => signed([text])));
    const states = body.results.map((each: { status: string }) => each.status);
    expect([status, states.at(0), states.at(-1)]).toEqual([202, 'held', 'refused']);
    expect(body.results.at(-1).reason).toBe('review-full');
    expect(await publish('敏感话题，又一篇')).toMatchObject({
      ...{ status: 503, body: { code: 'review-full' } },
    });
  });
});
