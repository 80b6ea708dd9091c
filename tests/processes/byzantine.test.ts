import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { readJournal } from './journal-lines.ts';
import { judge } from './kill-run.ts';
import { Load } from './load.ts';
import { hasSupervisionProgram, TestNetwork } from './network.ts';
import { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

// Three correct validators, and a fourth one that equivocates, withholds and floods at once.
const BYZANTINE = fileURLToPath(new URL('../byzantine/node.ts', import.meta.url));
/** Heights that the chain makes with it: every validator has had its turns. */
const BLOCKS = 12;

let network: TestNetwork;
let traitor: ProgramProcess;
let load: Load;

beforeAll(async () => {
  network = await TestNetwork.create({
    ...{ hasSupervision: hasSupervisionProgram, users: 4 },
    // The first is what the traitor floods; it ends apart from the others.
    launch: (nodeId) => ({ isHere: !['jia-validator', 'ding-validator'].includes(nodeId) }),
  });
  const home = network.testnet.homes.find(({ nodeId }) => nodeId === 'ding-validator');
  if (home === undefined) throw new Error('there is no fourth validator');
  const user = network.testnet.users[3] ?? '';
  const flags = ['--behaviours', 'equivocate,withhold,flood', '--user', user];
  traitor = new ProgramProcess(home, { program: BYZANTINE, flags });
  const correct = network.programs.filter(({ nodeId }) => nodeId !== traitor.nodeId);
  for (const program of correct) program.start();
  await Promise.all(correct.map((program) => program.ready()));
  await network.connected();
  traitor.start();
  await traitor.ready();
  load = new Load(network, { workers: 3, pauseMs: 400, random: seededRandom(1) });
});
afterAll(async () => {
  load?.halt();
  await traitor?.kill();
  await network?.remove();
});

test('the chain goes on with a Byzantine validator', async () => {
  onTestFailed(() => console.error(network.report(), traitor.output));
  const node = network.validator(0);
  const before = (await node.standing()).height;
  await until('every validator had its turns', async () => {
    return (await node.standing()).height >= before + BLOCKS;
  });
});

test('the supervision node names the equivocator, with evidence that is in a block', async () => {
  onTestFailed(() => console.error(network.report(), traitor.output));
  const found = await until('the equivocator is named', async () => {
    const answer = await network.supervision?.ask<{ items: Alarm[] }>('/v1/alarms?limit=500');
    return answer?.items.find(({ rule }) => rule === 'equivocation');
  });
  expect(found.nodes).toEqual([traitor.nodeId]);
  const { first, second, recordedHeight } = found.evidence.statements;
  expect(first).not.toBe(second);
  const client = network.validator(1).client();
  const { transactions } = await client.block(recordedHeight);
  const types = await Promise.all(
    transactions.map(async (id) => (await client.transaction(id)).type),
  );
  expect(types).toContain('misbehaviourEvidence');
});

test('nothing acknowledged is lost, in the home of the Byzantine validator either', async () => {
  onTestFailed(() => console.error(network.report(), traitor.output));
  await load.stop();
  expect(load.refusals).toEqual([]);
  expect(load.acknowledged.length).toBeGreaterThan(0);
  // The correct program takes over: what the chain decided is there, too.
  expect(traitor.isRunning).toBe(true);
  await traitor.kill();
  const repaired = network.validator(3);
  repaired.start();
  await repaired.ready();
  const verdict = await judge(network, load.acknowledged);
  expect(verdict.programs).toContain(traitor.nodeId);
});

// Last: it stops the node.
test('whoever floods is charged, cut off, and named in the journal', async () => {
  onTestFailed(() => console.error(network.report(), traitor.output));
  const node = network.validator(0);
  await node.terminate();
  const { verdict, lines } = await readJournal(network, node);
  expect(verdict.ok).toBe(true);
  const security = lines.filter(({ source }) => source === 'security');
  for (const event of ['peer-misbehaved', 'peer-cut-off']) {
    expect(security).toContainEqual(expect.objectContaining({ event, actor: traitor.nodeId }));
  }
  const accused = security.filter(({ event }) => event === 'peer-cut-off');
  expect(accused.every(({ actor }) => actor === traitor.nodeId)).toBe(true);
});

interface Alarm {
  readonly rule: string;
  readonly nodes: readonly string[];
  readonly evidence: {
    readonly statements: {
      readonly first: string;
      readonly second: string;
      readonly recordedHeight: number;
    };
  };
}
