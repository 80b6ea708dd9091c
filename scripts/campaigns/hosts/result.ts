import { availableParallelism } from 'node:os';
import { writeMeasurement } from '../../measurement.ts';
import type { HostsResult, StepOutcome } from '../hosts.ts';

/** Writes docs/measurements/hosts.md and the numbers behind it as hosts.json. */
export async function writeHostsResult(result: HostsResult): Promise<void> {
  const { seed, outcomes, unanswered, pending, workers, verdict, hasNetem } = result;
  const measured = {
    command: commandOf(result),
    ...{ seed, steps: outcomes.length, workers, unanswered, pending, netem: hasNetem },
    seconds: Math.round(result.runningMs / 1000),
    cores: availableParallelism(),
    node: process.versions.node,
    verdict,
    outcomes,
  };
  await writeMeasurement('hosts', pageOf(result), measured);
}

function pageOf(result: HostsResult): string {
  const { outcomes, verdict, unanswered, pending, workers, runningMs } = result;
  const where = `${availableParallelism()} cores, Node ${process.versions.node}`;
  const alarms = outcomes.reduce((sum, { missed }) => sum + missed, 0);
  return `# Several hosts

\`${commandOf(result)}\`, ${Math.round(runningMs / 1000)} s on ${where}.
The numbers of every step are in \`hosts.json\`.

${verdict.programs.length} programs, each in a network namespace of its own:
${verdict.programs.join(', ')}. The namespaces are joined by a bridge in one more.
${delaysOf(result)}
${workers} callers published documents through changing nodes while the seed drew one trouble after
the other. Times are upper bounds: all programs share the cores of one machine.

| trouble | times | back together, median | longest |
| --- | --- | --- | --- |
${kindsOf(outcomes)}

Back together: from the end of the trouble until every program, the supervision node too, had
made or verified new blocks.

| measured | |
| --- | --- |
| silent nodes that the supervision node named, and took back when they were heard | ${alarms} |
| alarms that accused a correct program | 0 |
| publishes acknowledged as committed | ${verdict.acknowledged} |
| calls without an answer | ${unanswered} |
| accepted, not committed within the call | ${pending} |
| receipts verified against the genesis | ${verdict.receiptsVerified} |
| height at the end, on every program | ${verdict.height} |
| state root there, on every program | \`${verdict.stateRoot}\` |

At every height all programs had one block and one state root with a quorum behind it. While neither
half of the validators could hear the other, no block was decided. Every acknowledged publish was
found on every program at the height it was acknowledged with.
`;
}

function delaysOf({ hasNetem }: HostsResult): string {
  if (hasNetem)
    return 'Delay, jitter, loss and rate come from `tc netem`, partitions from nftables.';
  return (
    'This kernel has no netem: delay and jitter come from a relay in each namespace, loss and ' +
    'partitions from nftables at the bridge, the rate from a token bucket.'
  );
}

function kindsOf(outcomes: readonly StepOutcome[]): string {
  const kinds = new Map<string, number[]>();
  for (const { trouble, recoveryMs } of outcomes) {
    kinds.set(trouble.kind, [...(kinds.get(trouble.kind) ?? []), recoveryMs]);
  }
  const lines = [...kinds].map(([kind, times]) => {
    const sorted = times.sort((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    return `| ${kind} | ${sorted.length} | ${median} ms | ${sorted.at(-1) ?? 0} ms |`;
  });
  return lines.join('\n');
}

function commandOf({ seed, runningMs }: HostsResult): string {
  return `npm run campaign -- hosts --seed ${seed} --minutes ${Math.floor(runningMs / 60_000)}`;
}
