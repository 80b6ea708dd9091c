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
  network = await TestNetwork.create({ hasSupervision: hasSupervisionProgram, users: 4 });
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
  load = new Load(network, { workers: 3, random: seededRandom(1) });
});
afterAll(async () => {
  load?.halt();
  await traitor?.kill();
  await network?.remove();
});

test('the chain goes on with a Byzantine validator, and nothing acknowledged is lost', async () => {
  onTestFailed(() => console.error(network.report(), traitor.output));
  const node = network.validator(0);
  const before = (await node.standing()).height;
  await until('every validator had its turns', async () => {
    return (await node.standing()).height >= before + BLOCKS;
  });
  await load.stop();
  // The correct program in the same home: what the chain decided is there, too.
  await traitor.kill();
  const repaired = network.validator(3);
  repaired.start();
  await repaired.ready();
  expect(load.refusals).toEqual([]);
  expect(load.acknowledged.length).toBeGreaterThan(0);
  const verdict = await judge(network, load.acknowledged);
  expect(verdict.programs).toContain(traitor.nodeId);
});
