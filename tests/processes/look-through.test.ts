// Look-through on a real network: nothing opens without an order, with one side or with two
// officers; with an order, three officers and the custodians of f + 1 organisations the right
// content opens, seen from both sides once each; and whoever seals garbage convicts himself.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import { sealCopy } from '@mingjing/host';
import { commitmentOf } from '@mingjing/protocol';
import { COMMANDS } from '@mingjing/supervisor/commands';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mingjing } from './command.ts';
import { nameOf, runHere, runRow } from './command-here.ts';
import { garbageRecord } from './garbage.ts';
import { readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import { filesWith, order, takedownOf } from './orders.ts';
import type { ProgramProcess } from './program-process.ts';
import { documentItem, submit } from './submissions.ts';
import { until } from './until.ts';

const CONTENT = '甲方与乙方约定:PLANTED-PRIVATE-PAYLOAD,一式两份';
const FILE_NAME = 'PLANTED-PRIVATE-NAME.txt';
const SAID = { basis: '7', notice: 'NOTICE-2026-1' };

let network: TestNetwork;
let record: string;
let sealedRecord: string;
let opened: string;
let sealedOrder: string;
let copyOrder: string;

beforeAll(async () => {
  network = await TestNetwork.start({ hasSupervision: true });
  for (const user of [1, 2, 3]) {
    const done = await runHere(
      'user envelope-key',
      { node: network.validator(0).url, key: userFile(user) },
      `user-${user}`,
    );
    expect(done.outcome).toBe('done');
  }
});
afterAll(() => network?.remove());

const userFile = (n: number) => join(network.testnet.genesisFile, '..', 'users', `user-${n}.json`);
const officerFile = (n: number, ending = 'json') =>
  join(network.testnet.genesisFile, '..', 'officers', `inspector-${n}.${ending}`);
const supervision = () => network.supervision as ProgramProcess;

/** Runs a command of the supervision node as an officer. */
const officer = (name: string, options: object, ...args: string[]) =>
  supervise(`look-through ${name}`, options, ...args);

async function supervise(name: string, options: object, ...args: string[]) {
  const row = COMMANDS.find((each) => nameOf(each) === name);
  if (row === undefined) throw new Error(`no command ${name}`);
  return runRow(row, { home: supervision().home, ...options }, ...args);
}

const nodes = () =>
  network.validators
    .slice(0, 2)
    .map(({ url }) => url)
    .join(',');
const give = (id: string, n: number, more: object = {}) =>
  officer(
    'order',
    {
      ...{ node: nodes(), key: officerFile(n), ...SAID, ...more },
      ceremony: join(network.testnet.genesisFile, '..', 'officers', 'epoch-1.ceremony'),
    },
    id,
  );
const contribute = (order: string, n: number, more: object = {}) =>
  officer('contribute', { key: officerFile(n), share: officerFile(n, 'share'), ...more }, order);

async function publishPrivate(content: string, name: string): Promise<string> {
  const folder = join(network.folder, `file-${createHash('sha256').update(content).digest('hex')}`);
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, content);
  const { outcome, json } = await runHere(
    'publish',
    { node: network.validator(0).url, key: userFile(1), private: true, to: 'user-2' },
    path,
  );
  expect(outcome).toBe('done');
  await atSupervision(json.published[0].record);
  return json.published[0].record;
}

/** Waits until the supervision node can prove a record and has its content. */
async function atSupervision(id: string): Promise<void> {
  await until('the supervision node has the record', async () => {
    const { badge } = await supervision().ask<{ badge: string }>(`/v1/records/${id}`);
    return badge === 'proved';
  });
}

/** Waits until custodians answered an order and the supervision node has their answers. */
async function answered(order: string, count: number): Promise<void> {
  await until(`${count} custodians answered`, async () => {
    const { json } = await officer('show', {}, order);
    return json.taken >= count;
  });
}

test('a private record opens for its recipients and for nobody else', async () => {
  record = await publishPrivate(CONTENT, FILE_NAME);
  const { url } = network.validator(1);
  const output = join(network.folder, 'received.txt');
  const mine = { node: url, open: true, key: userFile(2) };
  await until('the content is at the other node', async () => {
    return (await runHere('get', mine, record)).outcome === 'done';
  });
  const { json } = await runHere('get', { ...mine, output }, record);
  expect(json.opened.file_name).toBe(FILE_NAME);
  expect(readFileSync(output, 'utf8')).toBe(CONTENT);
  expect((await runHere('get', { ...mine, key: userFile(3) }, record)).outcome).toBe('NOT_OPENED');
  const shown = (await network.validator(1).ask(`/v1/records/${record}`)) as {
    envelope: { recipients: { holder: string }[]; ciphertext: string };
  };
  expect(shown.envelope.recipients.map(({ holder }) => holder)).toEqual(['user-1', 'user-2']);
  const { content } = await network.validator(1).client().attachment(shown.envelope.ciphertext);
  expect(Buffer.from(content).includes(Buffer.from('PLANTED'))).toBe(false);
  const told = await mingjing('publish', output, '--key', userFile(1), '--node', url, '--to', 'a');
  expect(told).toMatchObject({ code: 1, stderr: expect.stringContaining('NOT_PRIVATE') });
});

