import { availableParallelism } from 'node:os';
import type { KillOutcome, KillVerdict } from '../../tests/processes/kill-run.ts';
import { writeMeasurement } from '../measurement.ts';

export interface KillResult {
  readonly seed: number;
  readonly outcomes: readonly KillOutcome[];
  readonly unanswered: number;
  readonly pending: number;
  readonly runningMs: number;
  readonly workers: number;
  readonly verdict: KillVerdict;
}

/** Writes docs/measurements/kill.md and the numbers behind it as kill.json. */
export async function writeKillResult(result: KillResult): Promise<void> {
  const { seed, outcomes, unanswered, pending, runningMs, workers, verdict } = result;
  const measured = {
    command: commandOf(result),
    ...{ seed, kills: outcomes.length, workers, unanswered, pending },
    seconds: Math.round(runningMs / 1000),
    cores: availableParallelism(),
    node: process.versions.node,
    verdict,
    outcomes,
  };
  await writeMeasurement('kill', pageOf(result), measured);
}

function pageOf(result: KillResult): string {
  const { outcomes, verdict, unanswered, pending, workers, runningMs } = result;
  const again = outcomes.filter(({ isDuringRecovery }) => isDuringRecovery).length;
  const recovery = outcomes.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
  const growth = outcomes.map((each) => each.heightWithout - each.heightAtKill);
  const inAll = growth.reduce((sum, each) => sum + each, 0);
  const where = `${availableParallelism()} cores, Node ${process.versions.node}`;
  return `# Kill -9 under load

\`${commandOf(result)}\`, ${Math.round(runningMs / 1000)} s on ${where}.
The numbers of every kill are in \`kill.json\`.

${verdict.programs.length} programs of one trial network ran as processes of their own:
${verdict.programs.join(', ')}.
${workers} callers published documents with attachments (one in sixteen travels apart from its body)
through changing nodes and noted what was answered as committed. One program after the other, drawn
by the seed, got SIGKILL at a drawn moment; some got it again while they were starting.
Times are upper bounds: the machine may have had other work.

| measured | |
| --- | --- |
| kills | ${outcomes.length}, and ${again} more during the restart |
${killsOf(outcomes)}
| blocks while one was down | at least ${Math.min(...growth)} each time, ${inAll} in all |
| restart until level with the chain, median | ${at(recovery, 0.5)} ms |
| the same, 9 of 10 within | ${at(recovery, 0.9)} ms |
| the same, longest | ${at(recovery, 1)} ms |
| publishes acknowledged as committed | ${verdict.acknowledged} |
| calls cut off by a kill, without an answer | ${unanswered} |
| accepted, not committed within the call | ${pending} |
| receipts verified against the genesis | ${verdict.receiptsVerified} |
| height at the end, on every program | ${verdict.height} |
| state root there, on every program | \`${verdict.stateRoot}\` |

Every acknowledged publish was found on every program at the height it was acknowledged with.
`;
}

function killsOf(outcomes: readonly KillOutcome[]): string {
  const counts = new Map<string, number>();
  for (const { node } of outcomes) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts].map(([node, count]) => `| of ${node} | ${count} |`).join('\n');
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function commandOf({ seed, outcomes }: KillResult): string {
  return `npm run campaign -- kill --seed ${seed} --count ${outcomes.length}`;
}
