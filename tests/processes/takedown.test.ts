// A takedown on a real network: gone from every file of every home, also of a node that was away
// and of one restored from a backup made before, from a case and a review that have it, and from
// every search; the chain and its receipts as they were.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  type PoolItem,
  parseTransaction,
  submitRequestCodec,
} from '@mingjing/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mingjing } from './command.ts';
import { Desks } from './desks.ts';
import { TestNetwork } from './network.ts';
import { filesWith, freezeOf, order, receiptsOf, takedownOf } from './orders.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, documentItem, post, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

const MARKER = Buffer.from('PLANTED-MARKER-OF-THE-TAKEDOWN-TEST');
const LARGE = 300_000;
/** Of these a reviewer sees each one first, at the node that keeps the case. */
const REVIEWED = 7777;

let network: TestNetwork;
/** A publication of a small and one of a large content, and all of both that must go. */
let items: PoolItem[];
let published: { id: string; height: number }[];
let traces: Uint8Array[];
let commitments: string[];
let orders: string[];
let backup: string;
let before: string[];
/** Officers of the node that keeps a case of it, and holds it for a reviewer once more. */
let desks: Desks;
let openedCase: string;
let review: string;

beforeAll(async () => {
  network = await TestNetwork.start({
    hasSupervision: true,
    // The last of them is killed.
    launch: (nodeId) => ({ isHere: nodeId !== 'ding-validator' }),
  });
  const user = network.user(1);
  const large = Buffer.concat(Array.from({ length: LARGE / MARKER.length }, () => MARKER));
  items = [MARKER, large].map((content) => documentItem(network, user, content));
  published = [];
  for (const item of items) {
    const { id, height, status } = await submit(network.validator(0), item);
    expect(status).toBe('committed');
    published.push({ id, height: height ?? 0 });
  }
  traces = [MARKER, ...items.flatMap(({ attachments }) => attachments.map(({ salt }) => salt))];
  commitments = items.flatMap(({ transaction }) => {
    const parsed = parseTransaction(transaction, network.chainId, network.genesis.parameters);
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.value.attachments.map(({ commitment }) =>
      Buffer.from(commitment).toString('hex'),
    );
  });
  // The check that must find nothing later finds something in every home now.
  await until('every home holds the marker', () =>
    network.programs.every(({ home }) => filesWith(home, traces).length > 0),
  );
  before = await blockIds(network.validator(1));
  desks = new Desks(network, network.validator(1));
  await openCase();
  await holdAgain();
  backup = join(network.folder, 'before.mjbackup');
  await backUp(network.validator(0), backup);
});
afterAll(() => network?.remove());

/** A case about the first record, with the small content as evidence. */
async function openCase(): Promise<void> {
  const found = { found_by: 'complaint', reference: 'T-1', found_at: Date.now() };
  const about = { records: [`${published[0]?.id}00000000`], users: [] };
  const said = { basis: '网络安全法第四十九条', description: '散布谣言', ...about };
  openedCase = (await desks.ask('duty', '/v1/cases', { ...found, ...said })).id;
  const path = `/v1/cases/${openedCase}/evidence`;
  const { evidence } = await desks.ask('reviewer', path, { commitment: commitments[0] });
  expect(evidence).toHaveLength(1);
}

/** The same contents are submitted under another heading, and wait for a reviewer. */
async function holdAgain(): Promise<void> {
  const settings = { reviewed_categories: [REVIEWED], sample_every: 0, review_hours: 4 };
  await desks.ask('security-admin', '/v1/screening/settings', settings, 'PUT');
  const [{ transaction, attachments }] = items as [PoolItem];
  const parsed = parseTransaction(transaction, network.chainId, network.genesis.parameters);
  const message = parsed.ok ? parsed.value.message : undefined;
  if (message?.type !== 'recordsPublish') throw new Error('not a publication');
  const records = message.value.records.map((record) => ({ ...record, category: REVIEWED }));
  const again = { type: 'recordsPublish', value: { records } } as const;
  const held = { transaction: transactionOf(network, network.user(1), again), attachments };
  const request = submitRequestCodec.encode({ items: [held] });
  const [result] = (await post(network.validator(1), request)).results;
  expect(result).toMatchObject({ status: 'held' });
  review = result?.review ?? '';
}

/** Records that the supervision node finds by a word of the content. */
async function foundBySupervision(): Promise<number> {
  const path = '/v1/desk/search/records?text=PLANTED';
  const { hits } = await (network.supervision as ProgramProcess).ask<{ hits: object[] }>(path);
  return hits.length;
}

