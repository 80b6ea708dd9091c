import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulationResult, Violation } from '../../packages/simulator/src/index.ts';
import { ROOT } from '../commands.ts';
import { MEASUREMENTS, writeFigures, writeMeasurement } from '../measurement.ts';

/** What a run of seeds executes: of each package all that is not a test. */
const CORE = [
  ...['crypto', 'protocol', 'tlog', 'consensus', 'execution', 'proofs', 'disclosure'],
  ...['replica', 'oversight', 'storage', 'simulator'],
];
/** Builds kept in the file, the latest first. */
const BUILDS_MAX = 5;
const FILE = join(MEASUREMENTS, 'seeds.json');
const MS_PER_HOUR = 3_600_000;

type FoundViolation = Violation & { readonly seed: number };

/** What is known of one build of the core. */
export interface SeedsOfBuild {
  readonly build: string;
  /** Runs of seeds that are done: first and last of each, ascending. */
  done: (readonly [first: number, last: number])[];
  seeds: number;
  genuineSignatures: number;
  violations: FoundViolation[];
  faults: Record<string, number>;
  heights: number;
  acknowledged: number;
  simulatedMs: number;
  ms: number;
  cpuMs: number;
}

/** Names the build: a hash of all sources that a seed runs. */
export function buildOfCore(): string {
  const hash = createHash('sha256');
  const patterns = CORE.map((name) => `packages/${name}/{src,proto}/**/*.{ts,js,proto}`);
  for (const path of globSync(patterns, { cwd: ROOT }).sort()) {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** What is on file of a build, or nothing yet. */
export function loadBuild(build: string, isFresh: boolean): SeedsOfBuild {
  const known = isFresh ? undefined : loadAll().find((each) => each.build === build);
  const counts = { seeds: 0, genuineSignatures: 0, heights: 0, acknowledged: 0 };
  const times = { simulatedMs: 0, ms: 0, cpuMs: 0 };
  return known ?? { build, done: [], violations: [], faults: {}, ...counts, ...times };
}

/** The first seed at or after `from` that was not run. */
export function firstUndone({ done }: SeedsOfBuild, from: number): number {
  let seed = from;
  for (const [first, last] of done) if (first <= seed && seed <= last) seed = last + 1;
  return seed;
}

/** Adds what one seed gave. */
export function addSeed(
  build: SeedsOfBuild,
  { seed, violation, faults, height, acknowledged, virtualMs }: SimulationResult,
  used: { ms: number; cpuMs: number; isGenuine: boolean },
): void {
  const runs = [...build.done, [seed, seed] as const].sort(([a], [b]) => a - b);
  build.done = [];
  for (const [first, last] of runs) {
    const before = build.done.at(-1);
    if (before === undefined || before[1] + 1 < first) build.done.push([first, last]);
    else build.done[build.done.length - 1] = [before[0], last];
  }
  build.seeds += 1;
  build.genuineSignatures += used.isGenuine ? 1 : 0;
  build.heights += height;
  build.acknowledged += acknowledged;
  build.simulatedMs += virtualMs;
  build.ms += used.ms;
  build.cpuMs += used.cpuMs;
  if (violation !== undefined) build.violations.push({ seed, ...violation });
  for (const [kind, times] of Object.entries(faults)) {
    build.faults[kind] = (build.faults[kind] ?? 0) + times;
  }
}

/** Puts a build first in the file. */
export function saveBuild(build: SeedsOfBuild): void {
  const others = loadAll().filter((each) => each.build !== build.build);
  const kept = [build, ...others].slice(0, BUILDS_MAX);
  writeFigures('seeds', kept);
}

/** Writes docs/measurements/seeds.md for people. */
export async function writeSeedsPage(build: SeedsOfBuild): Promise<void> {
  await writeMeasurement('seeds', pageOf(build));
}

function loadAll(): SeedsOfBuild[] {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as SeedsOfBuild[]) : [];
}

function pageOf(build: SeedsOfBuild): string {
  const { seeds, violations, heights, acknowledged, simulatedMs, ms, cpuMs } = build;
  const faults = Object.entries(build.faults).sort(([a], [b]) => (a < b ? -1 : 1));
  const runs = build.done.map(([first, last]) => `${first}-${last}`);
  const perSecond = (time: number) => (seeds / (time / 1000)).toFixed(1);
  return `# Seeds of the simulator

\`npm run campaign -- seeds\`, build \`${build.build}\` of the core (a hash of its sources), seeds
${runs.join(', ')}. The numbers are in \`seeds.json\`.
Seeds a second depend on what else the machine does; those of processor time less so.

| measured | |
| --- | --- |
| seeds | ${seeds}, of them ${build.genuineSignatures} with Ed25519 signatures |
| violations | ${violations.length} |
| heights committed | ${heights} |
| transactions acknowledged | ${acknowledged} |
| simulated hours | ${(simulatedMs / MS_PER_HOUR).toFixed(2)} |
| seeds a second | ${perSecond(ms)} |
| seeds a second of processor time | ${perSecond(cpuMs)} |

| fault | times |
| --- | --- |
${faults.map(([kind, times]) => `| ${kind} | ${times} |`).join('\n')}
${violations.map(violationLine).join('\n')}
`;
}

function violationLine({ seed, checker, node, detail }: FoundViolation): string {
  return `\n**Seed ${seed}**: ${checker}, ${node}: ${detail.split('\n')[0]}`;
}