test('without an order nobody answers, and officers have nothing to open it with', async () => {
  const nothing = 'ab'.repeat(32);
  const refused = [
    await contribute(nothing, 1),
    await officer('open', {}, nothing),
    await give(
      record.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      1,
    ),
  ];
  expect(refused.map(({ outcome }) => outcome)).toEqual(['NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER']);
  const { outcome, json } = await give(record, 1);
  expect(outcome).toBe('done');
  opened = json.order;
  // One signature is none: no custodian answers.
  expect((await contribute(opened, 2)).outcome).toBe('NO_ANSWER');
  const { shares } = await network.validator(0).client().accessOrder(opened);
  expect(shares).toEqual([]);
});

test('three officers and two custodians open it; fewer of either side do not', async () => {
  const approval = { node: nodes(), key: officerFile(2) };
  expect((await officer('approve', { ...approval, key: officerFile(1) }, opened)).outcome).toBe(
    'CHAIN_REFUSED',
  );
  expect((await officer('approve', approval, opened)).outcome).toBe('done');
  // Before any custodian's answer is here the authority is alone.
  await answered(opened, 4);
  expect((await contribute(opened, 1)).json).toMatchObject({ custodians: 4 });
  expect((await contribute(opened, 2)).outcome).toBe('done');
  expect((await officer('open', {}, opened)).outcome).toBe('NO_ANSWER');
  // The share of another officer is of no use to this one, nor is a custodian's.
  const others = { share: officerFile(4, 'share') };
  expect((await contribute(opened, 3, others)).outcome).toBe('SHARE_REFUSED');
  expect((await contribute(opened, 3)).outcome).toBe('done');
  const output = join(network.folder, 'opened.txt');
  const first = await officer('open', { output }, opened);
  expect(first).toMatchObject({
    outcome: 'done',
    json: { verdict: 'opens', file_name: FILE_NAME },
  });
  expect(readFileSync(output, 'utf8')).toBe(CONTENT);
  const again = await officer('open', {}, opened);
  expect(again.json.entry).toBe(first.json.entry);
});

test('a sealed order names its record to no chain node before it is opened', async () => {
  sealedRecord = await publishPrivate('another PLANTED-PRIVATE-PAYLOAD', FILE_NAME);
  const secret = join(network.folder, 'order.secret');
  const { json } = await give(sealedRecord, 3, { sealed: secret });
  const order: string = json.order;
  sealedOrder = order;
  const sealed = { secret };
  expect((await officer('approve', { node: nodes(), key: officerFile(4) }, order)).outcome).toBe(
    'done',
  );
  await answered(order, 4);
  expect((await contribute(order, 3)).outcome).toBe('SECRET_MISSING');
  for (const n of [3, 4, 5]) expect((await contribute(order, n, sealed)).outcome).toBe('done');
  const result = await officer('open', {}, order);
  expect(result.json).toMatchObject({ verdict: 'opens', file_name: FILE_NAME });
  // What everybody sees of the order has neither the record nor its point.
  const shown = await network.validator(0).client().accessOrder(order);
  const { c0 } = (
    (await network.validator(0).ask(`/v1/records/${sealedRecord}`)) as { envelope: { c0: string } }
  ).envelope;
  expect(JSON.stringify(shown)).not.toContain(sealedRecord.slice(0, 64));
  expect(JSON.stringify(shown)).not.toContain(c0);
  expect(shown).toMatchObject({ kind: 'sealed', record_id: null });
  // Afterwards everybody can check what it was about.
  const disclosed = await officer(
    'disclose',
    { node: nodes(), key: officerFile(3), secret },
    order,
  );
  expect(disclosed.outcome).toBe('done');
  const after = (await network.validator(0).ask(`/v1/access-orders/${order}`)) as {
    opening: { record_id: string; mismatch: number };
  };
  expect(after.opening).toMatchObject({ record_id: sealedRecord, mismatch: 0 });
});

test('garbage is proved against who sealed it', async () => {
  const [epoch] = (await network.validator(0).client().epochs()).epochs;
  const author = { signing: network.user(1), keyFile: userFile(1) };
  const { item, id } = garbageRecord(network, author, epoch?.seal ?? '');
  expect(await submit(network.validator(0), item)).toMatchObject({ status: 'committed' });
  await atSupervision(id);
  const { json } = await give(id, 1);
  await officer('approve', { node: nodes(), key: officerFile(2) }, json.order);
  await answered(json.order, 2);
  for (const n of [1, 2, 5]) await contribute(json.order, n);
  const result = await officer('open', {}, json.order);
  expect(result).toMatchObject({ outcome: 'no', json: { verdict: 'garbage' } });
  const path = `${supervision().url}/v1/look-through/orders/${json.order}/evidence`;
  const headers = { 'mingjing-control': supervision().control };
  const { evidence } = (await (await fetch(path, { headers })).json()) as {
    evidence: { subject: string; authority: { answers: object[] } };
  };
  expect(evidence.subject).toBe(id);
  expect(evidence.authority.answers).toHaveLength(3);
});