/** Waits until a running node wrote a backup of itself. */
async function backUp({ url, control }: ProgramProcess, output: string): Promise<void> {
  const headers = { 'mingjing-control': control, 'content-type': 'application/json' };
  const path = `${url}/v1/maintenance/backup`;
  await fetch(path, { method: 'POST', headers, body: JSON.stringify({ output }) });
  await until('the backup is written', async () => {
    const { state } = (await (await fetch(path, { headers })).json()) as { state: string };
    return state === 'done';
  });
}

async function blockIds(node: ProgramProcess): Promise<string[]> {
  const heights = published.map(({ height }) => height);
  return Promise.all(
    heights.map(async (height) => {
      return (await node.ask<{ block_id: string }>(`/v1/blocks/${height}`)).block_id;
    }),
  );
}

/** Statuses with which a node answers for each of the contents. */
async function statuses(node: ProgramProcess): Promise<number[]> {
  return Promise.all(
    commitments.map(async (commitment) => {
      return (await fetch(`${node.url}/v1/attachments/${commitment}`)).status;
    }),
  );
}

/** Waits until a node that was just started answers 451; it must never have shown a content. */
async function neverShows(node: ProgramProcess): Promise<void> {
  await node.ready();
  const seen = new Set<number>();
  await until(`${node.nodeId} answers 451`, async () => {
    const now = await statuses(node);
    for (const status of now) seen.add(status);
    return now.every((status) => status === 451);
  });
  expect([...seen]).not.toContain(200);
}

/** Waits until a node knows of receipts of all nodes but so many. */
async function answeredBut(node: ProgramProcess, late: number): Promise<void> {
  for (const id of orders) {
    await until(`all but ${late} answered for, at ${node.nodeId}`, async () => {
      const { nodes, answered } = await receiptsOf(node, id);
      return answered === nodes - late && nodes === 5;
    });
  }
}

test('before, the supervision node finds it by a word of its content', async () => {
  await until('both records are found', async () => (await foundBySupervision()) === 2);
});

