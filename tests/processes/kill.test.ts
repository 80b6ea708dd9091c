import { expect, test } from 'vitest';
import { judge, killOnce } from './kill-run.ts';
import { Load } from './load.ts';
import { hasSupervisionProgram, TestNetwork } from './network.ts';
import { seededRandom } from './seeded-random.ts';

// The short form of `npm run campaign -- kill`.
const KILLS = 4;
const SEED = 1;

test('kill -9 under load loses nothing that was acknowledged', async () => {
  const network = await TestNetwork.start({ hasSupervision: hasSupervisionProgram });
  const load = new Load(network, { workers: 2, random: seededRandom(SEED) });
  try {
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
  } catch (error) {
    throw new Error(network.report(), { cause: error });
  } finally {
    load.halt();
    await network.remove();
  }
});
