import { availableParallelism } from 'node:os';
import { writeMeasurement } from '../../measurement.ts';
import type { ByzantineResult, Pair } from '../byzantine.ts';

/** Share of the fault-free throughput that one Byzantine validator of four must leave. */
const FLOOR = 0.5;

interface Row {
  readonly condition: string;
  readonly behaviours: string;
  readonly pairs: number;
  readonly ratio: number;
  readonly worst: number;
  readonly faultFree: number;
  readonly byzantine: number;
  /** Share of the blocks that took more than one round. */
  readonly laterRounds: number;
}

/** Whether the median of every condition and behaviour is above the floor. */
export function floorHolds({ pairs }: Pick<ByzantineResult, 'pairs'>): boolean {
  return rowsOf(pairs).every(({ ratio }) => ratio >= FLOOR);
}

/** Writes docs/measurements/byzantine.md and the numbers behind it as byzantine.json. */
export async function writeByzantineResult(result: ByzantineResult): Promise<void> {
  const measured = {
    command: commandOf(result),
    cores: availableParallelism(),
    node: process.versions.node,
    ...result,
  };
  await writeMeasurement('byzantine', pageOf(result), measured);
}

function pageOf(result: ByzantineResult): string {
  const rows = rowsOf(result.pairs);
  const lines = rows.map((row) => {
    const ratio = `${row.ratio.toFixed(2)} | ${row.worst.toFixed(2)}`;
    const rates = `${Math.round(row.faultFree)} | ${Math.round(row.byzantine)}`;
    const later = `${Math.round(row.laterRounds * 100)}%`;
    const name = row.behaviours.replaceAll(',', ', ');
    return `| ${row.condition} | ${name} | ${row.pairs} | ${rates} | ${ratio} | ${later} |`;
  });
  const columns = ['network', 'fourth validator', 'pairs', 'fault-free tx/s', 'with it tx/s'];
  const titles = [...columns, 'ratio', 'lowest', 'later rounds'];
  const header = [titles, titles.map(() => '---')]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  const delays = result.hasNetem
    ? '`tc netem`'
    : 'a relay in each namespace, since this kernel has no netem';
  return `# One Byzantine validator of four

\`${commandOf(result)}\`, ${availableParallelism()} cores, Node ${process.versions.node}.
The numbers of every window are in \`byzantine.json\`.

Four validators and a supervision node, each in a network namespace of its own. The fourth
validator runs the production program or a test build of it that breaks the rules; the load goes to
the other three. Each window with the test build is held against the window with four correct
validators right before it, in the same network; rates and ratios are medians of such pairs. All
programs, the attacker and the load share the cores of one machine: what the attacker spends on its
attack, the others lack.

- **equivocate**: other proposals and votes for some peers than for others, so that votes split.
- **withhold**: blocks with bodies that nobody else gets; attachments announced and never given.
- **flood**: 5000 messages a second to each peer: forged and far-off votes, junk, questions.

Delays come from ${delays}.

${header}
${lines.join('\n')}

Later rounds: blocks of the Byzantine windows that took more than one round.
The supervision node named ${result.equivocations} equivocations, each with both signed statements.
`;
}

function rowsOf(pairs: readonly Pair[]): Row[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = `${pair.condition}/${pair.byzantine.behaviours}`;
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  return [...groups.values()].map(rowOf);
}

function rowOf(pairs: readonly Pair[]): Row {
  const ratios = pairs.map(({ byzantine, faultFree }) => byzantine.perSecond / faultFree.perSecond);
  const blocks = pairs.reduce((sum, { byzantine }) => sum + byzantine.blocks, 0);
  const later = pairs.reduce((sum, { byzantine }) => sum + byzantine.afterFirstRound, 0);
  return {
    condition: pairs[0]?.condition ?? '',
    behaviours: pairs[0]?.byzantine.behaviours ?? '',
    pairs: pairs.length,
    ratio: median(ratios),
    worst: Math.min(...ratios),
    faultFree: median(pairs.map(({ faultFree }) => faultFree.perSecond)),
    byzantine: median(pairs.map(({ byzantine }) => byzantine.perSecond)),
    laterRounds: blocks === 0 ? 0 : later / blocks,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function commandOf({ seed, pairs }: ByzantineResult): string {
  const cycles = Math.max(0, ...pairs.map(({ cycle }) => cycle));
  return `npm run campaign -- byzantine --seed ${seed} --count ${cycles}`;
}
