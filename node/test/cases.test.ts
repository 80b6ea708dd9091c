// Cases of unlawful content over HTTP, and the bundle that leaves the house.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composePublish } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { verifyCaseBundle } from '@mingjing/proofs';
import { caseBundleCodec, genesisCodec, genesisHash, submitRequestCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { verifyCommand } from '../src/cli/verify.ts';
import { StaffedNode } from './staffed-node.ts';

const MARK = 'planted-evidence-5b1f';
const HOUR_MS = 60 * 60 * 1000;
let node: StaffedNode;
let commitment = '';
let record = '';

beforeAll(async () => {
  node = await StaffedNode.start('cases', undefined, { isTwoReviewers: true });
  await node.startOthers();
  await publish();
});
afterAll(() => node?.stop());

async function publish(): Promise<void> {
  const [user] = node.planned.users;
  if (user === undefined) throw new Error('no user');
  const { publicKey, sign } = signerFromSeed(user.key.seed);
  const { chain } = node.running.host.replica;
  const document = { fileName: 'a.txt', mediaType: 'text/plain', content: Buffer.from(MARK) };
  const composed = composePublish([document], {
    ...{ chainId: chain.chainId, limits: chain.state.parameters, random: randomBytes },
    ...{ keyId: keyId(publicKey), sign, now: () => Date.now() },
  });
  if (!composed.ok) throw new Error(composed.reason);
  const items = composed.value.requests.flat();
  const answer = await fetch(`${node.baseUrl}/v1/transactions?wait=committed`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: Uint8Array.from(submitRequestCodec.encode({ items })),
  });
  record = `${((await answer.json()) as { results: { id: string }[] }).results[0]?.id}00000000`;
  const { body } = await node.ask('nobody', 'GET', `/v1/records/${record}`);
  commitment = body.attachments[0].commitment;
}

