// A supervision node beside four validators: who copies, cosigns and names whom.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@mingjing/client';
import { verify } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { openJournalCopy } from '@mingjing/journal';
import { COMMANDS } from '@mingjing/node/commands';
import { KeyPurpose, logOrigin, witnessName } from '@mingjing/protocol';
import { noteKey, TYPE_COSIGNATURE, TYPE_ED25519, verifyCheckpoint } from '@mingjing/tlog';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { mingjing } from './command.ts';
import { nameOf, outcomeOf, runHere } from './command-here.ts';
import { readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

let network: TestNetwork;
let supervision: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.start({
    ...{ parameters: { emptyBlockMs: 1000 }, hasSupervision: true },
    // The others stand still while their files are copied.
    launch: (nodeId) => ({ isHere: ['yi-validator', 'bing-validator'].includes(nodeId) }),
  });
  if (network.supervision === undefined) throw new Error('there is no supervision node');
  supervision = network.supervision;
});
afterAll(() => network?.remove());

interface Journals {
  readonly state: string;
  readonly measured: number;
  readonly of: number;
  readonly as_of: number | null;
  readonly blame: readonly { readonly rule: string; readonly nodes: readonly string[] }[];
}

async function ask<T>(path: string): Promise<T> {
  const headers = { 'mingjing-control': supervision.control };
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(supervision.url + path, { headers, signal });
  return (await answer.json()) as T;
}

const journals = async () => (await ask<{ journals: Journals }>('/v1/situation')).journals;
const journalKey = (nodeId: string) => {
  const node = network.genesis.nodes.find(({ id }) => id === nodeId);
  const key = node?.keys.find(({ purpose }) => purpose === KeyPurpose.journal);
  return key?.publicKey ?? new Uint8Array(0);
};

/** Every journal is whole here, as of a time after now. */
async function wholeAgain(): Promise<Journals> {
  const now = Date.now();
  return until('all journals are whole', async () => {
    const found = await journals();
    return found.state === 'proved' && (found.as_of ?? 0) > now ? found : undefined;
  });
}

describe('the journals of a network', () => {
  test('are all copied and cosigned, and the copies verify offline', async () => {
    onTestFailed(() => console.error(network.report()));
    await Promise.all(network.validators.map((node) => node.client().genesis()));
    expect(await wholeAgain()).toMatchObject({ measured: 4, of: 4, blame: [] });
    for (const node of network.validators) {
      const logs = await until(
        `${node.nodeId} has cosignatures and a copy's statement`,
        async () => {
          const { logs } = await node.client().journalLogs();
          const isStated = logs.some(({ cosigned }) => (cosigned?.copies.length ?? 0) > 0);
          const all = logs.every(({ cosigned }) => cosigned?.witnesses[0] === supervision.nodeId);
          return isStated && all ? logs : undefined;
        },
      );
      for (const { origin, cosigned } of logs) {
        const name = witnessName(network.chainId, supervision.nodeId);
        const checked = verifyCheckpoint(Buffer.from(cosigned?.note ?? ''), {
          origin,
          logKeys: [noteKey(origin, TYPE_ED25519, journalKey(node.nodeId))],
          witnessKeys: [noteKey(name, TYPE_COSIGNATURE, journalKey(supervision.nodeId))],
          verify,
        });
        expect(checked.ok && checked.value.cosignatures.length).toBe(1);
      }
      await expectCopy(supervision, node, 0);
    }
  });

  test('include that of the supervision node, which chain nodes cosign by its stubs', async () => {
    onTestFailed(() => console.error(network.report()));
    const cosigned = join(homePaths(supervision.home).journal, 'supervision', 'cosigned');
    const names = network.validators.map(({ nodeId }) => nodeId).sort();
    await until('every validator cosigned', () => {
      if (!existsSync(cosigned)) return false;
      const { notes } = JSON.parse(readFileSync(cosigned, 'utf8'));
      return JSON.stringify(Object.keys(notes).sort()) === JSON.stringify(names);
    });
    await expectCopy(network.validator(0), supervision, Number.POSITIVE_INFINITY);
  });
});

describe('the copies', () => {
  interface Found {
    readonly ok: boolean;
    readonly genesis_trusted: boolean;
    readonly hits: readonly { readonly node: string; readonly entry: unknown }[];
  }

  test('are searched where they are held, each hit proved by the key of its own node', async () => {
    onTestFailed(() => console.error(network.report()));
    const node = network.validator(1);
    await node.client().status();
    const asked = `/v1/journal/search?event=status-read&node=${node.nodeId}`;
    await until('the read is found at the supervision node', async () => {
      return (await ask<Found>(asked)).hits.length > 0;
    });
    const command = await mingjing(
      ...['journal', 'search', '--home', supervision.home, '--json'],
      ...['--event', 'status-read', '--of-node', node.nodeId, '--organisation', node.organisation],
    );
    expect(command).toMatchObject({ code: 0, stderr: '' });
    const found: Found = JSON.parse(command.stdout);
    expect(found).toMatchObject({ ok: true, genesis_trusted: true });
    expect(found.hits[0]).toMatchObject({
      ...{ node: node.nodeId, organisation: node.organisation, source: 'access' },
      ...{ entry: { event: 'status-read' }, personal: null, check: { ok: true } },
    });
  });

  test('of a supervision node are searched at chain nodes by what their stubs say', async () => {
    onTestFailed(() => console.error(network.report()));
    const { control, url: baseUrl } = network.validator(0);
    const client = createClient({ baseUrl, control });
    const hits = await until('the copy is indexed', async () => {
      const query = { node: supervision.nodeId, source: 'supervision' };
      const answer = await client.searchJournal(query);
      return answer.hits.length > 0 ? answer.hits : undefined;
    });
    expect(hits[0]).toMatchObject({ entry: null, body: null, organisation: 'authority' });
  });
});

