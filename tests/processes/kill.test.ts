import { ENVELOPE_PLACES } from '@mingjing/host';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { readJournal } from './journal-lines.ts';
import { agreement, judge, killOnce } from './kill-run.ts';
import { Load } from './load.ts';
import { hasSupervisionProgram, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

// The short form of `npm run campaign -- kill`, and processes that are paused instead.
const KILLS = 2;
const SEED = 1;
/** Blocks that the others commit while one stands still. */
const BLOCKS = 3;

let network: TestNetwork;
let load: Load;

beforeAll(async () => {
  network = await TestNetwork.start({ hasSupervision: hasSupervisionProgram });
  load = new Load(network, { workers: 2, pauseMs: 200, random: seededRandom(SEED) });
});
afterAll(async () => {
  load?.halt();
  await network?.remove();
});

test('a validator that stands still for a while is not missed, and catches up', async () => {
  onTestFailed(() => console.error(network.report()));
  const [paused, other] = [network.validator(1), network.validator(2)];
  const before = (await other.standing()).height;
  paused.signal('SIGSTOP');
  const reached = await until('the others go on', async () => {
    const { height } = await other.standing();
    return height >= before + BLOCKS && height;
  });
  paused.signal('SIGCONT');
  await until('it has caught up', async () => (await paused.standing()).height >= reached);
});

test('a supervision node that stands still, and then is gone, is not waited for', async () => {
  onTestFailed(() => console.error(network.report()));
  const { supervision, validators } = network;
  if (supervision === undefined) throw new Error('there is no supervision node');
  const goesOn = async (what: string) => {
    const before = Math.max(...(await heights(validators)));
    await until(`the chain goes on, ${what}`, async () => {
      return Math.min(...(await heights(validators))) >= before + BLOCKS;
    });
  };
  supervision.signal('SIGSTOP');
  await goesOn('the supervision node standing still');
  await supervision.kill();
  await goesOn('the supervision node gone');
  supervision.start();
  await supervision.ready();
  const goal = Math.max(...(await heights(validators)));
  await until('it has caught up', async () => (await supervision.standing()).height >= goal);
});

test('kill -9 under load loses nothing that was acknowledged', async () => {
  onTestFailed(() => console.error(network.report()));
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const outcome = await killOnce(network, SEED, kill);
    expect(outcome.heightWithout).toBeGreaterThan(outcome.heightAtKill);
    expect(outcome.caughtUpTo).toBeGreaterThanOrEqual(outcome.heightWithout);
  }
  await load.stop();
  expect(load.refusals).toEqual([]);
  expect(load.acknowledged.length).toBeGreaterThan(KILLS);
  const verdict = await judge(network, load.acknowledged);
  expect(verdict.programs).toHaveLength(network.programs.length);
});

test('all stop in order when they are told to, and go on together', async () => {
  onTestFailed(() => console.error(network.report()));
  const before = await agreement(network);
  const exits = await Promise.all(network.programs.map((program) => program.terminate()));
  expect(exits).toEqual(network.programs.map(() => ({ code: 0, signal: null })));
  await nothingIsOwed();
  await network.startAll();
  const after = await agreement(network);
  expect(after.height).toBeGreaterThanOrEqual(before.height);
});

const heights = (programs: readonly ProgramProcess[]) =>
  Promise.all(programs.map(async (program) => (await program.standing()).height));

/**
 * What came to the supervision node unasked, by its own journal: nobody sends it what the chain is
 * made of, so nothing of it waits anywhere for a node that takes nothing.
 */
async function nothingIsOwed(): Promise<void> {
  const { supervision } = network;
  if (supervision === undefined) throw new Error('there is no supervision node');
  const { lines } = await readJournal(network, supervision);
  const summaries = lines.filter(({ event }) => event === 'peer-messages');
  const total = (kind: keyof typeof ENVELOPE_PLACES) =>
    summaries.reduce((sum, { counts }) => sum + (counts[2 + ENVELOPE_PLACES[kind]] ?? 0), 0);
  expect([total('poolBatch'), total('attachmentsHeld')]).toEqual([0, 0]);
  // One tip a block; of what decides blocks a greeting brings what its sender has signed.
  const deciding = total('proposal') + total('vote') + total('certificate');
  expect(total('tip')).toBeGreaterThan(deciding);
}
