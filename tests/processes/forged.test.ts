// A validator that lies to whoever follows, and a supervision node that begins late and hears it:
// first it alone, then beside three correct ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { homePaths } from '@mingjing/host/home';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { agreement } from './kill-run.ts';
import { Load } from './load.ts';
import { TestNetwork } from './network.ts';
import { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

const BYZANTINE = fileURLToPath(new URL('../byzantine/node.ts', import.meta.url));
const LIES = ['forge-block', 'forge-certificate', 'forge-tip', 'forge-page', 'withhold-attachment'];
const LIAR = 'ding-validator';
/** Place of the user whose key the liar has. */
const LIARS_USER = 3;
/** What each lie is called where it is refused. */
const REASONS = ['sync-certificate-invalid', 'sync-header-transactions-root'];
/** Until the block of a tip is here, its node may have a key by then that nobody knows here. */
const REASONS_WITH_BLOCKS = [...REASONS, 'tip-signature-invalid'];

let network: TestNetwork;
let liar: ProgramProcess;
let supervision: ProgramProcess;
let load: Load;
/** The configuration of the supervision node as it should be. */
let whole: string;

beforeAll(async () => {
  network = await TestNetwork.create({
    hasSupervision: true,
    launch: (nodeId) => ({ isHere: nodeId !== LIAR }),
  });
  const home = network.testnet.homes.find(({ nodeId }) => nodeId === LIAR);
  if (home === undefined || network.supervision === undefined) throw new Error('a home is missing');
  supervision = network.supervision;
  const user = network.testnet.users[LIARS_USER] ?? '';
  const flags = ['--behaviours', LIES.join(','), '--user', user];
  liar = new ProgramProcess(home, { program: BYZANTINE, flags });
  network.drop(network.validator(3));
  network.add(liar);
  whole = forgetPeers(supervision, (nodeId) => nodeId !== LIAR);
  for (const node of correct()) forgetPeers(node, (nodeId) => nodeId === supervision.nodeId);
  for (const node of network.validators) node.start();
  await Promise.all(network.validators.map((node) => node.ready()));
  await network.connected();
  load = new Load(network, {
    ...{ workers: 1, pauseMs: 400, random: seededRandom(1), nodes: correct },
  });
  await until('blocks are there', () => load.acknowledged.length > 0);
});
afterAll(async () => {
  load?.halt();
  await network?.remove();
});

const correct = () => network.validators.filter(({ nodeId }) => nodeId !== LIAR);
const reference = () => network.validator(0);

/** Takes peers out of a configuration, which is answered as it was. */
function forgetPeers({ home }: ProgramProcess, isForgotten: (nodeId: string) => boolean): string {
  const { config } = homePaths(home);
  const before = readFileSync(config, 'utf8');
  const after = before.replace(/^ *- node_id: (.*)\n *address: .*\n/gm, (entry, nodeId: string) =>
    isForgotten(nodeId) ? '' : entry,
  );
  expect(after).not.toBe(before);
  writeFileSync(config, after);
  return before;
}

/** What is open of lies, whoever told them. */
async function lies(): Promise<Alarm[]> {
  const rules = ['peer-misbehaved', 'journal-altered', 'fork', 'state-root-differs'];
  const { items } = await supervision.ask<{ items: Alarm[] }>('/v1/alarms?state=open&limit=500');
  return items.filter(({ rule }) => rules.includes(rule));
}

function reasonsOf(alarms: readonly Alarm[], rule: string): string[] {
  const found = alarms.filter((alarm) => alarm.rule === rule);
  return [...new Set(found.map(({ evidence }) => evidence.reason ?? ''))].sort();
}

async function everyLieIsNamed(reasons: readonly string[]): Promise<Alarm[]> {
  const named = await until('every lie is an alarm', async () => {
    const alarms = await lies();
    const misbehaved = reasonsOf(alarms, 'peer-misbehaved');
    const isAll = reasons.every((reason) => misbehaved.includes(reason));
    return isAll && reasonsOf(alarms, 'journal-altered').length > 0 && alarms;
  });
  expect(reasonsOf(named, 'peer-misbehaved')).toEqual(reasons);
  expect(reasonsOf(named, 'journal-altered')).toEqual(['not-in-head']);
  expect(named.flatMap(({ nodes }) => nodes)).toEqual(named.map(() => LIAR));
  return named;
}

test('whoever hears the liar alone takes no block from it, and names every lie', async () => {
  onTestFailed(() => console.error(network.report()));
  supervision.start();
  await supervision.ready();
  await everyLieIsNamed(REASONS);
  expect((await supervision.standing()).height).toBe(0);
});

test('beside correct nodes it catches up, whatever the liar goes on to send', async () => {
  onTestFailed(() => console.error(network.report()));
  await supervision.terminate();
  writeFileSync(homePaths(supervision.home).config, whole);
  supervision.start();
  await supervision.ready();
  const goal = (await reference().standing()).height;
  await until('it has caught up', async () => (await supervision.standing()).height >= goal);
});

test('contents that nobody gives are a gap, with who was asked and whose block it is', async () => {
  onTestFailed(() => console.error(network.report()));
  const gap = await until('the gap is an alarm that names the liar', async () => {
    const path = '/v1/alarms?state=open&limit=500';
    const { items } = await supervision.ask<{ items: Alarm[] }>(path);
    return items.find(({ rule, nodes }) => rule === 'coverage-gap' && nodes.includes(LIAR));
  });
  // Its body is in a block of the liar's; nobody else was ever given the contents.
  const height = gap.evidence.height ?? 0;
  const { header } = await reference().client().block(height);
  expect(header.proposer).toBe(LIAR);
  const { coverage } = await supervision.ask<{ coverage: Coverage }>('/v1/situation');
  expect(coverage.state).toBe('failed');
  expect(coverage.gaps_named).toContainEqual(
    expect.objectContaining({ commitment: gap.subject, height }),
  );
});

test('at the end every block and every root is that of the correct nodes', async () => {
  onTestFailed(() => console.error(network.report()));
  await load.stop();
  expect(load.refusals).toEqual([]);
  const { height, stateRoot } = await agreement(network);
  const path = `/v1/state-roots?from=1&to=${height}`;
  const { items } = await supervision.ask<{ items: Root[] }>(path);
  expect(items.at(-1)).toMatchObject({ height, state_root: stateRoot });
  for (const { height: at, block_id: id, state_root: root } of items) {
    const block = await reference().client().block(at);
    expect([at, id, root]).toEqual([at, block.block_id, block.header.state_root]);
  }
  await everyLieIsNamed(REASONS_WITH_BLOCKS);
});

interface Alarm {
  readonly rule: string;
  readonly subject: string;
  readonly nodes: readonly string[];
  readonly evidence: { readonly reason?: string; readonly height?: number };
}

interface Root {
  readonly height: number;
  readonly block_id: string;
  readonly state_root: string;
}

interface Coverage {
  readonly state: string;
  readonly gaps_named: readonly { readonly commitment: string; readonly height: number }[];
}
