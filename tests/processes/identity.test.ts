// Users and the officers who manage them, by the commands that they have, on a network of programs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@mingjing/client';
import { generateSeed, saveKeyFile, verify } from '@mingjing/crypto/node';
import { ResultCode } from '@mingjing/execution';
import { verifyReceipt } from '@mingjing/proofs';
import { submitRequestCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { runHere } from './command-here.ts';
import { readJournal } from './journal-lines.ts';
import { type Signing, signingWith, TestNetwork } from './network.ts';
import { lapsingRenewal, type Written, writtenBy } from './non-writers.ts';
import { peerKeyOf, playPeer } from './played-peer.ts';
import { ProgramProcess } from './program-process.ts';
import { bareRecord, holdings, post, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

// The tests build upon each other's chain.
const FAR = '2099-01-01T00:00:00Z';
const codes = { reason: '3', basis: '16' };

const BYZANTINE = fileURLToPath(new URL('../byzantine/node.ts', import.meta.url));

let network: TestNetwork;
let node: ProgramProcess;
let careless: ProgramProcess | undefined;
let folder: string;
let agreement: string;
let document: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-users-'));
  agreement = join(folder, 'agreement.txt');
  document = join(folder, 'document.txt');
  writeFileSync(agreement, '服务协议第一版');
  writeFileSync(document, 'a document');
  network = await TestNetwork.start({ isHere: true, parameters: { emptyBlockMs: 1000 } });
  node = network.validator(0);
});
afterAll(async () => {
  await careless?.kill();
  await network?.remove();
  rmSync(folder, { recursive: true });
});

const userKey = (id: string) => join(network.testnet.genesisFile, '..', 'users', `${id}.json`);
const officerKey = (id: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `jia-${id}.json`);

function run(name: string, options: object = {}, ...args: string[]) {
  onTestFailed(() => console.error(network.report()));
  return runHere(name, { node: node.url, ...options }, ...args);
}
const nextKey = () => join(folder, 'user-2-next.json');
const publish = (key: string, at = node) => run('publish', { key, node: at.url }, document);
const shown = async (id: string) => (await run('user show', {}, id)).json;

async function impose(by: string, grade: string, id: string): Promise<string> {
  const options = { key: officerKey(by), grade, ...codes };
  const expires = grade === 'close' ? {} : { expires: FAR };
  const { json, outcome } = await run('sanction impose', { ...options, ...expires }, id);
  expect(outcome).toBe('done');
  return json.sanction;
}

/** Why every running node refuses what somebody publishes, alone and two in one request. */
async function refusedEverywhere(signing: Signing): Promise<(string | undefined)[]> {
  const posted = network.validators.flatMap((at) =>
    [1, 2].map((count) => {
      const items = Array.from({ length: count }, () => ({
        transaction: transactionOf(network, signing, bareRecord()),
        attachments: [],
      }));
      return post(at, submitRequestCodec.encode({ items }));
    }),
  );
  const results = (await Promise.all(posted)).flatMap((answer) => answer.results);
  expect(results).toHaveLength(3 * network.validators.length);
  return [...new Set(results.map(({ reason }) => reason))];
}

/** Waits until every node knows why a user may not write. */
async function knownEverywhere(id: string, reason: string): Promise<void> {
  await until(`all nodes refuse ${id}`, async () => {
    const found = await Promise.all(
      network.validators.map(({ url }) => createClient({ baseUrl: url }).user(id)),
    );
    return found.every(({ refusal }) => refusal === reason);
  });
}

