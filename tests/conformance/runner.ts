/**
 * `node tests/conformance/runner.ts FILE...` replays vectors and prints, per file, how many
 * passed and how many failed, then each difference. Exit code 1 if anything failed.
 */
import { basename } from 'node:path';
import { replayDriver } from './consensus-driver.ts';
import { replayRound } from './consensus-round.ts';
import { replayVoteKeeper } from './consensus-vote-keeper.ts';
import type { Outcome } from './itf.ts';

const replays: readonly [prefix: string, replay: (path: string) => Outcome[]][] = [
  ['itf_consensus_', replayRound],
  ['itf_votekeeper_', replayVoteKeeper],
  ['driver_macro_', replayDriver],
];

/** What became of one file. */
export interface Summary {
  readonly passed: number;
  readonly failed: readonly Outcome[];
  /** Traces that differ exactly where the vector says that it departs from the paper. */
  readonly deviations: readonly Outcome[];
}

/** Replays a file by the kind that its name says; throws for a name of no kind. */
export function replayFile(path: string): Summary {
  const entry = replays.find(([prefix]) => basename(path).startsWith(prefix));
  if (entry === undefined) throw new Error(`${path}: no adapter for vectors of this name`);
  const outcomes = entry[1](path);
  const differing = outcomes.filter(({ difference }) => difference !== undefined);
  return {
    passed: outcomes.length - differing.length,
    failed: differing.filter(({ isDeviation }) => !isDeviation),
    deviations: differing.filter(({ isDeviation }) => isDeviation),
  };
}

/** Prints the summaries of all files; returns whether nothing failed. */
function report(paths: readonly string[]): boolean {
  let isClean = paths.length > 0;
  for (const path of paths) {
    const { passed, failed, deviations } = replayFile(path);
    const beside = deviations.length > 0 ? `, ${deviations.length} documented deviations` : '';
    process.stdout.write(`${basename(path)}: ${passed} passed, ${failed.length} failed${beside}\n`);
    for (const { id, difference } of failed) process.stdout.write(`  ${id}: ${difference}\n`);
    isClean &&= failed.length === 0;
  }
  return isClean;
}

if (import.meta.main) process.exitCode = report(process.argv.slice(2)) ? 0 : 1;
