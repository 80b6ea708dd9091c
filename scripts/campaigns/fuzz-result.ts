import { availableParallelism } from 'node:os';
import { writeMeasurement } from '../measurement.ts';
import type { FuzzState, TargetState } from './fuzz.ts';

/** Writes docs/measurements/fuzz.md and the numbers behind it as fuzz.json. */
export async function writeFuzzResult(state: FuzzState): Promise<void> {
  const targets = Object.fromEntries(
    Object.entries(state.targets).map(([name, { executions, outcomes, found, findings }]) => [
      name,
      { executions, outcomes, kept: found.length, findings },
    ]),
  );
  const { seed, rounds, blocks, runningMs } = state;
  const measured = {
    command: `npm run campaign -- fuzz --seed ${seed}`,
    ...{ seed, rounds, blocks, hours: hoursOf(runningMs), node: process.versions.node, targets },
  };
  await writeMeasurement('fuzz', pageOf(state), measured);
}

function pageOf({ seed, targets, runningMs, blocks }: FuzzState): string {
  const all = Object.entries(targets);
  const inputs = all.reduce((sum, [, { executions }]) => sum + executions, 0);
  const findings = all.reduce((sum, [, each]) => sum + each.findings.length, 0);
  const where = `${availableParallelism()} cores, Node ${process.versions.node}`;
  return `# Decoders under mutated inputs

\`npm run campaign -- fuzz --seed ${seed}\`, ${hoursOf(runningMs)} hours on ${where}, one process.
The numbers of every target, its refusals among them, are in \`fuzz.json\`.

Inputs are valid messages made from the schemas, and what mutation makes of them: bit flips,
truncation, splicing, lengths that lie, duplicated, dropped, moved and renamed fields at each level,
varints that are too long or beyond 2^53, deep nesting, floods of empty fields. The search is led by
coverage, which V8 itself counts (\`Profiler.takePreciseCoverage\`): inputs that run a block of the
packages for the first time are kept and mutated further. No native fuzzer is used: the one of npm
(\`@jazzer.js/core\` 4.0.0) brings an add-on that asks for glibc 2.38.

For every input: nothing but a typed refusal is thrown away, nothing else is thrown, no input takes
2 s or 256 MiB, what is accepted encodes to the same bytes again, and a running validator goes on.

| measured | |
| --- | --- |
| inputs | ${inputs} |
| blocks of the packages that ran | ${blocks} |
| inputs that broke something | ${findings} |

| target | inputs | accepted | kinds of answer | kept |
| --- | --- | --- | --- | --- |
${all.map(lineOf).join('\n')}
`;
}

function lineOf([name, { executions, outcomes, found }]: [string, TargetState]): string {
  const taken = Object.entries(outcomes)
    .filter(([word]) => /^(accepted|answered|asked|code-0$)/.test(word))
    .reduce((sum, [, count]) => sum + count, 0);
  const kinds = Object.keys(outcomes).length;
  return `| ${name} | ${executions} | ${taken} | ${kinds} | ${found.length} |`;
}

function hoursOf(ms: number): number {
  return Math.round(ms / 36_000) / 100;
}