test('who has not accepted the agreement writes nothing, and then he does', async () => {
  expect((await publish(userKey('user-1'))).outcome).toBe('done');
  const published = { key: officerKey('security-admin'), text: agreement };
  expect((await run('agreement publish', published, 'jia')).json).toMatchObject({ version: 1 });
  expect((await publish(userKey('user-1'))).outcome).toBe('NOT_COMMITTED');
  await until('all nodes know it', async () => {
    const found = await Promise.all(
      network.validators.map(({ url }) => createClient({ baseUrl: url }).agreements()),
    );
    return found.every(({ agreements }) => agreements.length === 1);
  });
  expect(await refusedEverywhere(network.user(1))).toEqual(['result-agreementNotAccepted']);
  const accepting = { key: userKey('user-1') };
  const other = await run('user accept', { ...accepting, text: document }, 'user-1');
  expect(other.outcome).toBe('OTHER_TEXT');
  const accepted = await run('user accept', { ...accepting, text: agreement }, 'user-1');
  expect(accepted.json).toMatchObject({ organisation: 'jia', version: 1 });
  expect((await publish(userKey('user-1'))).outcome).toBe('done');
  const { json } = await run('agreement list');
  expect(json.agreements).toMatchObject([{ organisation: 'jia', users: 4, covered: 1 }]);
});

test('an acceptance has a receipt that proves it offline', async () => {
  const client = createClient({ baseUrl: node.url });
  const { genesis_hash: hash } = await client.status();
  const { acceptances } = await shown('user-1');
  const receipt = await client.receipt(acceptances[0].transaction_id);
  const trustedGenesisHash = Uint8Array.from(Buffer.from(hash, 'hex'));
  const checked = verifyReceipt(receipt, { trustedGenesisHash, verify });
  expect(checked).toMatchObject({ ok: true, value: { messageType: 'agreementAccept' } });
});

test('a suspension holds at every node until the appeal is heard', async () => {
  const id = await impose('reviewer', 'suspend', 'user-1');
  expect(await shown('user-1')).toMatchObject({
    ...{ standing: 'suspended', may_write: false, refusal: 'userNotActive' },
  });
  expect((await publish(userKey('user-1'), network.validator(2))).outcome).toBe('NOT_COMMITTED');
  await knownEverywhere('user-1', 'userNotActive');
  expect(await refusedEverywhere(network.user(1))).toEqual(['result-userNotActive']);
  const statement = join(folder, 'statement.txt');
  writeFileSync(statement, '申诉');
  const appealing = { key: userKey('user-1'), reason: '1', statement };
  const { json } = await run('user appeal', appealing, id);
  expect(json.salt).toHaveLength(64);
  const decision = { reason: '2', overturn: true };
  const own = await run('sanction decide', { ...decision, key: officerKey('reviewer') }, id);
  expect(own.outcome).toBe('REFUSED');
  const key = officerKey('security-admin');
  expect((await run('sanction decide', { ...decision, key }, id)).outcome).toBe('done');
  const { standing, sanctions } = await shown('user-1');
  expect([standing, sanctions[0].state]).toEqual(['active', 'overturned']);
  expect(sanctions[0].steps).toMatchObject([
    { step: 'imposed', actor: 'jia-reviewer', role: 'reviewer', reason: 3 },
    { step: 'appealed', actor: 'user-1', role: null, statement: expect.any(String) },
    { step: 'overturned', actor: 'jia-security-admin', role: 'security-admin', reason: 2 },
  ]);
  expect((await publish(userKey('user-1'))).outcome).toBe('done');
});

test('a key is changed by its holder, and the old one is nobody’s', async () => {
  const next = nextKey();
  saveKeyFile(next, { purpose: 'user', seed: generateSeed() });
  const officers = { key: userKey('user-2'), newKey: officerKey('reviewer') };
  expect((await run('user rotate', officers)).outcome).toBe('KEY_PURPOSE');
  const rotated = await run('user rotate', { key: userKey('user-2'), newKey: next });
  expect(rotated.outcome).toBe('done');
  const accepting = { text: agreement };
  const old = await run('user accept', { ...accepting, key: userKey('user-2') }, 'user-2');
  expect(old.outcome).toBe('REFUSED');
  expect((await run('user accept', { ...accepting, key: next }, 'user-2')).outcome).toBe('done');
  expect((await publish(next)).outcome).toBe('done');
});

