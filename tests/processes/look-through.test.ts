import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '@mingjing/proofs';
import type { RecordEnvelope } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VerificationServiceForTests } from '../verification/service.ts';
import { mingjing } from './command.ts';
import { runHere } from './command-here.ts';
import { garbageRecord } from './garbage.ts';
import { readJournal } from './journal-lines.ts';
import { type EvidenceFile, judgeEvidence } from './judged-evidence.ts';
import { memoryWith } from './memory.ts';
import { TestNetwork } from './network.ts';
import { startEpoch } from './new-epoch.ts';
import { OfficersDesk } from './officers-desk.ts';
import { filesWith } from './orders.ts';
import type { ProgramProcess } from './program-process.ts';
import { confirming, register, sealsOf, tiesOf } from './sealed-identities.ts';
import { submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

const CONTENT = '甲方与乙方约定：PLANTED-PRIVATE-PAYLOAD，一式两份';
const FILE_NAME = 'PLANTED-PRIVATE-NAME.txt';

/** Of nobody: synthetic numbers alone are confirmed here. */
const PERSON = { kind: 'resident-id', number: '440000199912310005' } as const;
const NAME = '测试甲子';

let network: TestNetwork;
let desk: OfficersDesk;
let service: VerificationServiceForTests;
let record: string;
let sealedRecord: string;
let person: string;
/** Every order that opened something, and the sealed ones with what opens them. */
const orders: string[] = [];
const sealedOrders: { readonly order: string; readonly secret: string }[] = [];
let opened: string;
let copyOrder: string;

beforeAll(async () => {
  network = await TestNetwork.create({ hasSupervision: true });
  desk = new OfficersDesk(network);
  service = await confirming(network.validator(0).home, officerFile('synthetic-verifier'));
  await network.startAll();
  const holders = [1, 2, 3].map((n) => [`user-${n}`, userFile(n)] as const);
  for (const [holder, key] of [
    ...holders,
    // Without it the node of its users seals none of them.
    ['organisation/jia', officerFile('jia-security-admin')] as const,
  ]) {
    const options = { node: network.validator(0).url, key };
    const done = await runHere('user envelope-key', options, holder);
    expect(done.outcome).toBe('done');
  }
});
afterAll(async () => {
  await network?.remove();
  await service?.stop();
});

const userFile = (n: number) => desk.userFile(n);
const officerFile = (of: number | string, ending?: string) => desk.officerFile(of, ending);
const supervision = () => network.supervision as ProgramProcess;
const officer: OfficersDesk['officer'] = (...said) => desk.officer(...said);
const give: OfficersDesk['give'] = (...said) => desk.give(...said);
const contribute: OfficersDesk['contribute'] = (...said) => desk.contribute(...said);
const answered: OfficersDesk['answered'] = (...said) => desk.answered(...said);

test('a private record opens for its recipients and for nobody else', async () => {
  record = await desk.publishPrivate(CONTENT, FILE_NAME);
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
  const own = { node: desk.nodes(), key: officerFile(1) };
  expect((await officer('approve', own, opened)).outcome).toBe('CHAIN_REFUSED');
  await desk.granted(opened);
  expect((await contribute(opened, 1)).json).toMatchObject({ custodians: 4 });
  expect((await contribute(opened, 2)).outcome).toBe('done');
  expect((await officer('open', {}, opened)).outcome).toBe('NO_ANSWER');
  // The share of another officer is of no use to this one, nor is a custodian's.
  const others = { share: officerFile(4, 'share') };
  expect((await contribute(opened, 3, others)).outcome).toBe('SHARE_REFUSED');
  // All officers whom it takes, with the answer of one custodian alone.
  for (const n of [1, 2, 3]) await desk.contributeOf(opened, n, ['yi']);
  const { json: alone } = await officer('show', {}, opened);
  expect(alone).toMatchObject({ officers: { held: 3 }, custodians: { held: 1, needed: 2 } });
  expect((await officer('open', {}, opened)).outcome).toBe('NO_ANSWER');
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
  orders.push(opened);
});

test('who registers is sealed, and his seal is good for nobody else', async () => {
  person = await register(network.validator(0), PERSON, NAME);
  const telephone = { kind: 'mobile', number: '13000000007' } as const;
  const other = await register(network.validator(0), telephone);
  for (const user of [person, other]) {
    await until('the identity is sealed', async () => (await sealsOf(network, user)).length === 1);
  }
  expect(await sealsOf(network, 'user-1')).toEqual([]);
  const [envelope] = await sealsOf(network, person);
  const copied = { userId: other, envelope: envelope as RecordEnvelope };
  const signing = network.officer('jia-security-admin');
  const message = { type: 'identitySeal', value: copied } as const;
  const transaction = transactionOf(network, signing, message);
  expect(await submit(network.validator(1), { transaction, attachments: [] })).toMatchObject({
    ...{ status: 'refused', reason: 'proof-invalid' },
  });
  expect(await sealsOf(network, other)).toHaveLength(1);
});

test('an order about an identity opens the right person, with enough of both sides', async () => {
  const refused = [await give('user/u-nobody', 1), await give('user/user-1', 1)];
  expect(refused.map(({ outcome }) => outcome)).toEqual(['NO_ANSWER', 'NOT_SEALED']);
  expect((await give('jia', 1)).outcome).toBe('BAD_SUBJECT');
  const order: string = (await give(`user/${person}`, 1)).json.order;
  expect((await contribute(order, 1)).outcome).toBe('NO_ANSWER');
  await desk.granted(order);
  for (const n of [1, 2]) expect((await contribute(order, n)).outcome).toBe('done');
  // Two of five, as with a record.
  expect((await officer('open', {}, order)).outcome).toBe('NO_ANSWER');
  expect((await contribute(order, 5)).outcome).toBe('done');
  // The ciphertext is copied some moments after the block with its envelope.
  const result = await until('the identity opens', async () => {
    const tried = await officer('open', {}, order);
    return tried.outcome === 'done' && tried;
  });
  expect(result.json).toMatchObject({ user: person, standing: 'registered', registered: null });
  expect(result.json.identity).toMatchObject({ ...PERSON, name: NAME });
  const output = join(network.folder, 'identity.json');
  const again = await officer('open', { output }, order);
  expect(again.json).toEqual({
    ...{ order, entry: result.json.entry, verdict: 'opens', user: person, standing: 'registered' },
  });
  expect(JSON.parse(readFileSync(output, 'utf8')).identity).toMatchObject(PERSON);
  orders.push(order);
});

test('a sealed order opens for who has its secret, a record or an identity', async () => {
  sealedRecord = await desk.publishPrivate('another PLANTED-PRIVATE-PAYLOAD', FILE_NAME);
  const path = `/v1/records/${sealedRecord}`;
  const { envelope } = await network.validator(0).ask<{ envelope: { c0: string } }>(path);
  const subjects = [
    { subject: sealedRecord, names: [sealedRecord.slice(0, 64), envelope.c0] },
    { subject: `user/${person}`, names: [person] },
  ];
  for (const [at, { subject, names }] of subjects.entries()) {
    const secret = join(network.folder, `order-${at}.secret`);
    const order: string = (await give(subject, 3, { sealed: secret })).json.order;
    const approval = { node: desk.nodes(), key: officerFile(4) };
    expect((await officer('approve', approval, order)).outcome).toBe('done');
    // What everybody sees of the order has neither the subject nor its point.
    const shown = await network.validator(0).client().accessOrder(order);
    for (const name of names) expect(JSON.stringify(shown)).not.toContain(name);
    expect(shown).toMatchObject({ kind: 'sealed', record_id: null, user_id: null });
    sealedOrders.push({ order, secret });
  }
  for (const { order, secret } of sealedOrders) {
    await answered(order, 4);
    expect((await contribute(order, 3)).outcome).toBe('SECRET_MISSING');
    // The secret of another order is of no use with this one.
    const wrong = sealedOrders.find((each) => each.order !== order);
    const outcome = (await contribute(order, 3, { secret: wrong?.secret })).outcome;
    expect(['NO_ANSWER', 'NOT_SEALED']).toContain(outcome);
    for (const n of [3, 4, 5])
      expect((await contribute(order, n, { secret })).outcome).toBe('done');
  }
  const [ofRecord = '', ofPerson = ''] = sealedOrders.map(({ order }) => order);
  const content = (await officer('open', {}, ofRecord)).json;
  expect(content).toMatchObject({ verdict: 'opens', file_name: FILE_NAME });
  const who = (await officer('open', {}, ofPerson)).json;
  expect(who).toMatchObject({ user: person, identity: PERSON, standing: 'registered' });
});

// A chain node has all records and all envelopes: that a record's id is in its memory says nothing.
// What ties an order to one of them is t, in B = C0 + t G and in the commitment, and the file of
// the secret, where t stands in. So t is looked for, in each form in which a program could hold it,
// in all files of each chain node and in all memory that its process may read and write, after
// everybody has done his part and before the orders are disclosed. Afterwards the same search has
// to find it. Not shown: what a node could compute without t (nothing, as long as discrete
// logarithms are hard), what it held and gave back before the look, and the memory of the
// supervision node, where officers say what they mean.
test('no file and no memory of a chain node ties a sealed order to its subject', async () => {
  const ties = sealedOrders.map(({ secret }) => tiesOf(secret));
  const ids = sealedOrders.map(({ order }) => Buffer.from(order, 'hex'));
  for (const { home, pid } of network.validators) {
    expect(filesWith(home, ties.flat())).toEqual([]);
    // The orders' own ids show that it is looked in the right place.
    expect(await memoryWith(pid, [...ids, ...ties.flat()])).toEqual(ids);
  }
  const openings: unknown[] = [];
  for (const { order, secret } of sealedOrders) {
    const disclosing = { node: desk.nodes(), key: officerFile(3), secret };
    expect((await officer('disclose', disclosing, order)).outcome).toBe('done');
    orders.push(order);
    // Everybody can check now what it was about.
    const shown = await network
      .validator(0)
      .ask<{ opening: unknown }>(`/v1/access-orders/${order}`);
    openings.push(shown.opening);
  }
  expect(openings).toMatchObject([
    { record_id: sealedRecord, mismatch: 0 },
    { user_id: person, mismatch: 0 },
  ]);
  const found = await memoryWith(network.validator(0).pid, ties.flat());
  expect(ties.map((forms) => forms.some((each) => found.includes(each)))).toEqual([true, true]);
});

test('garbage is proved against who sealed it', async () => {
  const [epoch] = (await network.validator(0).client().epochs()).epochs;
  const author = { signing: network.user(1), keyFile: userFile(1) };
  const { item, id } = garbageRecord(network, author, epoch?.seal ?? '');
  expect(await submit(network.validator(0), item)).toMatchObject({ status: 'committed' });
  await desk.atSupervision(id);
  const { json } = await give(id, 1);
  await desk.granted(json.order);
  for (const n of [1, 2, 5]) await contribute(json.order, n);
  const result = await officer('open', {}, json.order);
  expect(result).toMatchObject({ outcome: 'no', json: { verdict: 'garbage' } });
  const path = `/v1/look-through/orders/${json.order}/evidence`;
  const { evidence } = await supervision().ask<{ evidence: EvidenceFile }>(path);
  expect(evidence.subject).toBe(id);
  expect(evidence.authority.answers).toHaveLength(3);
  // Who was not there judges the same from the file, the record's receipt and a genesis.
  const receipt = await desk.receipt(id);
  const judged = (change: Partial<EvidenceFile> = {}, of = receipt) =>
    judgeEvidence({ ...evidence, ...change }, of, network.genesis);
  expect(judged()).toBe('garbage');
  const { authority, custody } = evidence;
  const swapped = authority.answers.map((each, i) => ({ ...each, index: 3 - i }));
  expect(judged({ authority: { ...authority, answers: swapped } })).toBe('evidence-wrong');
  const one = { ...custody, answers: custody.answers.slice(1, 2) };
  expect(judged({ custody: one })).toBe('evidence-wrong');
  const altered = Buffer.from(Buffer.from(evidence.ciphertext, 'hex').map((byte) => byte ^ 1));
  expect(judged({ ciphertext: altered.toString('hex') })).toBe('other-ciphertext');
  expect(judged({}, await desk.receipt(record))).toBe('other-record');
});

test('the supervision node measures what was opened, and signs it for a form', async () => {
  // Each look at the order is an entry about it: more of them than a page of a search has.
  const path = `/v1/look-through/orders/${sealedOrders[0]?.order}`;
  await Promise.all(Array.from({ length: 101 }, () => supervision().ask(path)));
  // The custodians' entries are in the copies a round later.
  await until(
    'the opening is measured',
    async () =>
      (await desk.measured('look-through-of-encrypted-data')) === codeOf('verdict', 'met'),
  );
});

test('a new epoch begins on the running network; what was sealed stays with its own', async () => {
  const second = await startEpoch(network, desk, 2);
  const fresh = await desk.publishPrivate('PLANTED-PRIVATE-PAYLOAD of the second epoch', FILE_NAME);
  const oldShare = (n: number) => officerFile(n, 'share');
  for (const [epoch, id, more, own, other] of [
    [1, sealedRecord, {}, oldShare, second.share],
    [2, fresh, { ceremony: second.ceremony }, second.share, oldShare],
  ] as const) {
    const { order } = (await give(id, 1, more)).json;
    await desk.granted(order);
    expect((await officer('show', {}, order)).json.text.epoch).toBe(epoch);
    // A share of the other epoch is of no use, and changes nothing.
    expect((await contribute(order, 1, { share: other(1) })).outcome).toBe('SHARE_REFUSED');
    for (const n of [1, 3, 4]) {
      expect((await contribute(order, n, { share: own(n) })).outcome).toBe('done');
    }
    const { json } = await officer('open', {}, order);
    expect(json).toMatchObject({ verdict: 'opens', file_name: FILE_NAME });
    orders.push(order);
  }
});

test('a sealed copy opens for the authority’s key under an access order alone', async () => {
  const content = Buffer.from('PLANTED-PRIVATE-PAYLOAD that was taken down');
  const { taken, sealed } = await desk.takenDownCopy(content);
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(network.folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const copy = file('a.sealed', sealed);
  const key = network.testnet.evidenceKey;
  const open = (order: string, given: object = {}) =>
    desk.supervise('sealed-copy open', { copy, key, ...given }, order);
  expect((await give(taken, 1)).outcome).toBe('NOT_PRIVATE');
  const { json } = await give(taken, 1, { reading: true });
  copyOrder = json.order;
  expect((await open(copyOrder)).outcome).toBe('COPY_REFUSED');
  const approval = { node: desk.nodes(), key: officerFile(2) };
  expect((await officer('approve', approval, copyOrder)).outcome).toBe('done');
  await until('the supervision node knows of the approval', async () => {
    return (await officer('show', {}, copyOrder)).json.stage === 'approved';
  });
  // An order about another record, no order, another's key, and a copy that is cut or altered.
  const other = join(network.folder, 'other.json');
  expect((await desk.supervise('sealed-copy key', { output: other })).outcome).toBe('done');
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
  const planted = [
    ...['PLANTED-PRIVATE-PAYLOAD', 'PLANTED-PRIVATE-NAME'],
    ...[PERSON.number, NAME],
  ].map((text) => Buffer.from(text));
  for (const { home } of network.programs) expect(filesWith(home, planted)).toEqual([]);
  await Promise.all(network.programs.map((program) => program.terminate()));
  const { verdict, lines } = await readJournal(network, supervision());
  expect(verdict.ok).toBe(true);
  const times = (event: string, order: string) =>
    lines.filter((line) => line.object === order && line.event === event && line.result === 'done')
      .length;
  expect(orders).toHaveLength(6);
  for (const order of orders) expect(times('sealed-content-opened', order)).toBe(1);
  // The second reading of the same content.
  expect(times('opened-content-read', opened)).toBe(1);
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
    for (const order of orders) {
      const about = own.filter(({ object }) => object.includes(order));
      const released = about.filter(({ event }) => event === 'custody-share-released');
      expect(released).toHaveLength(1);
      for (const subject of [sealedRecord.slice(0, 64), person]) {
        expect(JSON.stringify(about)).not.toContain(subject);
      }
    }
  }
});