test('all running nodes are done, and one that is away is named', async () => {
  const away = network.validator(3);
  await away.kill();
  const node = network.validator(1);
  orders = [];
  for (const { id } of published) {
    orders.push(await order(network, node, takedownOf(Buffer.from(`${id}00000000`, 'hex'))));
  }
  await answeredBut(node, 1);
  const running = network.programs.filter(({ isRunning }) => isRunning);
  expect(running).toHaveLength(4);
  for (const { home } of running) expect(filesWith(home, traces)).toEqual([]);
  const { late, receipts, effective_time: since } = await receiptsOf(node, orders[0] ?? '');
  expect(late).toEqual([expect.objectContaining({ node_id: away.nodeId, since_time: since })]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(receipts.map(() => 'deleted'));
  expect(filesWith(away.home, traces)).not.toEqual([]);
});

test('every node answers 451 with the order, in both languages', async () => {
  for (const node of network.validators.filter(({ isRunning }) => isRunning)) {
    expect(await statuses(node)).toEqual(commitments.map(() => 451));
  }
  const url = `${network.validator(0).url}/v1/attachments/${commitments[0]}`;
  const problems = await Promise.all(
    ['zh-CN', 'en'].map(async (language) => {
      const answer = await fetch(url, { headers: { 'accept-language': language } });
      expect(answer.headers.get('link')).toContain('rel="blocked-by"');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      return (await answer.json()) as { title: string; order: object; code: string };
    }),
  );
  for (const { order: reference, code } of problems) {
    expect(code).toBe('content-taken-down');
    expect(reference).toMatchObject({ id: orders[0], basis: 49, reason: 7 });
  }
  expect(problems[0]?.title).toMatch(/\p{Script=Han}/u);
  expect(problems[1]?.title).toMatch(/taken down/);
});

test('its case has a copy for the authority alone, and no reviewer holds it any more', async () => {
  const copied = await until('the evidence is sealed to the authority', async () => {
    const { evidence } = await desks.ask('duty', `/v1/cases/${openedCase}`);
    return evidence[0]?.copy ?? undefined;
  });
  expect(copied).toMatchObject({ order_id: orders[0] });
  await until('the review is over', async () => {
    const { state, taken_down_by: by } = await desks.ask('reviewer', `/v1/reviews/${review}`);
    return state === 'lapsed' && by === orders[0];
  });
  const contents = desks.ask('reviewer', `/v1/reviews/${review}/contents/0`);
  await expect(contents).rejects.toThrow(/answers 4\d\d/);
  const { home } = network.validator(1);
  await until('no file has it', () => filesWith(home, traces).length === 0);
});

test('no search finds a word of it', async () => {
  await until('no record is found by it', async () => (await foundBySupervision()) === 0);
  for (const { control, isRunning, url } of network.programs) {
    if (!isRunning) continue;
    const answer = await fetch(`${url}/v1/journal/search?text=PLANTED`, {
      headers: { 'mingjing-control': control },
    });
    const { hits } = (await answer.json()) as { hits: { entry: { event: string } }[] };
    // What the supervision node was asked above is in its journal.
    expect(hits.filter(({ entry }) => entry.event !== 'records-searched')).toEqual([]);
  }
});

test('a node that was away shows nothing of it when it returns, and is done then', async () => {
  const node = network.validator(3);
  node.start();
  await neverShows(node);
  await answeredBut(node, 0);
  expect(filesWith(node.home, traces)).toEqual([]);
  // Everybody keeps everybody's receipts, the supervision node too.
  for (const each of network.programs) await answeredBut(each, 0);
});

test('a home restored from a backup made before shows nothing of it either', async () => {
  const node = network.validator(0);
  const paths = homePaths(node.home);
  await node.terminate();
  // A new disk: nothing in the home knows of the order.
  for (const name of ['chain', 'attachments']) {
    rmSync(join(paths.data, name), { recursive: true });
  }
  const restored = await mingjing('restore', '--home', node.home, '--from', backup, '--json');
  expect(JSON.parse(restored.stdout)).toMatchObject({ taken_down: 0 });
  expect(filesWith(node.home, traces)).not.toEqual([]);
  expect(existsSync(paths.restored)).toBe(true);
  node.start();
  await neverShows(node);
  await until('no file of the home holds it', () => filesWith(node.home, traces).length === 0);
  await until('the home counts as caught up', () => !existsSync(paths.restored));
});

test('blocks are as they were, receipts verify, and the record says what happened', async () => {
  const trustedGenesisHash = genesisHash(genesisCodec.encode(network.genesis));
  for (const node of network.validators) {
    expect(await blockIds(node)).toEqual(before);
    for (const [index, { id }] of published.entries()) {
      const checked = verifyReceipt(await node.client().receipt(id), {
        trustedGenesisHash,
        verify,
      });
      expect(checked.ok).toBe(true);
      const record = await node.ask<object>(`/v1/records/${id}00000000`);
      const taken = { held: false, taken_down_by: orders[index] };
      expect(record).toMatchObject({
        ...{ standing: 'taken-down', order: { id: orders[index], basis: 49 } },
        attachments: [taken, taken],
      });
    }
  }
  const { supervision } = network;
  const view = await supervision?.ask(`/v1/records/${published[0]?.id}00000000`);
  expect(view).toMatchObject({ standing: 'taken-down', order: orders[0], badge: 'proved' });
});

test('it comes in again nowhere', async () => {
  const [item] = items as [PoolItem];
  const parsed = parseTransaction(item.transaction, network.chainId, network.genesis.parameters);
  const { message } = parsed.ok ? parsed.value : (undefined as never);
  const transaction = transactionOf(network, network.user(1), message);
  for (const node of network.validators) {
    const again = await submit(node, { transaction, attachments: item.attachments });
    expect(again).toMatchObject({ status: 'refused', reason: 'result-takenDown' });
  }
  for (const { home } of network.programs) expect(filesWith(home, traces)).toEqual([]);
});

test('a freeze is in force on all nodes, and each states its first refusal', async () => {
  const id = await order(network, network.validator(2), freezeOf('user-2'));
  orders = [id];
  await answeredBut(network.validator(2), 0);
  const refused = new Map<string, string>();
  for (const node of network.validators) {
    const transaction = transactionOf(network, network.user(2), bareRecord());
    const { status, reason, hash } = await submit(node, { transaction, attachments: [] });
    expect({ status, reason }).toEqual({ status: 'refused', reason: 'result-userFrozen' });
    refused.set(node.nodeId, hash);
  }
  await until('all first refusals are known to the supervision node', async () => {
    const { receipts } = await receiptsOf(network.supervision as ProgramProcess, id);
    const stated = receipts.filter(({ first_refusal: first }) => first !== null);
    if (stated.length < refused.size) return false;
    for (const { node_id: node, first_refusal: first } of stated) {
      expect(first?.transaction).toBe(refused.get(node));
    }
    return true;
  });
});