test('a closing takes two persons, and is final', async () => {
  const id = await impose('reviewer', 'close', 'user-1');
  expect(await shown('user-1')).toMatchObject({ standing: 'active', may_write: true });
  const alone = await run('sanction confirm', { key: officerKey('reviewer') }, id);
  expect(alone.outcome).toBe('REFUSED');
  const key = officerKey('security-admin');
  expect((await run('sanction confirm', { key }, id)).outcome).toBe('done');
  expect((await run('sanction lift', { key, reason: '1' }, id)).outcome).toBe('REFUSED');
  expect(await shown('user-1')).toMatchObject({ standing: 'closed', may_write: false });
  await knownEverywhere('user-1', 'userNotActive');
  expect(await refusedEverywhere(network.user(1))).toEqual(['result-userNotActive']);
});

test.each([
  ['a grade that is none', 'sanction impose', { grade: 'ban', ...codes }, 'user-3', 'BAD_GRADE'],
  ['no end', 'sanction impose', { grade: 'warn', ...codes }, 'user-3', 'BAD_OPTION'],
  [
    'a code of 0',
    'sanction impose',
    { grade: 'warn', reason: '0', basis: '1' },
    'user-3',
    'BAD_CODE',
  ],
  [
    'a time that is none',
    'sanction impose',
    { grade: 'warn', ...codes, expires: 'soon' },
    'user-3',
    'BAD_TIME',
  ],
  ['nobody', 'sanction impose', { grade: 'close', ...codes }, 'nobody', 'REFUSED'],
  ['an id that is none', 'sanction confirm', {}, 'abc', 'BAD_ID'],
  ['no decision', 'sanction decide', { reason: '1' }, 'f'.repeat(64), 'BAD_OPTION'],
  ['nobody to show', 'user show', {}, 'nobody', 'user-unknown'],
])('a command is refused by name: %s', async (_title, name, options, about, code) => {
  const key = officerKey('security-admin');
  expect((await run(name, { key, ...options }, about)).outcome).toBe(code);
});

/** A key that nobody registered. */
const strangerKey = () => join(folder, 'stranger.json');

/** Who may not write, by why not; the last of them no chain knows. */
const nonWriters = () => ({
  closed: network.user(1),
  suspended: network.user(4),
  lapsed: network.user(3),
  stranger: signingWith(strangerKey()),
});
const goodUser = () => signingWith(nextKey());

/** A connection to a node in the name of one that has stopped. */
async function peerAs(played: ProgramProcess, to: ProgramProcess) {
  const { nodeId } = played;
  const { seed } = peerKeyOf(played);
  const { peer } = await playPeer({ chainId: network.chainId, to, nodeId, seed });
  await until(`${nodeId} is connected`, () => peer.peers().length === 1);
  return peer;
}

/** Every running node has no such transaction in a block. */
async function isInNoBlock({ id }: Written): Promise<void> {
  for (const each of network.validators.filter(({ isRunning }) => isRunning)) {
    await expect(each.client().transaction(id)).rejects.toMatchObject({ status: 404 });
  }
}

/** What nodes hold once one of them takes a record of a user in good standing. */
async function recordsAfterAnother(): Promise<number> {
  const { records } = await holdings(node);
  const written = { transaction: writtenBy(network, goodUser()).bytes, attachments: [] };
  expect(await submit(node, written)).toMatchObject({ status: 'committed', code: 0 });
  return records;
}

test('who is suspended or verified no more, and who never was, writes at no node', async () => {
  saveKeyFile(strangerKey(), { purpose: 'user', seed: generateSeed() });
  await impose('reviewer', 'suspend', 'user-4');
  const renewal = transactionOf(network, network.user(3), lapsingRenewal(network, 'user-3'));
  expect(await submit(node, { transaction: renewal, attachments: [] })).toMatchObject({ code: 0 });
  await knownEverywhere('user-4', 'userNotActive');
  await knownEverywhere('user-3', 'userNotVerified');
  const { suspended, lapsed, stranger } = nonWriters();
  expect(await refusedEverywhere(suspended)).toEqual(['result-userNotActive']);
  expect(await refusedEverywhere(lapsed)).toEqual(['result-userNotVerified']);
  expect(await refusedEverywhere(stranger)).toEqual(['signer-unknown']);
});

