// The desk beside a real chain of four organisations: rules, alarms, orders and advisories.
import { join } from 'node:path';
import {
  caseHash,
  composeTransaction,
  createClient,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { LIMITED_RECORDS_PER_DAY } from '@mingjing/execution';
import { type Message, statementSigningBytes } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { TestChain, until } from './chain.ts';
import { reading } from './test-desk.ts';

const DESK = '/v1/desk';
let chain: TestChain;
const cookies = new Map<string, string>();
beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  const nodes = [...chain.nodes].map(([node_id, { api }]) => {
    return { node_id, url: `http://127.0.0.1:${api.port}` };
  });
  // One that is registered and answers nobody: the others are enough.
  const away = nodes.map((node) => {
    return node.node_id === 'ding-validator' ? { ...node, url: 'http://127.0.0.1:9' } : node;
  });
  await chain.startSupervisor({ interventions: { nodes: away } });
  for (const id of ['inspector-1', 'inspector-2']) {
    const { console: address, host } = chain.supervisor;
    const reached = { baseUrl: `http://localhost:${address.port}`, control: host.control };
    cookies.set(id, await new TestOfficer(join(chain.folder, 'testnet'), id).login(reached));
  }
});
afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as a caller sees it
async function ask(officer: string, path: string, json?: object, more: object = {}): Promise<any> {
  const origin = `http://localhost:${chain.supervisor.console.port}`;
  const answer = await fetch(origin + path, {
    method: json === undefined ? 'GET' : 'POST',
    headers: {
      ...{ origin, cookie: cookies.get(officer) ?? '', ...more },
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return answer.json();
}

function keyOf(officer: string) {
  const file = join(chain.folder, 'testnet', 'officers', `${officer}.json`);
  const { seed, publicKey } = loadKeyFile(file);
  return { publicKey, sign: signerFromSeed(seed).sign };
}

function state(officer: string, kind: 'watch-activation' | 'advisory', facts: string[][]): string {
  const { nodeId, replica } = chain.supervisor.host;
  const said = { kind, nodeId, officer, facts: facts as [string, string][] };
  const bytes = statementSigningBytes(replica.chain.chainId, said);
  return Buffer.from(keyOf(officer).sign(bytes)).toString('base64url');
}

test('rules are proposed, tested over the history, let in, and find what comes after', async () => {
  await chain.publish('first', 'second');
  // A node answers for itself: the history is that of the supervision node.
  const height = chain.firstNode?.host.replica.chain.height ?? 0;
  await until(() => chain.supervisor.host.replica.chain.height >= height);
  const rule = { id: 'watched', severity: 'major', kind: 'organisation', organisations: ['jia'] };
  const proposed = await ask('inspector-1', `${DESK}/rules`, { version: 1, rules: [rule] });
  const tested = await ask('inspector-1', `${DESK}/rules/1/back-test`, {});
  expect(tested.back_test).toMatchObject({ publications: 2, findings: 2, whole: true });
  const facts = [
    ['version', '1'],
    ['sha256', proposed.hash],
    ['approve', 'true'],
  ];
  const signature = state('inspector-2', 'watch-activation', facts);
  const decision = { approve: true, reason: '已审阅', signature };
  const active = await ask('inspector-2', `${DESK}/rules/1/decision`, decision);
  expect(active.state).toBe('active');
  await chain.publish('third');
  const found = async () =>
    (await ask('inspector-1', `${DESK}/alarms`)).items.find(
      ({ rule: name }: { rule: string }) => name === 'watch-rule',
    );
  await until(async () => (await found()) !== undefined);
  expect(await found()).toMatchObject({ severity: 'major', evidence: { version: 1 } });
  const step = { action: 'resolve', reason: '核实无误' };
  const disposed = await ask('inspector-1', `${DESK}/alarms/${(await found()).id}/steps`, step);
  expect(disposed).toMatchObject({ state: 'cleared', steps: [{ by: 'inspector-1' }] });
});

test('a record is read for a purpose, and the read is counted for everybody', async () => {
  const { items } = await ask('inspector-1', '/v1/records', undefined, reading('case'));
  expect(items).toHaveLength(3);
  const path = `/v1/records/${items[0].id}`;
  expect((await ask('inspector-1', path)).code).toBe('purpose-missing');
  expect((await ask('inspector-1', path, undefined, reading('case', '核查'))).id).toBe(items[0].id);
  const counts = await (await fetch(chain.consoleUrl('/v1/accountability/counts'))).json();
  expect((counts as { items: object[] }).items).toMatchObject([
    { reads: 2, by_purpose: { case: 2 } },
  ]);
});

const HOUR = 60 * 60_000;
const terms = { basis: 49, reason: 7, isDrill: true } as const;

/** A drafted order with what a transaction of it needs; times are block times, ms. */
async function drafted(kind: string, subject: string, ends = false) {
  const now = chain.supervisor.host.replica.chain.state.time;
  const [deadline, expiresAt] = [now + 10 * 60_000, now + HOUR];
  const draft = {
    ...{ kind, subject, deadline, expires_at: ends ? expiresAt : null, reference: '案2026-1' },
    ...{ basis: terms.basis, reason: terms.reason, drill: true, explanation: '演练' },
  };
  const answer = await ask('inspector-1', `${DESK}/interventions`, draft);
  const orderTerms = (reference = draft.reference): OrderTerms => {
    return { ...terms, deadline, caseHash: caseHash(reference) };
  };
  return { answer, id: answer.id as string, expiresAt, orderTerms };
}

function signedBy(officer: string, message: Message) {
  const { publicKey, sign } = keyOf(officer);
  const { bytes } = composeTransaction({
    ...{ chainId: chain.supervisor.host.replica.chain.chainId, message, sign },
    ...{ unique: randomBytes(16), validUntil: Date.now() + 60_000, keyId: keyId(publicKey) },
  });
  return { transaction: Buffer.from(bytes).toString('base64url') };
}

const sign = (officer: string, id: string, form: object) =>
  ask(officer, `${DESK}/interventions/${id}/sign`, form);

/** Resolves with the order of an intervention when every node answered that it carried it out. */
async function carriedOut(id: string) {
  const followed = () => ask('inspector-1', `${DESK}/interventions/${id}`);
  await until(async () => (await followed()).order?.status === 'inForce');
  const { order } = await followed();
  expect(order.effective_height).toBeGreaterThan(order.ordered_height);
  await until(async () => {
    const receipts = await ask('inspector-1', `/v1/orders/${order.id}/receipts`);
    return receipts.nodes === 5 && receipts.answered === 5 && receipts.late.length === 0;
  });
  return order.id as string;
}

/** Drafts an order, has the second officer sign it, and follows it to the end. */
async function given(
  kind: string,
  subject: string,
  message: (terms: OrderTerms, expiresAt: number) => Message,
  ends = false,
): Promise<string> {
  const { answer, expiresAt, id, orderTerms } = await drafted(kind, subject, ends);
  expect(answer.code).toBeUndefined();
  await sign('inspector-2', id, signedBy('inspector-2', message(orderTerms(), expiresAt)));
  return carriedOut(id);
}

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const lifted = (order: string) => given('lift', order, (said) => liftMessage(bytesOf(order), said));

test.each([
  ['a takedown of a user', 'takedown', 'user-1', 'intervention-subject'],
  ['a limit without an end', 'limit', 'user-1', 'intervention-expiry'],
  ['a lift of an order that nobody gave', 'lift', 'ab'.repeat(32), 'scope-subject'],
  ['a freeze of nobody', 'freeze', 'nobody', 'scope-subject'],
])('%s is drafted by nobody', async (_, kind, subject, code) => {
  expect((await drafted(kind, subject)).answer.code).toBe(code);
});

test('a freeze is drafted, signed by another, posted, and followed to its lift', async () => {
  const { expiresAt, id, orderTerms } = await drafted('freeze', 'user-1', true);
  const freeze = (reference?: string) =>
    freezeMessage({ userId: 'user-1' }, expiresAt, orderTerms(reference));
  const refused = [
    await sign('inspector-1', id, signedBy('inspector-1', freeze())),
    await sign('inspector-2', id, signedBy('inspector-1', freeze())),
    await sign('inspector-2', id, signedBy('inspector-2', freeze('another'))),
    await sign('inspector-2', id, { transaction: 'AAAA' }),
  ];
  expect(refused.map(({ code }) => code)).toEqual([
    ...['intervention-same-person', 'intervention-signed-key', 'intervention-signed-other'],
    'intervention-signed-malformed',
  ]);
  const posted = await sign('inspector-2', id, signedBy('inspector-2', freeze()));
  const taken = posted.postings.filter((each: { taken: boolean }) => each.taken);
  expect([posted.postings.length, taken.length, posted.is_enough]).toEqual([4, 3, true]);
  const order = await carriedOut(id);
  // One node answers nobody, and nobody waits for it: a block has the order.
  await until(
    async () => (await ask('inspector-1', `${DESK}/interventions/${id}`)).state === 'taken',
  );
  await expect(chain.publish('while frozen')).rejects.toThrow(/userFrozen/);
  await lifted(order);
  const { order: ended } = await ask('inspector-1', `${DESK}/interventions/${id}`);
  expect(ended.status).toBe('lifted');
  expect(await chain.publish('after the lift')).toHaveLength(1);
});

test('a limit and a takedown have effect, and the limit ends with its lift', async () => {
  const [record = ''] = await chain.publish('to be taken down');
  // Orders are drafted of what the supervision node has verified.
  const known = () =>
    ask('inspector-1', `/v1/records/${record}`, undefined, reading('case', '核查'));
  await until(async () => (await known()).id === record);
  const [limit] = await Promise.all([
    given('limit', 'user-1', (said, end) => limitMessage('user-1', end, said), true),
    given('takedown', record, (said) => takedownMessage(bytesOf(record), said)),
  ]);
  const standing = async () => (await chain.get(`/v1/records/${record}`)).standing;
  await until(async () => (await standing()) === 'taken-down');
  const day = Array.from({ length: LIMITED_RECORDS_PER_DAY + 1 }, (_, n) => `limited ${n}`);
  await expect(chain.publish(...day)).rejects.toThrow(/limitedByOrder/);
  await lifted(limit);
  expect(await chain.publish('without a limit')).toHaveLength(1);
});

test('an advisory reaches the management node of its organisation, and waits there', async () => {
  const draft = {
    ...{ kind: 'advisory', organisation: 'jia', title: '值班提示', reply_by: null },
    text: '请于周末前补齐值班表。',
  };
  const { facts, id } = await ask('inspector-1', `${DESK}/interventions`, draft);
  expect(facts).toContainEqual(['title', '值班提示']);
  const wrong = { signature: state('inspector-2', 'advisory', [['advisory', id]]) };
  const path = `${DESK}/interventions/${id}/sign`;
  expect((await ask('inspector-2', path, wrong)).code).toBe('statement-signature');
  const signature = state('inspector-2', 'advisory', facts);
  expect((await ask('inspector-2', path, { signature })).state).toBe('taken');
  const node = chain.nodes.get('jia-validator');
  const headers = { 'mingjing-control': node?.host.control ?? '' };
  const at = (where: string) => fetch(`http://127.0.0.1:${node?.api.port}${where}`, { headers });
  const read = (await (await at('/v1/management/advisories')).json()) as { items: object[] };
  expect(read.items).toMatchObject([{ id, officer: 'inspector-2', acknowledged: null }]);
  const agenda = (await (await at('/v1/management/agenda')).json()) as { items: object[] };
  expect(agenda.items).toContainEqual(
    expect.objectContaining({ area: 'advisories', reference: id }),
  );
  const forged = {
    ...{ id, from: 'supervision', officer: 'inspector-1', organisation: 'jia', signature },
    ...{ title: '值班提示', text: '请于周末前补齐值班表。', reply_by: null },
  };
  const send = (form: object) =>
    fetch(`http://127.0.0.1:${node?.api.port}/v1/advisories`, {
      ...{ method: 'POST', body: JSON.stringify(form) },
      headers: { 'content-type': 'application/json' },
    }).then((answer) => answer.json() as Promise<{ code?: string }>);
  expect((await send(forged)).code).toBe('advisory-signature');
  expect((await send({ ...forged, organisation: 'yi' })).code).toBe('advisory-other-organisation');
  expect((await send({ ...forged, officer: 'jia-duty' })).code).toBe('advisory-officer');
  expect((await send({ ...forged, from: 'yi-validator' })).code).toBe('advisory-node');
  expect((await send({ ...forged, officer: 'inspector-2' })).code).toBeUndefined();
});

test('what a session opened ends with it: streams of a desk and of a wall', async () => {
  const { console: address, host } = chain.supervisor;
  const origin = `http://localhost:${address.port}`;
  const headers = { cookie: cookies.get('inspector-1') ?? '' };
  const streams = await Promise.all(
    ['', '?wall=true'].map((query) => fetch(`${origin}/v1/events${query}`, { headers })),
  );
  expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  const home = { headers: { 'mingjing-control': host.control } };
  const read = (await (await fetch(`${origin}/v1/sessions`, home)).json()) as {
    items: { id: string; officer: string }[];
  };
  const own = read.items.find(({ officer }) => officer === 'inspector-1');
  await fetch(`${origin}/v1/sessions/${own?.id}`, { method: 'DELETE', ...home });
  for (const stream of streams) await stream.text();
  const { status } = await fetch(`${origin}/v1/events`, { headers });
  expect(status).toBe(401);
});

test('the chain goes on whatever the desk does', async () => {
  const client = createClient({ baseUrl: chain.nodeUrl() });
  const { height } = await client.status();
  await until(async () => (await client.status()).height > height);
});
