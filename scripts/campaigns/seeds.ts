// Seeds of the simulator, as many as there is time for. What is done is kept by the build of the
// core: the same command goes on where it stopped, and a changed core begins anew.
import { exitCodes, type SimulationResult } from '../../packages/simulator/src/index.ts';
import type { CampaignOptions } from '../campaign.ts';
import { Lane } from './seeds/lane.ts';
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

/** Runs seeds that were not run before, on so many cores; false when one breaks a rule. */
export async function seedsCampaign(options: CampaignOptions): Promise<boolean> {
  const { count = SEEDS, cores = 1, from = 1, isFresh } = options;
  const build = loadBuild(buildOfCore(), isFresh);
  console.log(`build ${build.build}: ${build.seeds} seeds done`);
  const lanes = Array.from({ length: cores }, () => new Lane());
  try {
    const seeds = undone(build, from, count);
    await Promise.all(lanes.map((lane) => runAll(build, seeds, lane)));
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()));
    saveBuild(build);
  }
  await writeSeedsPage(build);
  console.log(`${build.seeds} seeds in all, ${build.violations.length} violations`);
  return build.violations.length === 0;
}

/** Seeds that were not run, until there are enough or somebody stops it: each once, to any lane. */
function* undone(build: SeedsOfBuild, from: number, count: number): Generator<number> {
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => (isStopped = true));
  for (let begun = 0, next = from; begun < count && !isStopped; begun += 1) {
    const seed = firstUndone(build, next);
    next = seed + 1;
    yield seed;
  }
}

async function runAll(build: SeedsOfBuild, seeds: Iterable<number>, lane: Lane): Promise<void> {
  for (const seed of seeds) {
    const isGenuine = seed % GENUINE_EVERY === 0;
    const signatures = isGenuine ? 'ed25519' : 'keyed-hash';
    const { result, used } = await lane.run({ seed, signatures });
    addSeed(build, result, { ...used, isGenuine });
    if (result.violation !== undefined) console.error(lineOf(result, result.violation));
    if (build.seeds % SAVED_EVERY === 0) saveBuild(build);
  }
}

function lineOf(
  { seed }: SimulationResult,
  { checker, node, detail }: NonNullable<SimulationResult['violation']>,
): string {
  return `seed ${seed}: VIOLATION ${checker} (${exitCodes[checker]}), ${node}: ${detail}`;
}
