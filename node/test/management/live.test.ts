// The paper side of a running node over its real socket, and what lies on its disk afterwards.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { statementSigningBytes } from '@mingjing/protocol';
import type { Caller } from '@mingjing/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StaffedNode } from '../staffed-node.ts';

const PHONE = '19900000000';
const TEXT = '投诉正文：某某发布了不实信息';
const NAME = '欧阳某某';
const DOCUMENT = '示例 应急处置管理制度 全文';
const REASON = '回访投诉人核实情况';
/** What is in no file of the home in clear, in any encoding that the program writes. */
const PLANTED = [PHONE, TEXT, NAME, DOCUMENT, REASON];

let node: StaffedNode;
const kept = { ticket: '', secret: '', version: '' };

beforeAll(async () => {
  node = await StaffedNode.start('offices');
});
afterAll(() => node?.stop());

const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
const signed = (
  role: Caller,
  kind: 'duty-answer' | 'document-attestation',
  facts: readonly (readonly [string, string])[],
): string => {
  const { host } = node.running;
  const officer = `jia-${role}`;
  const { seed } = loadKeyFile(join(node.folder, 'officers', `${officer}.json`));
  const statement = { kind, nodeId: host.nodeId, officer, facts };
  const bytes = statementSigningBytes(host.replica.chain.chainId, statement);
  return Buffer.from(signerFromSeed(seed).sign(bytes)).toString('base64url');
};

it('takes a complaint of somebody without a login, and one officer answers it', async () => {
  const form = { category: 'unlawful-content', text: TEXT, contact: PHONE };
  const made = await node.ask('nobody', 'POST', '/v1/complaints', form);
  expect(made.status).toBe(201);
  Object.assign(kept, made.body);
  const path = `/v1/management/complaints/${kept.ticket}`;
  expect((await node.ask('nobody', 'GET', path)).status).toBe(401);
  expect((await node.ask('system-admin', 'GET', path)).status).toBe(403);
  expect((await node.ask('duty', 'GET', path)).body.contact).toBe('199****0000');
  await node.ask('duty', 'POST', `${path}/assign`, { officer: 'jia-duty' });
  const shown = await node.ask('duty', 'POST', `${path}/reveal`, { reason: REASON });
  expect(shown.body).toMatchObject({
    ...{ contact: PHONE, entry: expect.stringMatching(/^access\/\d+$/) },
  });
  expect((await node.ask('duty', 'POST', `${path}/answer`, { text: '已处理' })).status).toBe(200);
});

it('has somebody on duty, who signs when he is called', async () => {
  const now = Date.now();
  const shift = { officer: 'jia-duty', from: now, to: now + 3600_000, phone: PHONE };
  const path = '/v1/management/duty';
  expect((await node.ask('security-admin', 'POST', `${path}/shifts`, shift)).status).toBe(201);
  expect((await node.ask('nobody', 'GET', '/v1/duty/now')).body.phone).toBe('199****0000');
  await node.ask('audit-admin', 'POST', `${path}/challenges`, {});
  const { challenge } = (await node.ask('duty', 'GET', `${path}/challenges/mine`)).body;
  const facts = [
    ['challenge', challenge.id],
    ['nonce', challenge.nonce],
  ] as const;
  const answer = { signature: signed('duty', 'duty-answer', facts) };
  const other = { signature: signed('reviewer', 'duty-answer', facts) };
  const answerPath = `${path}/challenges/${challenge.id}/answer`;
  expect((await node.ask('duty', 'POST', answerPath, other)).body.code).toBe('challenge-signature');
  expect((await node.ask('duty', 'POST', answerPath, answer)).body.state).toBe('answered');
});

it('keeps a document that another officer signs for, with its owner', async () => {
  const person = {
    ...{ name: NAME, posts: ['security-lead'], officer: 'jia-security-admin', phone: PHONE },
    ...{ email: null, appointed_on: today(), until: null, letter: null },
  };
  const owner = (await node.ask('security-admin', 'POST', '/v1/management/people', person)).body.id;
  const form = {
    ...{ slot: 'emergency-system', file_name: '应急.txt', media_type: 'text/plain', owner },
    ...{ issuer: '甲公司', issued_on: today(), expires_on: '2040-12-31', example: true },
    file: Buffer.from(DOCUMENT).toString('base64url'),
  };
  const made = await node.ask('system-admin', 'POST', '/v1/management/documents', form);
  expect(made.status).toBe(201);
  const { body } = made;
  kept.version = body.id;
  const names = ['sha256', 'size', 'file_name', 'issuer', 'owner', 'issued_on', 'expires_on'];
  const facts = [...names, 'example'].map((name) => [name, String(body[name])] as const);
  const signature = signed('audit-admin', 'document-attestation', [['version', body.id], ...facts]);
  const path = `/v1/management/documents/${body.id}/attest`;
  expect((await node.ask('audit-admin', 'POST', path, { signature })).body.level).toBe('green');
});

it('shows everything that waits in one list, to each his own', async () => {
  const areas = async (role: Caller) => {
    const { body } = await node.ask(role, 'GET', '/v1/management/agenda');
    return new Set((body.items as { area: string }[]).map(({ area }) => area));
  };
  const all = ['complaints', 'documents', 'duty', 'filing', 'people'];
  expect([...(await areas('security-admin'))].filter((area) => all.includes(area)).sort()).toEqual(
    all,
  );
  expect((await areas('reviewer')).has('filing')).toBe(false);
});

it('says every problem of these areas in both languages', async () => {
  const ask = async (language: string) => {
    const answer = await fetch(`${node.baseUrl}/v1/complaints/lookup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ ticket: '0'.repeat(24), secret: 'A'.repeat(22) }),
    });
    return ((await answer.json()) as { title: string }).title;
  };
  expect([await ask('zh-CN'), await ask('en')]).toEqual([
    ...['查不到这件投诉', 'That complaint cannot be found'],
  ]);
});

it('knows all of it after a restart, and has nothing personal in clear on its disk', async () => {
  await node.restart();
  const looked = await node.ask('nobody', 'POST', '/v1/complaints/lookup', {
    ...{ ticket: kept.ticket, secret: kept.secret },
  });
  expect(looked.body).toMatchObject({ state: 'answered', answer: { text: '已处理' } });
  const version = await node.ask('home', 'GET', `/v1/management/documents/${kept.version}`);
  expect(version.body).toMatchObject({ level: 'green', mark: { 'zh-CN': '示例' } });
  const files = readdirSync(node.home, { recursive: true, withFileTypes: true });
  const found = files
    .filter((entry) => entry.isFile())
    .flatMap(({ name, parentPath }) => {
      const bytes = readFileSync(join(parentPath, name));
      return PLANTED.filter((planted) => bytes.includes(planted)).map((planted) => [name, planted]);
    });
  expect(found).toEqual([]);
  // The same search finds what is meant to lie there.
  expect(readFileSync(join(node.home, 'config', 'config.yaml')).includes('jia-validator')).toBe(
    true,
  );
});
