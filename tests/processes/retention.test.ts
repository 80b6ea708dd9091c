// What must not go before half a year, what goes at once, and what goes half a year later while
// the supervision node is away.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host/home';
import {
  copyStatementCodec,
  JournalSource,
  type Message,
  RETENTION_FLOOR_MS,
} from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test, vi } from 'vitest';
import { verifyCommand } from '../../node/src/cli/verify.ts';
import { useSmallForm } from '../../node/test/inspection/small-form.ts';
import { setAhead } from './clock-here.ts';
import { runHere } from './command-here.ts';
import { govern } from './governing.ts';
import { type Signing, signingWith, TestNetwork } from './network.ts';
import { ProgramProcess } from './program-process.ts';
import { bareRecord, holdings, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

/** A node anchors once a minute: after it, the next anchor has what was done before. */
const ANCHOR_MS = 61_000;

let network: TestNetwork;
let node: ProgramProcess;
let supervision: ProgramProcess;
/** A run of the inspection, by its id. */
let inspection: string;

beforeAll(async () => {
  network = await TestNetwork.create({ isHere: true, parameters: { emptyBlockMs: 1000 } });
  node = network.validator(0);
  useSmallForm(node.home, ['data-integrity', 'no-currency']);
  await network.startAll();
  const home = network.testnet.homes.find(({ role }) => role === 'supervision');
  if (home === undefined) throw new Error('there is no home of a supervision node');
  supervision = new ProgramProcess(home, { isHere: true });
});
afterAll(async () => {
  await supervision?.kill();
  await network?.remove();
  vi.restoreAllMocks();
});

const send = (signing: Signing, message: Message) =>
  submit(node, { transaction: transactionOf(network, signing, message), attachments: [] });

/** The acts of the first user in the journal of the node, as far as they are indexed. */
async function found(count: number) {
  return until(`${count} acts of the user are indexed`, async () => {
    const { hits } = await node.homeClient().searchJournal({ actor: 'user-1', source: 'publish' });
    return hits.length >= count ? hits : undefined;
  });
}

const bundleFile = (name: string) => join(network.folder, `${name}.inspection`);
/** Checks a bundle of an inspection as anybody does, with the genesis that he knows. */
async function checked(file: string) {
  const { json, outcome } = await runHere('verify', { genesis: network.testnet.genesisFile }, file);
  return { outcome, ...json };
}

test('a run of the inspection has its bundle before an anchor covers it', async () => {
  onTestFailed(() => console.error(network.report()));
  // Later than what the start anchored, and within the minute after it.
  await until('the node has anchored', async () => {
    return (await fetch(`${node.url}/v1/journal/anchors/${node.nodeId}`)).ok;
  });
  const bundle = bundleFile('first');
  const { json } = await runHere('inspect', { home: node.home, phrase: '海上生明月', bundle });
  expect(json).toMatchObject({ state: 'done', answers: [{}, {}] });
  inspection = json.id;
  expect(await checked(bundle)).toMatchObject({
    ...{ outcome: 'done', ok: true, genesis_trusted: true, phrase: '海上生明月' },
    entry: { source: 'admin', anchored: null },
  });
});

test('a young log is not disposed of, and the attempt is an entry', async () => {
  onTestFailed(() => console.error(network.report()));
  expect(await send(network.user(1), bareRecord())).toMatchObject({ status: 'committed', code: 0 });
  setAhead(ANCHOR_MS);
  // Asked of another node: refusals of strangers are told one by one only up to twenty a minute.
  const other = network.validator(1);
  const to = await until('the log is anchored', async () => {
    const answer = await fetch(`${other.url}/v1/journal/anchors/${node.nodeId}`);
    const { logs = [] } = (await answer.json()) as { logs?: { source: string; size: number }[] };
    return logs.find(({ source }) => source === 'publish')?.size;
  });
  const { height } = await holdings(other);
  await until('the node has that block', async () => (await holdings(node)).height >= height);
  const statement = signingWith(join(node.home, 'config', 'keys', 'statement.json'));
  const value = {
    ...{ nodeId: node.nodeId, source: JournalSource.publish, from: 0, to },
    ...{ bodiesHash: new Uint8Array(32), copies: [] },
  };
  const refusal = { status: 'refused', reason: 'result-notDue' };
  expect(await send(statement, { type: 'retentionDisposal', value })).toMatchObject(refusal);
  const { hits } = await until('the refusal is indexed', async () => {
    const answer = await node
      .homeClient()
      .searchJournal({ result: 'refused', text: 'result-notDue' });
    return answer.hits.length > 0 ? answer : undefined;
  });
  expect(hits[0]?.entry?.reason).toBe('result-notDue');
  expect((await found(1)).every(({ body }) => body !== null)).toBe(true);
});

test('the bundle of the run, fetched again, shows the anchor that covers its entry', async () => {
  onTestFailed(() => console.error(network.report()));
  const bundle = bundleFile('again');
  await until('the bundle is handed over', async () => {
    return (
      (await runHere('inspect', { home: node.home, run: inspection, bundle })).outcome === 'done'
    );
  });
  const { entry, ...held } = await checked(bundle);
  expect(held).toMatchObject({ outcome: 'done', ok: true });
  expect(entry.anchored.size).toBeGreaterThan(entry.index);
  const lines: string[] = [];
  const heard = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  const options = { genesis: network.testnet.genesisFile, lang: 'en' };
  expect(await verifyCommand(bundle, options)).toBe(true);
  heard.mockRestore();
  expect(lines.join('\n')).toContain(`✓ Anchored on the chain with ${entry.anchored.size} entries`);
  // The first one holds as it did: it says itself that nothing covered it then.
  expect((await checked(bundleFile('first'))).entry.anchored).toBeNull();
});

test('personal data of somebody who is erased is restricted with the block', async () => {
  onTestFailed(() => console.error(network.report()));
  const [open] = await found(1);
  expect(open).toMatchObject({ personal: { source_address: '127.0.0.1' } });
  const erase = { type: 'retentionErase', value: { userId: 'user-1' } } as const;
  expect(await send(network.user(1), erase)).toMatchObject({ status: 'committed', code: 0 });
  for (const hit of await found(2)) {
    expect(hit).toMatchObject({ personal: null, personal_withheld: 'restricted' });
  }
  const query = { actor: 'user-1', address: '127.0.0.1' };
  expect((await node.homeClient().searchJournal(query)).hits).toEqual([]);
  const refused = await send(network.user(1), bareRecord());
  expect(refused).toMatchObject({ status: 'refused', reason: 'result-userNotActive' });
});

/** Programs that have a copy of the node's journal on their disk. */
const holders = () =>
  network.validators.filter(({ home }) => existsSync(join(homePaths(home).witness, node.nodeId)));

/** Who stated to the node to hold its publish log as far as it was anchored. */
async function statedBy(): Promise<string[]> {
  const { logs } = await node.client().journalLogs();
  const copies = logs.find(({ source }) => source === 'publish')?.cosigned?.copies ?? [];
  const stated = copies.map(({ statement }) =>
    copyStatementCodec.decode(Uint8Array.from(Buffer.from(statement, 'hex'))),
  );
  return [...new Set(stated.map(({ holder }) => holder))].sort();
}

/** Waits until an entry of an event about an object is indexed at a program. */
async function isTold(program: ProgramProcess, event: string, object: string): Promise<void> {
  await until(`${program.nodeId} tells of ${event} ${object}`, async () => {
    return (await program.homeClient().searchJournal({ event, object })).hits.length > 0;
  });
}

const nameAbsent = (absent: boolean) =>
  govern(network, node, { setAbsence: { nodeId: supervision.nodeId, absent } });

test('two organisations take over from a supervision node that is absent by a vote', async () => {
  onTestFailed(() => console.error(network.report()));
  expect(holders()).toEqual([]);
  await nameAbsent(true);
  await until('two nodes hold the log, and say so', async () => (await statedBy()).length === 2);
  expect(
    holders()
      .map(({ organisation }) => organisation)
      .sort(),
  ).toEqual(['bing', 'yi']);
  for (const holder of holders()) await isTold(holder, 'copy-begun', node.nodeId);
});

test('half a year later what is due is disposed of by their word', async () => {
  onTestFailed(() => console.error(network.report()));
  await Promise.all(network.validators.map((each) => each.terminate()));
  setAhead(RETENTION_FLOOR_MS + 2 * ANCHOR_MS);
  await network.startAll();
  await isTold(node, 'bodies-disposed', 'publish');
});

test('a supervision node that is back ends it, and the copies are removed', async () => {
  onTestFailed(() => console.error([network.report(), supervision.output].join('\n')));
  const before = holders();
  expect(before).toHaveLength(2);
  supervision.start();
  await supervision.ready();
  await until('it holds all journals before the vote', async () => {
    type Situation = { journals: { state: string; measured: number } };
    const { journals } = await supervision.ask<Situation>('/v1/situation');
    return journals.state === 'proved' && journals.measured === 4;
  });
  await nameAbsent(false);
  for (const holder of before) {
    await isTold(holder, 'copy-removed', node.nodeId);
    await until('only that of the supervision node is left', () => {
      return readdirSync(homePaths(holder.home).witness).join() === supervision.nodeId;
    });
  }
});
