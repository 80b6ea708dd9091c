import { join } from 'node:path';
import { createClient } from '@mingjing/client';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { takedownIn, verifyReceipt, verifyStateProof } from '@mingjing/proofs';
import { genesisCodec, genesisHash, stateProofCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { runHere } from './command-here.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { documentItem, submit } from './submissions.ts';

// Officers order by the commands that they have; the tests build upon each other's chain.
const HOUR_MS = 3_600_000;

let network: TestNetwork;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.start({ isHere: true, parameters: { emptyBlockMs: 1000 } });
  node = network.validator(0);
});
afterAll(() => network?.remove());

const keyOf = (officer: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `${officer}.json`);
const soon = () => new Date(Date.now() + HOUR_MS).toISOString();

function run(name: string, options: object = {}, ...args: string[]) {
  onTestFailed(() => console.error(network.report()));
  return runHere(`order ${name}`, { node: node.url, ...options }, ...args);
}
const terms = (officer = 'inspector-1') => {
  return { key: keyOf(officer), basis: '7', reason: '3', case: '2026-17', drill: true };
};

function publish(user: number, text = 'a document') {
  return submit(node, documentItem(network, network.user(user), Buffer.from(text)));
}

async function problemOf(path: string): Promise<{ status: number; code: string }> {
  const answer = await fetch(node.url + path);
  const { code } = (await answer.json()) as { code: string };
  return { status: answer.status, code };
}

test('a takedown is proved from the genesis on, and changes nothing before it', async () => {
  const { id, height = 0 } = await publish(1);
  const before = await createClient({ baseUrl: node.url }).block(height);
  const also = network.validators
    .slice(1, 3)
    .map(({ url }) => url)
    .join(',');
  const given = await run('takedown', { ...terms(), also }, `${id}00000000`);
  expect(given).toMatchObject({ outcome: 'done', json: { state: 'in-force', nodes: 3 } });
  const { order } = given.json;

  const shown = await run('show', {}, order);
  expect(shown.json).toMatchObject({
    ...{ kind: 'takedown', officer: 'inspector-1', organisation: 'authority', drill: true },
    ...{ subject_organisation: 'jia', record_id: `${id}00000000`, approved_by: null },
    ...{ basis: 7, reason: 3, case_hash: bytesToHex(sha256(Buffer.from('2026-17'))) },
    effective_height: shown.json.ordered_height + 1,
  });
  expect(shown.json.commitments.length).toBeGreaterThan(0);

  const answer = await fetch(`${node.url}/v1/orders/${order}/proof`);
  const proof = stateProofCodec.parse(new Uint8Array(await answer.arrayBuffer()));
  if (!proof.ok) throw new Error(proof.reason);
  const trustedGenesisHash = genesisHash(genesisCodec.encode(network.genesis));
  const proved = verifyStateProof(proof.value, { trustedGenesisHash, verify });
  if (!proved.ok) throw new Error(proved.reason);
  const facts = takedownIn(proved.value, Uint8Array.from(Buffer.from(order, 'hex')));
  expect(facts).toMatchObject({ isRecordShown: true });
  expect(facts?.commitments.map(bytesToHex)).toEqual(shown.json.commitments);

  // Nothing that was before has changed by it.
  const client = createClient({ baseUrl: node.url });
  expect(await client.block(height)).toEqual(before);
  const receipt = verifyReceipt(await client.receipt(id), { trustedGenesisHash, verify });
  expect(receipt.ok).toBe(true);
});

test('a frozen user publishes nothing until he is lifted', async () => {
  const { json } = await run('freeze', { ...terms(), until: soon() }, 'user-2');
  expect(await publish(2)).toMatchObject({ status: 'refused', reason: 'result-userFrozen' });
  expect(await run('lift', terms('inspector-2'), json.order)).toMatchObject({ outcome: 'done' });
  expect(await publish(2)).toMatchObject({ status: 'committed', code: 0 });
  expect((await run('show', {}, json.order)).json).toMatchObject({ state: 'lifted' });
});

test('the list says what stands, latest first, and takes its filters', async () => {
  const all = (await run('list')).json.orders;
  expect(all.map(({ kind }: { kind: string }) => kind)).toEqual(['lift', 'freeze', 'takedown']);
  const kinds = await run('list', { kind: 'freeze' });
  expect(kinds.json.orders).toHaveLength(1);
  expect((await run('list', { state: 'lapsed' })).json.orders).toEqual([]);
  const page = await fetch(`${node.url}/v1/orders?limit=2`).then((answer) => answer.json());
  const rest = `${node.url}/v1/orders?before=${(page as { next_before: string }).next_before}`;
  expect(await fetch(rest).then((answer) => answer.json())).toMatchObject({
    orders: [{ kind: 'takedown' }],
    next_before: null,
  });
});

test.each<[what: string, act: () => Promise<{ outcome: unknown }>, code: string]>([
  [
    'an administrator',
    () => run('freeze', { ...terms('jia-system-admin'), until: soon() }, 'user-1'),
    'REFUSED',
  ],
  ['a user nobody knows', () => run('limit', { ...terms(), until: soon() }, 'nobody'), 'REFUSED'],
  [
    'an end that is past',
    () => run('freeze', { ...terms(), until: '2020-01-01' }, 'user-1'),
    'REFUSED',
  ],
  ['no time', () => run('freeze', { ...terms(), until: 'tomorrow' }, 'user-1'), 'BAD_TIME'],
  ['half a record', () => run('takedown', terms(), 'abc'), 'BAD_ID'],
  [
    'a reason out of range',
    () => run('takedown', { ...terms(), reason: '65536' }, 'f'.repeat(72)),
    'BAD_NUMBER',
  ],
  [
    'the approval of nothing',
    () => run('approve', { key: keyOf('jia-security-admin') }, 'f'.repeat(64)),
    'REFUSED',
  ],
])('refused: %s', async (_, act, code) => {
  expect((await act()).outcome).toBe(code);
});

test('a question about an order that is not there has a problem for an answer', async () => {
  const unknown = 'f'.repeat(64);
  for (const path of [`/v1/orders/${unknown}`, `/v1/orders/${unknown}/proof`]) {
    expect(await problemOf(path)).toEqual({ status: 404, code: 'order-unknown' });
  }
  for (const path of ['/v1/orders/xyz', '/v1/orders?kind=access', '/v1/orders?limit=101']) {
    expect(await problemOf(path)).toMatchObject({ status: 400 });
  }
});