/** The copy of a public content that an order took down, sealed as a node seals it. */
async function takenDownCopy(content: Buffer) {
  const node = network.validator(0);
  const item = documentItem(network, network.user(3), content);
  const { id } = await submit(node, item);
  const taken = `${id}00000000`;
  const takedown = await order(network, node, takedownOf(Buffer.from(taken, 'hex')));
  const [{ salt }] = item.attachments as [(typeof item.attachments)[0]];
  const { seed } = loadKeyFile(network.testnet.evidenceKey);
  const sealed = await sealCopy(
    {
      ...{ chainId: network.chainId, orderId: Buffer.from(takedown, 'hex') },
      recipientKey: receivingKeyOf(seed).publicKey,
    },
    { commitment: commitmentOf(network.chainId, salt, content), salt, content },
  );
  if (!sealed.ok) throw new Error(sealed.reason);
  await atSupervision(taken);
  return { taken, sealed: sealed.value };
}

test('a sealed copy opens for the authority’s key under an access order alone', async () => {
  const content = Buffer.from('PLANTED-PRIVATE-PAYLOAD that was taken down');
  const { taken, sealed } = await takenDownCopy(content);
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(network.folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const copy = file('a.sealed', sealed);
  const key = network.testnet.evidenceKey;
  const open = (order: string, given: object = {}) =>
    supervise('sealed-copy open', { copy, key, ...given }, order);
  expect((await give(taken, 1)).outcome).toBe('NOT_PRIVATE');
  const { json } = await give(taken, 1, { reading: true });
  copyOrder = json.order;
  expect((await open(copyOrder)).outcome).toBe('COPY_REFUSED');
  const approval = { node: nodes(), key: officerFile(2) };
  expect((await officer('approve', approval, copyOrder)).outcome).toBe('done');
  await until('the supervision node knows of the approval', async () => {
    return (await officer('show', {}, copyOrder)).json.stage === 'approved';
  });
  // An order about another record, no order, another's key, and a copy that is cut or altered.
  const other = join(network.folder, 'other.json');
  expect((await supervise('sealed-copy key', { output: other })).outcome).toBe('done');
  const altered = Uint8Array.from(sealed, (byte, at) =>
    at === sealed.length - 1 ? byte ^ 1 : byte,
  );
  const refused = [
    await open(opened),
    await open('ab'.repeat(32)),
    await open(copyOrder, { key: other }),
    await open(copyOrder, { copy: file('b.sealed', altered) }),
    await open(copyOrder, { copy: file('c.sealed', sealed.subarray(0, 99)) }),
  ];
  expect(refused.map(({ outcome }) => outcome)).toEqual(refused.map(() => 'COPY_REFUSED'));
  expect((await open(copyOrder, { key: officerFile(1) })).outcome).toBe('BAD_COPY_KEY');
  const output = join(network.folder, 'copied.txt');
  expect(await open(copyOrder, { output })).toMatchObject({
    outcome: 'done',
    json: { size_bytes: content.length, entry: expect.any(Number) },
  });
  expect(readFileSync(output)).toEqual(content);
});

test('each opening is one entry on either side, and nothing private is in any file', async () => {
  const planted = ['PLANTED-PRIVATE-PAYLOAD', 'PLANTED-PRIVATE-NAME'].map((text) =>
    Buffer.from(text),
  );
  for (const { home } of network.programs) expect(filesWith(home, planted)).toEqual([]);
  await Promise.all(network.programs.map((program) => program.terminate()));
  const { verdict, lines } = await readJournal(network, supervision());
  expect(verdict.ok).toBe(true);
  const events = lines
    .filter(({ object, result }) => object === opened && result === 'done')
    .map(({ event }) => event);
  const times = (event: string) => events.filter((each) => each === event).length;
  expect(times('sealed-content-opened')).toBe(1);
  // The second reading of the same content.
  expect(times('opened-content-read')).toBe(1);
  const tried = lines.filter(({ event }) => event === 'sealed-copy-opened');
  expect(tried.map(({ reason }) => reason)).toEqual([
    'sealed-copy-order-not-in-force',
    'sealed-copy-other-subject',
    'access-order-unknown',
    ...['not-for-this-key', 'altered', 'malformed'].map((verdict) => `sealed-copy-${verdict}`),
    'purpose-self-check',
  ]);
  for (const program of network.validators) {
    const own = (await readJournal(network, program)).lines;
    for (const order of [opened, sealedOrder]) {
      const about = own.filter(({ object }) => object.includes(order));
      const released = about.filter(({ event }) => event === 'custody-share-released');
      expect(released).toHaveLength(1);
      expect(JSON.stringify(about)).not.toContain(sealedRecord.slice(0, 64));
    }
  }
});