/** What a program holds of another's journal, verified from a copy of its folder. */
async function expectCopy(holder: ProgramProcess, owner: ProgramProcess, bodiesFrom: number) {
  const folder = join(network.folder, `copy-${holder.nodeId}-${owner.nodeId}`);
  // Files are replaced meanwhile; while it stands still they are as a crash would leave them.
  holder.signal('SIGSTOP');
  cpSync(join(homePaths(holder.home).witness, owner.nodeId), folder, { recursive: true });
  holder.signal('SIGCONT');
  const copy = await openJournalCopy({
    ...{ folder, chainId: network.chainId, nodeId: owner.nodeId },
  });
  const verdict = await copy.verify(journalKey(owner.nodeId), () => bodiesFrom);
  await copy.close();
  expect(verdict).toMatchObject({ ok: true });
  expect(verdict.ok && verdict.sizes.get('maintenance')).toBeGreaterThan(0);
}

describe('a damaged journal', () => {
  test("is repaired from the supervision node's copy, and its node goes on", async () => {
    onTestFailed(() => console.error(network.report()));
    const node = network.validator(2);
    const { journal } = homePaths(node.home);
    const copy = join(homePaths(supervision.home).witness, node.nodeId);
    const repair = { home: node.home, from: copy };
    await wholeAgain();
    expect(await outcomeOfRepair(repair)).toBe('HOME_LOCKED');
    await node.terminate();
    flip(join(journal, 'manifest'), 50);
    flip(join(journal, 'maintenance', 'stubs'), 20);
    flip(join(journal, 'maintenance', 'bodies', '0000000000000000.seg'), 60);
    rmSync(join(journal, 'network', 'tile', '0'));
    node.start();
    expect(await node.exited()).toMatchObject({ code: 1 });
    expect(node.output).toContain('JOURNAL_DAMAGED');
    const { outcome, json } = await runHere('journal repair', repair);
    expect(outcome).toBe('done');
    expect(json).toEqual(expect.objectContaining({ ok: true, anchors_known: true }));
    const mended = [
      'maintenance/stubs',
      'maintenance/bodies/0000000000000000.seg',
      'network/tile/0',
    ];
    expect(json.written).toEqual(expect.arrayContaining([...mended, 'manifest']));
    expect(existsSync(join(json.kept, 'maintenance', 'stubs'))).toBe(true);
    const trusted = { genesis: network.testnet.genesisFile };
    const verified = await runHere('journal verify', trusted, journal);
    expect(verified).toMatchObject({ outcome: 'done', json: { ok: true, faults: [] } });
    const { lines } = await readJournal(network, node);
    const acts = lines.filter(({ event }) => event === 'journal-repaired');
    expect(acts).toMatchObject([{ source: 'maintenance', result: 'done' }]);
    const { height } = await network.validator(0).standing();
    node.start();
    await node.ready();
    await until('the node goes on with the chain', async () => {
      return (await node.standing()).height > height + 1;
    });
    expect((await wholeAgain()).blame).toEqual([]);
  });
});

/** How `journal repair` ends when it says nothing. */
async function outcomeOfRepair(options: { readonly home: string; readonly from: string }) {
  const row = COMMANDS.find((each) => nameOf(each) === 'journal repair');
  return outcomeOf(() => row?.run(options as never));
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] as number) ^ 0x10;
  writeFileSync(path, bytes);
}

describe('a journal whose tail was cut', () => {
  test('is found, with its node and log, also by a supervision node that was away', async () => {
    onTestFailed(() => console.error(network.report()));
    const node = network.validator(3);
    const { journal } = homePaths(node.home);
    const saved = join(network.folder, 'saved');
    // While it stands still its files are as a crash would leave them.
    node.signal('SIGSTOP');
    cpSync(journal, saved, { recursive: true });
    node.signal('SIGCONT');
    for (let i = 0; i < 8; i += 1) await node.client().status();
    await wholeAgain();
    await Promise.all([node.terminate(), supervision.terminate()]);
    // As it was before the reads: shorter files, and the checkpoint that fits them.
    rmSync(journal, { recursive: true });
    cpSync(saved, journal, { recursive: true });
    for (const program of [node, supervision]) program.start();
    await Promise.all([node.ready(), supervision.ready()]);
    const origin = logOrigin(network.chainId, node.nodeId, 'access');
    const found = await until('the cut is an alarm', async () => {
      const { items } = await ask<{ items: { rule: string; subject: string; nodes: string[] }[] }>(
        '/v1/alarms?state=open',
      );
      const rules = ['journal-rolled-back', 'journal-split-view'];
      return items.find(({ rule, subject }) => rules.includes(rule) && subject === origin);
    });
    expect(found.nodes).toEqual([node.nodeId]);
    const blamed = (await journals()).blame.filter(({ nodes }) => nodes.includes(node.nodeId));
    expect(blamed.length).toBeGreaterThan(0);
    expect(await journals()).toMatchObject({ state: 'failed', of: 4 });
  });
});