test('what a peer passes on of them comes into no block, and both are named', async () => {
  const played = network.validator(3);
  await played.terminate();
  const { records } = await holdings(node);
  const refused = Object.values(nonWriters()).map((signing) => writtenBy(network, signing));
  const good = writtenBy(network, goodUser());
  const peer = await peerAs(played, node);
  // The node judges them in this order, so with the last one it has judged all.
  const items = [...refused, good].map(({ bytes }) => ({ transaction: bytes, attachments: [] }));
  peer.send(node.nodeId, { poolBatch: { items } });
  await until('the good one is in a block', async () => {
    return (await node.client().transaction(good.id)).code === ResultCode.done;
  });
  for (const each of refused) await isInNoBlock(each);
  expect(await holdings(node)).toMatchObject({
    ...{ records: records + 1, mempool: { transactions: 0 } },
  });
  await peer.stop();
});

test('in blocks of a careless validator theirs are refused results, without a record', async () => {
  const home = network.testnet.homes.find(({ nodeId }) => nodeId === 'ding-validator');
  if (home === undefined) throw new Error('there is no fourth validator');
  const flags = ['--behaviours', 'careless', '--user', strangerKey()];
  careless = new ProgramProcess(home, { program: BYZANTINE, flags });
  careless.start();
  await careless.ready();
  const played = network.validator(2);
  await played.terminate();
  const { records } = await holdings(node);
  const peer = await peerAs(played, careless);
  const { closed, suspended, lapsed, stranger } = nonWriters();
  const pass = (written: readonly Written[]) => {
    const items = written.map(({ bytes }) => ({ transaction: bytes, attachments: [] }));
    peer.send('ding-validator', { poolBatch: { items } });
  };
  const { genesis_hash: hash } = await node.client().status();
  const trustedGenesisHash = Uint8Array.from(Buffer.from(hash, 'hex'));
  const proposed = [closed, suspended, lapsed].map((signing) => writtenBy(network, signing));
  pass(proposed);
  const codes = [ResultCode.userNotActive, ResultCode.userNotActive, ResultCode.userNotVerified];
  for (const [at, { id }] of proposed.entries()) {
    await until('it is in a block', async () => {
      return (await node.client().transaction(id)).code === codes[at];
    });
    const checked = verifyReceipt(await node.client().receipt(id), { trustedGenesisHash, verify });
    expect(checked).toMatchObject({ ok: true, value: { resultCode: codes[at], records: [] } });
  }
  expect((await holdings(node)).records).toBe(records);
  // Whom nobody registered is worse than refused: no block with him is valid.
  const written = writtenBy(network, stranger);
  pass([written]);
  await until('it was proposed', () => careless?.output.includes(`proposed ${written.hash}`));
  expect(await recordsAfterAnother()).toBe(records);
  await isInNoBlock(written);
  await peer.stop();
});

// Last: it stops the node.
test('the journal names who passed on what the state refused, and who signed it', async () => {
  await node.terminate();
  const { verdict, lines } = await readJournal(network, node);
  expect(verdict.ok).toBe(true);
  const leftOut = lines.filter(({ event }) => event === 'transaction-left-out');
  const by = { actor: 'ding-validator', result: 'refused', source: 'security' };
  expect(leftOut).toMatchObject([
    { ...by, object: 'user-1', reason: 'userNotActive' },
    { ...by, object: 'user-4', reason: 'userNotActive' },
    { ...by, object: 'user-3', reason: 'userNotVerified' },
  ]);
});
