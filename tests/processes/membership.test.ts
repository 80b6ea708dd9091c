import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { equivocate } from './equivocator.ts';
import { govern } from './governing.ts';
import { judge } from './kill-run.ts';
import { Load } from './load.ts';
import {
  admitted,
  ROTATED,
  replace,
  revoke,
  rotate,
  setPower,
  signersNow,
  votes,
} from './membership-run.ts';
import { hasSupervisionProgram, TestNetwork } from './network.ts';
import { seededRandom } from './seeded-random.ts';

// The short form of `npm run campaign -- membership`: members and keys change while callers
// publish. The tests build upon each other's chain in this order.
let network: TestNetwork;
let load: Load;

beforeAll(async () => {
  network = await TestNetwork.start({ hasSupervision: hasSupervisionProgram });
  load = new Load(network, { workers: 1, pauseMs: 200, random: seededRandom(1) });
});
afterAll(async () => {
  load?.halt();
  await network?.remove();
});

function named(nodeId: string) {
  const found = network.validators.find((each) => each.nodeId === nodeId);
  if (found === undefined) throw new Error(`there is no ${nodeId}`);
  return found;
}

function act(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    onTestFailed(() => console.error(network.report()));
    await run();
  });
}

act('a fifth organisation is admitted, its node joins by block sync and then votes', async () => {
  const organisation = { id: 'wu', region: 'CN' };
  await govern(network, named('yi-validator'), { admitOrganisation: organisation });
  await admitted(network, 'wu-validator', 'wu');
  expect((await signersNow(network)).signers).not.toContain('wu-validator');
  const height = await setPower(network, 'wu-validator', 1);
  expect(await votes(network, 'wu-validator')).toBeGreaterThan(height);
});

act('a validator is replaced by another node of its organisation', async () => {
  await admitted(network, 'jia-second', 'jia');
  const height = await replace(network, 'jia-validator', 'jia-second');
  expect(await votes(network, 'jia-second')).toBeGreaterThan(height);
  expect((await signersNow(network)).signers).not.toContain('jia-validator');
});

act('all keys of a running validator change, and it goes on voting', async () => {
  const yi = named('yi-validator');
  const { pid } = yi;
  let height = 0;
  for (const purpose of ROTATED) height = await rotate(network, yi, purpose);
  expect(await votes(network, yi.nodeId)).toBeGreaterThan(height);
  expect(yi.pid).toBe(pid);
});

act('who signs twice is in a block with both signatures, and in an alarm', async () => {
  const bing = named('bing-validator');
  await bing.kill();
  const { evidence, nodes } = await equivocate(network, bing);
  expect(nodes).toEqual(['bing-validator']);
  expect(evidence.kind).toBe('statements');
  expect(evidence.statements.recordedHeight).toBeGreaterThan(0);
  bing.start();
  await bing.ready();
  await votes(network, 'bing-validator');
});

act('a validator is removed, for none of the others holds a third', async () => {
  await setPower(network, 'wu-validator', 0);
  expect((await signersNow(network)).signers).not.toContain('wu-validator');
});

act('a revoked node is cut off within a block by all, its seat counted and silent', async () => {
  const ding = named('ding-validator');
  const { height, cutOffs } = await revoke(network, ding);
  expect(cutOffs.map(({ nodeId }) => nodeId)).toHaveLength(network.validators.length);
  for (const { lastWith } of cutOffs) {
    expect(lastWith).toBeGreaterThan(0);
    expect(lastWith).toBeLessThanOrEqual(height);
  }
  const { signers } = await signersNow(network);
  expect([...signers].sort((a, b) => (a < b ? -1 : 1))).toEqual([
    'bing-validator',
    'jia-second',
    'yi-validator',
  ]);
  const { validators } = await named('yi-validator').client().validators();
  expect(validators.map(({ node_id, vote_key }) => [node_id, vote_key === ''])).toEqual([
    ['bing-validator', false],
    ['ding-validator', true],
    ['jia-second', false],
    ['yi-validator', false],
  ]);
  await ding.kill();
});

act('nothing acknowledged is lost, and every receipt holds across the changes', async () => {
  await load.stop();
  expect(load.refusals).toEqual([]);
  expect(load.acknowledged.length).toBeGreaterThan(20);
  const verdict = await judge(network, load.acknowledged);
  expect(verdict.programs).toHaveLength(network.programs.length);
});