const form = (change: object = {}) => ({
  ...{ found_by: 'complaint', reference: 'T-1', found_at: Date.now() - HOUR_MS },
  ...{ basis: '网络安全法第四十九条', description: '散布谣言', records: [record], users: [] },
  ...change,
});
const open = async (change: object = {}): Promise<string> => {
  const answer = await node.ask('duty', 'POST', '/v1/cases', form(change));
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const act = (caller: Parameters<StaffedNode['ask']>[0], id: string, what: string, body: object) =>
  node.ask(caller, 'POST', `/v1/cases/${id}/${what}`, body);
const order = { kind: 'takedown', order_id: 'ab'.repeat(32), note: '全部节点下架' };
const report = (change: object = {}) => ({
  ...{ to: '属地公安机关网安部门', receipt: '回执 2026-11', sent_at: Date.now(), ...change },
});
const addFile = (id: string, name: string, content: Uint8Array) =>
  fetch(`${node.baseUrl}/v1/cases/${id}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...node.callers.duty, 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(content),
  });
const clockOf = async (id: string) =>
  (await node.ask('audit-admin', 'GET', `/v1/cases/${id}`)).body.report_clock;

/** The action by an order, as if the chain had it. */
async function ordered(id: string) {
  const { registry } = node.running.host.replica.chain.state;
  const get = registry.get.bind(registry);
  vi.spyOn(registry, 'get').mockImplementation((kind, key) =>
    kind === 'order' ? ({} as never) : get(kind, key),
  );
  const answer = await act('duty', id, 'actions', order);
  vi.restoreAllMocks();
  return answer;
}

describe('a case', () => {
  it('runs from its finding to its end, and leaves as one signed bundle', async () => {
    const id = await open();
    const sealed = await act('reviewer', id, 'evidence', { commitment });
    expect(sealed.body.evidence).toMatchObject([{ id: '1', commitment, size_bytes: MARK.length }]);
    expect((await addFile(id, '来函.pdf', Buffer.from('letter'))).status).toBe(200);
    const opened = await node.ask('reviewer', 'GET', `/v1/cases/${id}/evidence/1`);
    expect(opened.body).toBe(MARK);
    expect((await ordered(id)).body.actions).toMatchObject([order]);
    const reported = await act('duty', id, 'report', report());
    expect(reported.body).toMatchObject({
      report_clock: 'in-time',
      report: { attested_by: 'jia-duty' },
    });
    const closing = { outcome: 'handled', reason: '已处置' };
    expect((await act('colleague', id, 'closing', closing)).body.closing.by).toBe('jia-reviewer-2');
    const after = await act('duty', id, 'actions', order);
    expect(after.body.code).toBe('case-closed');
    await verified(id);
  });

  async function verified(id: string): Promise<void> {
    const answer = await fetch(`${node.baseUrl}/v1/cases/${id}/bundle`, {
      headers: node.callers['security-admin'] ?? {},
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const trustedGenesisHash = genesisHash(genesisCodec.encode(node.planned.genesis));
    const check = verifyCaseBundle(bytes, { trustedGenesisHash });
    if (!check.ok) throw new Error(`${check.part}: ${check.reason}`);
    expect(check.value).toMatchObject({ organisation: 'jia', isGenesisTrusted: true });
    expect(check.value.statement.case).toMatchObject({ id, report_clock: 'in-time' });
    expect(check.value.files.map((file) => Buffer.from(file).toString())).toEqual([MARK, 'letter']);
    const [path, folder] = [join(node.folder, 'one.case'), join(node.folder, 'evidence')];
    writeFileSync(path, bytes);
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await verifyCommand(path, { extract: folder, lang: 'en' })).toBe(true);
    expect(log.mock.calls.flat().join('\n')).toContain('The case holds');
    log.mockRestore();
    expect(readdirSync(folder)).toHaveLength(2);
    refusesChanges(bytes);
  }

  function refusesChanges(bytes: Uint8Array): void {
    const bundle = caseBundleCodec.decode(bytes);
    const letter = Buffer.from('another letter');
    const [first = letter] = bundle.files;
    const statement = Buffer.from(
      Buffer.from(bundle.statement).toString().replace('散布谣言', '散布传闻'),
    );
    const partOf = (change: Partial<typeof bundle>) => {
      const check = verifyCaseBundle(caseBundleCodec.encode({ ...bundle, ...change }));
      return check.ok ? 'ok' : `${check.part}: ${check.reason}`;
    };
    expect(partOf({})).toBe('ok');
    expect(partOf({ statement })).toBe('signature: bad-signature');
    expect(partOf({ files: [first, letter] })).toBe('evidence: content-differs');
    expect(partOf({ files: [first] })).toBe('evidence: count-differs');
    expect(partOf({ statement: Buffer.from('{}') })).toBe('statement: bad-shape');
    expect(partOf({ statement: Buffer.from('none') })).toBe('statement: not-json');
    expect(partOf({ state: null })).toBe('state-root: missing');
    const cut = verifyCaseBundle(bytes.subarray(0, bytes.length - 1));
    expect(cut).toMatchObject({ ok: false, part: 'file' });
  }

  it('is on the agenda with its clock, which reminds, and is overdue', async () => {
    const running = await open();
    const soon = await open({ found_at: Date.now() - 21 * HOUR_MS });
    const late = await open({ found_at: Date.now() - 25 * HOUR_MS });
    const clocks = await Promise.all([running, soon, late].map(clockOf));
    expect(clocks).toEqual(['running', 'remind', 'overdue']);
    const { body } = await node.ask('duty', 'GET', '/v1/management/agenda');
    const own = body.items.filter(({ area }: { area: string }) => area === 'case');
    const kinds = own.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['overdue', 'remind', 'running']);
    await act('duty', late, 'report', report());
    expect(await clockOf(late)).toBe('late');
  });

  it('is closed by another person, and as handled only when it was', async () => {
    const id = await open();
    const closing = { outcome: 'handled', reason: '已处置' };
    expect((await act('reviewer', id, 'closing', closing)).body.code).toBe('case-not-reported');
    await act('duty', id, 'report', report());
    expect((await act('duty', id, 'report', report())).body.code).toBe('case-reported');
    expect((await act('reviewer', id, 'closing', closing)).body.code).toBe('case-nothing-done');
    const unfounded = { outcome: 'unfounded', reason: '内容属实' };
    expect((await act('reviewer', id, 'closing', unfounded)).status).toBe(200);
    const own = await node.ask('reviewer', 'POST', '/v1/cases', form());
    const answer = await act('reviewer', own.body.id, 'closing', unfounded);
    expect(answer).toMatchObject({ status: 403, body: { code: 'case-same-person' } });
  });

  test.each([
    ['a finding in the future', { found_at: Date.now() + HOUR_MS }, 'case-found-time'],
    ['a finding long ago', { found_at: 1 }, 'case-found-time'],
    ['nothing that it is about', { records: [] }, 'case-nothing-named'],
    ['no basis', { basis: ' ' }, 'bad-request'],
    ['an unknown way of finding', { found_by: 'rumour' }, 'bad-request'],
    ['a field that nobody knows', { author: 'x' }, 'bad-request'],
  ])('is not opened with %s', async (_name, change, code) => {
    const before = await node.ask('duty', 'GET', '/v1/cases');
    const answer = await node.ask('duty', 'POST', '/v1/cases', form(change));
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect((await node.ask('duty', 'GET', '/v1/cases')).body).toEqual(before.body);
  });

  test.each([
    ['a takedown by an order that is nowhere', 'actions', order, 409, 'case-order-unknown'],
    [
      'a takedown without an order',
      'actions',
      { ...order, order_id: '' },
      400,
      'case-order-missing',
    ],
    ['a report before the finding', 'report', report({ sent_at: 5 }), 400, 'case-report-time'],
    [
      'a report in the future',
      'report',
      report({ sent_at: Date.now() + HOUR_MS }),
      400,
      'case-report-time',
    ],
    [
      'an attachment that is not here',
      'evidence',
      { commitment: '00'.repeat(32) },
      404,
      'attachment-not-held',
    ],
  ])('does not take %s', async (_name, what, body, status, code) => {
    const id = await open();
    expect(await act('duty', id, what, body)).toMatchObject({ status, body: { code } });
    const { body: after } = await node.ask('duty', 'GET', `/v1/cases/${id}`);
    expect(after).toMatchObject({ actions: [], report: null, evidence: [] });
  });

  it('takes no empty file, and no evidence is in the clear on the disk', async () => {
    const id = await open();
    expect((await addFile(id, 'nothing', new Uint8Array(0))).status).toBe(400);
    await addFile(id, 'a picture', Buffer.from('marked-evidence-93aa'));
    await node.restart();
    const { body } = await node.ask('home', 'GET', `/v1/cases/${id}`);
    expect(body.evidence).toHaveLength(1);
    const files = filesUnder(join(node.home, 'data'));
    expect(files.length).toBeGreaterThan(5);
    const found = files.filter((file) => readFileSync(file).includes('marked-evidence-93aa'));
    expect(found).toEqual([]);
  });

  function filesUnder(folder: string): string[] {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    const paths = entries.map((entry) => join(entry.parentPath, entry.name));
    return paths.filter((path, index) => entries[index]?.isFile() && existsSync(path));
  }
});
