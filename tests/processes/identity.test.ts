// Users and the officers who manage them, by the commands that they have, on a network of programs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@mingjing/client';
import { generateSeed, saveKeyFile, verify } from '@mingjing/crypto/node';
import { verifyReceipt } from '@mingjing/proofs';
import { submitRequestCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { runHere } from './command-here.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, post, transactionOf } from './submissions.ts';
import { until } from './until.ts';

// The tests build upon each other's chain.
const FAR = '2099-01-01T00:00:00Z';
const codes = { reason: '3', basis: '16' };

let network: TestNetwork;
let node: ProgramProcess;
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
const publish = (key: string, at = node) => run('publish', { key, node: at.url }, document);
const shown = async (id: string) => (await run('user show', {}, id)).json;

async function impose(by: string, grade: string, id: string): Promise<string> {
  const options = { key: officerKey(by), grade, ...codes };
  const expires = grade === 'close' ? {} : { expires: FAR };
  const { json, outcome } = await run('sanction impose', { ...options, ...expires }, id);
  expect(outcome).toBe('done');
  return json.sanction;
}

/** What became of two publications of a user in one request, at every node. */
async function batchAt(every: readonly ProgramProcess[]): Promise<(string | undefined)[]> {
  const items = [1, 2].map(() => ({
    transaction: transactionOf(network, network.user(1), bareRecord()),
    attachments: [],
  }));
  const answers = await Promise.all(
    every.map((at) => post(at, submitRequestCodec.encode({ items }))),
  );
  return answers.flatMap(({ results }) => results.map(({ reason }) => reason));
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
  const refused = await batchAt(network.validators);
  expect(refused).toEqual(refused.map(() => 'result-agreementNotAccepted'));
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
  const next = join(folder, 'user-2-next.json');
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
  await until('all nodes know it', async () => {
    const found = await Promise.all(
      network.validators.map(({ url }) => createClient({ baseUrl: url }).user('user-1')),
    );
    return found.every(({ standing }) => standing === 'closed');
  });
  const refused = await batchAt(network.validators);
  expect(refused).toEqual(refused.map(() => 'result-userNotActive'));
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
