import { availableParallelism } from 'node:os';
import type { KillVerdict } from '../../tests/processes/kill-run.ts';
import type { MembershipOutcome } from '../../tests/processes/membership-acts.ts';
import { writeMeasurement } from '../measurement.ts';

export interface MembershipResult {
  readonly seed: number;
  readonly outcomes: readonly MembershipOutcome[];
  readonly runningMs: number;
  readonly workers: number;
  readonly verdict: KillVerdict;
}

/** Writes docs/measurements/membership.md and the numbers behind it as membership.json. */
export async function writeMembershipResult(result: MembershipResult): Promise<void> {
  const { seed, outcomes, runningMs, workers, verdict } = result;
  const measured = {
    command: commandOf(result),
    ...{ seed, workers, seconds: Math.round(runningMs / 1000), cores: availableParallelism() },
    ...{ node: process.versions.node, verdict, outcomes },
  };
  await writeMeasurement('membership', pageOf(result), measured);
}

function pageOf(result: MembershipResult): string {
  const { outcomes, verdict, workers, runningMs } = result;
  const where = `${availableParallelism()} cores, Node ${process.versions.node}`;
  const names = [...new Set(outcomes.map(({ act }) => act))];
  return `# Members and keys in motion

\`${commandOf(result)}\`, ${Math.round(runningMs / 1000)} s on ${where}.
The numbers of every act are in \`membership.json\`.

The programs of one trial network ran as processes of their own. ${workers} callers published
documents with attachments through changing nodes while one act after the other was proposed, voted
on by three organisations and carried out. "Blocks" is the distance between the block that carried
an act out and the first one at which it was seen: the node's signature in a commit certificate, or
its absence; for a revocation the last height at which any other node was still connected to it;
for two signatures, from the height they are of to the block with the evidence.

| act | times | blocks, most | ms, most |
| --- | --- | --- | --- |
${names.map((name) => lineOf(name, outcomes)).join('\n')}

| measured | |
| --- | --- |
| publishes acknowledged as committed | ${verdict.acknowledged} |
| of them found on every program at their height | ${verdict.acknowledged} |
| receipts verified against the genesis, across all changes | ${verdict.receiptsVerified} |
| programs at the end | ${verdict.programs.join(', ')} |
| height at the end, on every program | ${verdict.height} |
| state root there, on every program | \`${verdict.stateRoot}\` |
`;
}

function lineOf(name: string, outcomes: readonly MembershipOutcome[]): string {
  const found = outcomes.filter(({ act }) => act === name);
  const blocks = Math.max(...found.map((each) => each.blocks));
  const ms = Math.max(...found.map((each) => each.ms));
  return `| ${name} | ${found.length} | ${blocks} | ${ms} |`;
}

function commandOf({ seed, outcomes }: MembershipResult): string {
  return `npm run campaign -- membership --seed ${seed} --count ${outcomes.length}`;
}
