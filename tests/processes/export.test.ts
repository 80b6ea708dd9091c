// A lawful export from a running node, made with the command and checked where there is no node.
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mingjing } from './command.ts';
import { runHere } from './command-here.ts';
import { type JournalLine, readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, submit, transactionOf } from './submissions.ts';

const CASE = '京公网安〔2026〕17号';

let network: TestNetwork;
let node: ProgramProcess;
let elsewhere: string;
let lines: readonly JournalLine[];
const outcomes: (readonly [outcome: string, file: string])[] = [];

const at = (name: string) => join(elsewhere, name);
const officerKey = (id: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `${id}.json`);

beforeAll(async () => {
  network = await TestNetwork.start({ isHere: true });
  node = network.validator(1);
  elsewhere = join(network.folder, 'elsewhere');
  mkdirSync(elsewhere);
  copyFileSync(network.testnet.genesisFile, at('genesis.json'));
  const from = new Date().toISOString();
  for (const user of [1, 2, 1]) {
    const transaction = transactionOf(network, network.user(user), bareRecord());
    const { status } = await submit(node, { transaction, attachments: [] });
    expect(status).toBe('committed');
  }
  await prepare(from, new Date(Date.now() + 1).toISOString());
  await exported('one approval', ['yi-security-admin']);
  await exported('of another organisation', ['yi-security-admin', 'bing-audit-admin']);
  await exported('granted', ['yi-security-admin', 'yi-audit-admin']);
  await exported('granted', []);
  await node.terminate();
  await exported('one approval of the stopped', ['yi-audit-admin']);
  await exported('stopped', ['yi-security-admin', 'yi-audit-admin']);
  lines = (await readJournal(network, node)).lines;
}, 120_000);
afterAll(() => network?.remove());

/** The authority's key and request, made where no node is. */
async function prepare(from: string, to: string): Promise<void> {
  const made = await runHere('journal request-key', { output: at('authority.key') });
  const asked = await runHere('journal request', {
    ...{
      genesis: at('genesis.json'),
      nodeId: node.nodeId,
      case: CASE,
      basis: '网络安全法第三十条',
    },
    ...{ authority: '北京市公安局', recipient: made.json.public_key, sources: 'publish,access' },
    ...{ from, to, days: '7', output: at('request') },
  });
  expect([made.outcome, asked.outcome]).toEqual(['done', 'done']);
}

/** Has the request approved by these officers, and asks the node with it. */
async function exported(name: string, officers: readonly string[]): Promise<void> {
  const request = at(`${name}.request`);
  const output = at(`${name}.export`);
  if (officers.length > 0) copyFileSync(at('request'), request);
  for (const officer of officers) {
    const key = officerKey(officer);
    const given = { genesis: at('genesis.json'), request, officer, key };
    expect(await runHere('journal approve', given)).toMatchObject({ outcome: 'done' });
  }
  const { code, stderr, stdout } = await mingjing(
    ...['journal', 'export', '--home', node.home, '--request', request, '--output', output],
    ...(officers.length > 0 ? [] : ['--lang', 'en']),
  );
  outcomes.push([code === 0 ? stdout : stderr, output]);
}

interface Shown {
  readonly source: string;
  readonly entries: readonly object[];
}

const verifyThere = (file: string, options: object = {}) =>
  runHere('verify', { genesis: at('genesis.json'), ...options }, at(file));

describe('an export by the command', () => {
  test('needs two administrators of the organisation of the node', () => {
    expect(outcomes[0]?.[0]).toContain('export-not-two-approvals: 须有恰好两份批准');
    expect(outcomes[1]?.[0]).toContain('export-other-organisation');
    for (const [, file] of outcomes.slice(0, 2)) expect(() => statSync(file)).toThrow('ENOENT');
  });

  test('is saved once, and shows at once that it holds', () => {
    expect(outcomes[2]?.[0]).toContain(`✓ ${node.nodeId} 的导出成立`);
    expect(outcomes[2]?.[0]).toContain(CASE);
    expect(outcomes[3]?.[0]).toContain('OUTPUT_EXISTS');
  });

  test('is checked where there is nothing but a genesis, and opened by the key', async () => {
    const { outcome, json } = await verifyThere('granted.export', { key: at('authority.key') });
    const approvers = ['yi-security-admin', 'yi-audit-admin'];
    const request = { case_number: CASE, authority: '北京市公安局', approvers };
    expect([outcome, json]).toMatchObject(['done', { ok: true, genesis_trusted: true, request }]);
    const publish = json.logs.find(({ source }: { source: string }) => source === 'publish');
    expect(publish.entries).toMatchObject(
      [1, 2, 3].map(() => ({ result: 'done', personal: 'sealed', source_address: '127.0.0.1' })),
    );
    const closed = await verifyThere('granted.export');
    const [, shut] = closed.json.logs;
    expect(shut.entries[0]).toMatchObject({ personal: 'sealed', source_address: null });
  });

  test('names what was altered, and refuses another key', async () => {
    const bytes = readFileSync(at('granted.export'));
    const place = bytes.indexOf('/v1/transactions');
    writeFileSync(at('altered.export'), bytes.fill('X', place, place + 1));
    const altered = await verifyThere('altered.export');
    const fault = { part: 'body', reason: 'not-committed', node_id: node.nodeId };
    expect([altered.outcome, altered.json.ok]).toEqual(['no', false]);
    expect(altered.json).toMatchObject({ ...fault, source: expect.any(String) });
    await runHere('journal request-key', { output: at('other.key') });
    const other = await verifyThere('granted.export', { key: at('other.key') });
    expect([other.outcome, other.json]).toMatchObject(['no', { reason: 'other-key' }]);
  });

  test('is made of a stopped home, as of its last block', async () => {
    expect(outcomes[4]?.[0]).toContain('export-not-two-approvals');
    expect(outcomes[5]?.[0]).toMatch(/按其最后一个区块 \d+/);
    const running = await verifyThere('granted.export', { key: at('authority.key') });
    const stopped = await verifyThere('stopped.export', { key: at('authority.key') });
    expect([stopped.outcome, stopped.json.logs]).toMatchObject([
      'done',
      running.json.logs.map(({ source, entries }: Shown) => ({ source, entries })),
    ]);
  });

  test('is an act of the journal, done or refused', () => {
    const acts = lines.filter(({ event }) => event === 'journal-exported');
    expect(acts.map(({ result, reason }) => [result, reason])).toEqual([
      ['refused', 'export-not-two-approvals'],
      ['refused', 'export-other-organisation'],
      ['done', ''],
      ['refused', 'export-not-two-approvals'],
      ['done', ''],
    ]);
    expect(
      acts.every(({ source, object }) => source === 'supervision' && object.startsWith(CASE)),
    ).toBe(true);
    const [stubs = 0, bodies = 0] = acts[2]?.counts ?? [];
    expect([stubs > bodies, bodies >= 3]).toEqual([true, true]);
  });
});
