// Half a year of programs whose clocks are set forward: what is disposed of goes
// everywhere, by a certificate of the chain, and nothing that is held goes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexToBytes } from '@mingjing/crypto';
import { homePaths } from '@mingjing/host/home';
import type { Message } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test, vi } from 'vitest';
import { copyOf } from '../../packages/journal/test/memory-folder.ts';
import { setAhead } from './clock-here.ts';
import { runHere } from './command-here.ts';
import { type Signing, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SOURCE = 'publish';

let network: TestNetwork;
let supervision: ProgramProcess;
/** A node whose log goes, one whose log is held, and one that is asked about both. */
let jia: ProgramProcess;
let yi: ProgramProcess;
let bing: ProgramProcess;
/** What each of the two has published: id of the transaction. */
const published = new Map<ProgramProcess, string>();
let holdId = '';

beforeAll(async () => {
  const parameters = { emptyBlockMs: 1000 };
  network = await TestNetwork.start({ isHere: true, parameters, hasSupervision: true });
  [jia, yi, bing] = [network.validator(0), network.validator(1), network.validator(2)];
  supervision = network.supervision as ProgramProcess;
});
afterAll(async () => {
  await network?.remove();
  vi.restoreAllMocks();
});

async function say(node: ProgramProcess, signing: Signing, message: Message): Promise<string> {
  const transaction = transactionOf(network, signing, message);
  const result = await submit(node, { transaction, attachments: [] });
  expect(result).toMatchObject({ status: 'committed', code: 0 });
  return result.id;
}

interface Anchored {
  readonly source: string;
  readonly size: number;
  readonly disposed_to: number;
}

/** What the chain says of the log of a node, by the word of another. */
async function anchored(node: ProgramProcess): Promise<Anchored | undefined> {
  const { logs } = await bing.ask<{ logs: Anchored[] }>(`/v1/journal/anchors/${node.nodeId}`);
  return logs.find(({ source }) => source === SOURCE);
}

const copyOfNode = ({ nodeId }: ProgramProcess) =>
  join(homePaths(supervision.home).witness, nodeId);

/** Where below these folders a node's publication can be found: files of journals. */
function traces(node: ProgramProcess, folders: readonly string[]): string[] {
  const id = Buffer.from(hexToBytes(published.get(node) ?? '') ?? []);
  expect(id.length).toBe(32);
  return folders.flatMap((folder) =>
    [...copyOf(folder)]
      .filter(([, content]) => Buffer.from(content).includes(id))
      .map(([path]) => `${folder}/${path}`),
  );
}

/** Waits until the publication of a node is there: files come and go while programs run. */
async function held(node: ProgramProcess, folder: string): Promise<void> {
  await until(`${folder} holds what ${node.nodeId} published`, () => {
    return traces(node, [folder]).length > 0;
  });
}

const journalOf = ({ home }: ProgramProcess) => homePaths(home).journal;

test('a log is anchored and copied, and another is put under a hold', async () => {
  onTestFailed(() => console.error(network.report()));
  for (const node of [jia, yi]) {
    published.set(node, await say(node, network.user(1), bareRecord()));
  }
  // An anchor a minute: the one that is due now has the publications.
  setAhead(MINUTE_MS + 1000);
  for (const node of [jia, yi]) {
    await until(`the supervision node states that it has a copy of ${node.nodeId}`, async () => {
      const { logs } = await node.client().journalLogs();
      const own = logs.find(({ origin }) => origin.includes(`/${SOURCE}/`));
      return (await anchored(node)) !== undefined && (own?.cosigned?.copies.length ?? 0) > 0;
    });
    for (const folder of [journalOf(node), copyOfNode(node)]) await held(node, folder);
  }
  const scope = { nodeId: yi.nodeId, source: 0, fromTime: 0, toTime: 0, userId: '' };
  const hold = { scope, basis: 3, expiresAt: 0 };
  holdId = await say(yi, network.officer('yi-audit-admin'), { type: 'retentionHold', value: hold });
});

test('a day before its period has run nothing goes, and then it goes everywhere', async () => {
  onTestFailed(() => console.error(network.report()));
  setAhead(183 * DAY_MS);
  const { height } = await bing.standing();
  await until('blocks are made at that time', async () => {
    return (await bing.standing()).height > height + 2;
  });
  expect(await anchored(jia)).toMatchObject({ disposed_to: 0 });
  for (const folder of [journalOf(jia), copyOfNode(jia)]) await held(jia, folder);
  setAhead(185 * DAY_MS);
  const { disposed_to: to } = await until('the chain certifies the disposal', async () => {
    const log = await anchored(jia);
    return log !== undefined && log.disposed_to > 0 ? log : undefined;
  });
  expect(to).toBeGreaterThan(0);
  await until('the bodies are gone from the node and from the copy', () => {
    return traces(jia, [journalOf(jia), copyOfNode(jia)]).length === 0;
  });
  const { hits } = await until('both say so', async () => {
    const said = await jia.homeClient().searchJournal({ event: 'bodies-disposed' });
    const theirs = await supervision.homeClient().searchJournal({ event: 'copy-bodies-disposed' });
    return said.hits.length > 0 && theirs.hits.length > 0 ? said : undefined;
  });
  expect(hits[0]?.entry).toMatchObject({ result: 'done' });
});

test('what is held stays, at the node and in the copy, until the hold is released', async () => {
  onTestFailed(() => console.error(network.report()));
  const { hits } = await until('the attempt is an entry', async () => {
    const answer = await yi.homeClient().searchJournal({ event: 'disposal-withheld' });
    return answer.hits.some(({ entry }) => entry?.object === SOURCE) ? answer : undefined;
  });
  expect(hits.map(({ entry }) => entry?.reason)).toEqual(hits.map(() => 'held'));
  expect(await anchored(yi)).toMatchObject({ disposed_to: 0 });
  for (const folder of [journalOf(yi), copyOfNode(yi)]) await held(yi, folder);
  const value = { holdId: hexToBytes(holdId) ?? new Uint8Array(0) };
  await say(yi, network.officer('yi-audit-admin'), { type: 'retentionRelease', value });
  await until('it is gone, too', () => {
    return traces(yi, [journalOf(yi), copyOfNode(yi)]).length === 0;
  });
});

/** What the command says of a folder, by the word of another node about the chain. */
async function verified(folder: string, copy: boolean) {
  const genesis = network.testnet.genesisFile;
  const anchors = join(network.folder, 'anchors.json');
  const { outcome, json } = await runHere('journal verify', { genesis, anchors, copy }, folder);
  expect([outcome, json.faults]).toEqual(['done', []]);
  return json.logs.find(({ source }: { source: string }) => source === SOURCE);
}

test('journal and copy verify offline, and the journal is mended without what went', async () => {
  onTestFailed(() => console.error(network.report()));
  const said = await fetch(`${bing.url}/v1/journal/anchors/${jia.nodeId}`);
  writeFileSync(join(network.folder, 'anchors.json'), await said.text());
  await Promise.all([jia.terminate(), supervision.terminate()]);
  const disposed = (await anchored(jia))?.disposed_to;
  expect(await verified(copyOfNode(jia), true)).toMatchObject({ disposed });
  expect(await verified(journalOf(jia), false)).toMatchObject({ disposed });
  const stubs = join(journalOf(jia), SOURCE, 'stubs');
  const bytes = readFileSync(stubs);
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  writeFileSync(stubs, bytes);
  const repair = { home: jia.home, from: copyOfNode(jia) };
  expect(await runHere('journal repair', repair)).toMatchObject({
    ...{ outcome: 'done', json: { ok: true, anchors_known: true, written: [`${SOURCE}/stubs`] } },
  });
  expect(await verified(journalOf(jia), false)).toMatchObject({ disposed });
  expect(traces(jia, [journalOf(jia), `${journalOf(jia)}-damaged`])).toEqual([]);
});
