// The simulator from the command line: many seeds, or one step by step.
//
//   npm run simulate -- --seeds 100 --from 1        a line for each violation, and a summary
//   npm run simulate -- --seed 7                     every event of one seed
//   npm run simulate -- --seeds 100 --json           the last line is the summary as JSON
import { exitCodes, type SimulationResult, simulate } from '../packages/simulator/src/index.ts';
import { readOptions, wholeNumber } from './command-line.ts';

const MS_PER_HOUR = 3_600_000;
const USAGE = 'npm run simulate -- --seeds N [--from S] [--json] | --seed S [--ed25519]';

const { values } = readOptions(USAGE, {
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    ed25519: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const single = values.seed === undefined ? undefined : wholeNumber(USAGE, values.seed);
const from = single ?? wholeNumber(USAGE, values.from);
// At least one: a run that tried nothing would say that nothing was found.
const count = single === undefined ? wholeNumber(USAGE, values.seeds ?? '20', 1) : 1;
process.exitCode = await main();

async function main(): Promise<number> {
  const started = performance.now();
  const totals = { seeds: 0, violations: 0, heights: 0, virtualMs: 0 };
  const faults: Record<string, number> = {};
  let exitCode = 0;
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await simulate({
      seed,
      signatures: values.ed25519 ? 'ed25519' : 'keyed-hash',
      ...(single === undefined ? {} : { onLine: (line: string) => console.log(line) }),
    });
    totals.seeds += 1;
    totals.heights += result.height;
    totals.virtualMs += result.virtualMs;
    for (const [kind, times] of Object.entries(result.faults)) {
      faults[kind] = (faults[kind] ?? 0) + times;
    }
    if (result.violation !== undefined) {
      totals.violations += 1;
      exitCode = exitCode || exitCodes[result.violation.checker];
    }
    if (single !== undefined || result.violation !== undefined) console.log(lineOf(result));
    // Signals and output get their turn between two seeds.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { seeds, violations, heights, virtualMs } = totals;
  const simulatedHours = Math.round((virtualMs / MS_PER_HOUR) * 1000) / 1000;
  if (values.json) {
    const summary = { seeds, violations, faults, heights, simulated_hours: simulatedHours };
    console.log(JSON.stringify(summary));
  } else {
    const seconds = (performance.now() - started) / 1000;
    const harm = Object.entries(faults).map(([kind, times]) => `${kind} ${times}`);
    console.log(
      `${seeds} seeds in ${seconds.toFixed(1)} s (${(seeds / seconds).toFixed(2)} a second): ` +
        `${violations} violations, ${heights} heights, ${simulatedHours} hours simulated`,
    );
    console.log(`faults: ${harm.join(', ') || 'none'}`);
  }
  return exitCode;
}

function lineOf({ seed, trace, height, events, violation }: SimulationResult): string {
  const end = `seed ${seed}: height ${height}, ${events} events, trace ${trace}`;
  if (violation === undefined) return end;
  const { checker, node, detail, atMs } = violation;
  return `${end}\n  VIOLATION ${checker} at ${atMs} ms, ${node}: ${detail}`;
}
