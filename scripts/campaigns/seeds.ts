// Seeds of the simulator, as many as there is time for. What is done is kept by the build of the
// core: the same command goes on where it stopped, and a changed core begins anew.
import { exitCodes, type SimulationResult, simulate } from '../../packages/simulator/src/index.ts';
import type { CampaignOptions } from '../campaign.ts';
import {
  addSeed,
  buildOfCore,
  firstUndone,
  loadBuild,
  type SeedsOfBuild,
  saveBuild,
  writeSeedsPage,
} from './seeds-result.ts';

const SEEDS = 1000;
/** One seed in so many is run with real signatures. */
const GENUINE_EVERY = 100;
/** Seeds between two writes of what is done: a kill loses that much work at most. */
const SAVED_EVERY = 50;

/** Runs seeds that were not run before; false when one breaks a rule. */
export async function seedsCampaign({ count, from, isFresh }: CampaignOptions): Promise<boolean> {
  const build = loadBuild(buildOfCore(), isFresh);
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => (isStopped = true));
  console.log(`build ${build.build}: ${build.seeds} seeds done`);
  const wanted = count ?? SEEDS;
  for (let done = 0, next = from ?? 1; done < wanted && !isStopped; done += 1) {
    const seed = firstUndone(build, next);
    await runSeed(build, seed);
    next = seed + 1;
    if (build.seeds % SAVED_EVERY === 0) saveBuild(build);
  }
  saveBuild(build);
  await writeSeedsPage(build);
  console.log(`${build.seeds} seeds in all, ${build.violations.length} violations`);
  return build.violations.length === 0;
}

async function runSeed(build: SeedsOfBuild, seed: number): Promise<void> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const isGenuine = seed % GENUINE_EVERY === 0;
  const result = await simulate({ seed, signatures: isGenuine ? 'ed25519' : 'keyed-hash' });
  const { user, system } = process.cpuUsage(cpu);
  const used = { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
  addSeed(build, result, { ...used, isGenuine });
  if (result.violation !== undefined) console.error(lineOf(result, result.violation));
  // Signals and output get their turn between two seeds.
  await new Promise((resolve) => setImmediate(resolve));
}

function lineOf(
  { seed }: SimulationResult,
  { checker, node, detail }: NonNullable<SimulationResult['violation']>,
): string {
  return `seed ${seed}: VIOLATION ${checker} (${exitCodes[checker]}), ${node}: ${detail}`;
}
