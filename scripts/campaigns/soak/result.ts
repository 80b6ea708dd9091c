// What a soak came to: what did not hold, and the page of the measurements.
import { availableParallelism } from 'node:os';
import { writeMeasurement } from '../../measurement.ts';
import type { AlarmVerdict } from './judge.ts';
import {
  GROWTH_SHARE,
  inMib,
  JUDGED_LIFE_MS,
  memoryFaults,
  OWN_BYTES_MAX,
  OWN_BYTES_MAX_SUPERVISION,
  type ProgramMemory,
} from './memory.ts';
import { PLANTS } from './plan.ts';
import type { Kept, Replay } from './settled.ts';
import type { SoakOutcome } from './soaking.ts';
import type { Throughput } from './throughput.ts';

export interface SoakFigures {
  readonly seed: number;
  readonly workers: number;
  readonly outcomes: readonly SoakOutcome[];
  readonly throughput: Throughput;
  readonly alarms: AlarmVerdict;
  readonly memory: readonly ProgramMemory[];
  readonly replay: Replay;
  readonly kept: Omit<Kept, 'blockTimes'>;
  /** The longest time between two blocks. */
  readonly standstillMs: number;
  readonly unanswered: number;
  readonly pending: number;
  readonly refusals: readonly string[];
}

/** What did not hold, in words; nothing when all did. */
export function soakFaults({ alarms, memory, outcomes, refusals, replay }: SoakFigures): string[] {
  const { missing, stuck, unexplained } = alarms;
  const done = outcomes.map(({ plant }) => plant);
  const unplanted = PLANTS.filter((name) => !done.includes(name));
  return [
    ...unexplained.map(({ id, rule, subject }) => `false alarm: ${id} ${rule} ${subject}`),
    ...missing.map(({ rule, step, subject, what }) => {
      return `no alarm: ${rule} ${subject}, step ${step}, ${what}`;
    }),
    ...stuck.map(({ id, rule, subject }) => `still open: ${id} ${rule} ${subject}`),
    ...unplanted.map((name) => `not planted: ${name}`),
    ...memoryFaults(memory),
    ...replay.faults,
    ...refusals.map((refusal) => `refused: ${refusal}`),
  ];
}

/** Writes docs/measurements/soak.md and the numbers behind it as soak.json. */
export async function writeSoakResult(figures: SoakFigures): Promise<void> {
  const measured = {
    command: commandOf(figures),
    ...{ cores: availableParallelism(), node: process.versions.node },
    faults: soakFaults(figures),
    ...figures,
  };
  await writeMeasurement('soak', pageOf(figures), measured);
}

function pageOf(figures: SoakFigures): string {
  const { alarms, kept, memory, replay, throughput, workers } = figures;
  const where = `${availableParallelism()} cores, Node ${process.versions.node}`;
  return `# Saturation with faults

\`${commandOf(figures)}\`, ${Math.round(throughput.seconds)} s on ${where}.
Every step, alarm and cause is in \`soak.json\`.

Four validators of four organisations and a supervision node with its rules, its index and its
witness, each in a network namespace of its own. ${workers} callers published without a pause: eight
texts in a transaction (Chinese poems, passages of American addresses), one transaction in eight a
private record. Meanwhile the seed drew one fault after the other, and between them known-bad things
were done, each once. All programs and the callers share the cores of one machine:
times are upper bounds, and rates are lower ones.

${wordsOf(soakFaults(figures))}

| alarms | |
| --- | --- |
| raised | ${alarms.matched.length + alarms.unexplained.length} |
| explained, each by a cause of its own | ${alarms.matched.length} |
| false | ${alarms.unexplained.length} |
| missing | ${alarms.missing.length} |
| still open at the end, though what they say was over | ${alarms.stuck.length} |
${replayIn(replay)}

An alarm is explained by what was planted, or by a fault that lasted beyond the bound of its rule;
a fault so near to the bound that either is right may have its alarm, or not. A cause takes one
alarm; only contents of blocks that were made during a fault may be late, and are an alarm each.

| cause | alarm | times |
| --- | --- | --- |
${causesIn(alarms)}

| step | times | seconds, longest | all level again, longest |
| --- | --- | --- | --- |
${stepsIn(figures.outcomes)}

| throughput | |
| --- | --- |
${throughputIn(throughput)}
| longest time between two blocks | ${Math.round(figures.standstillMs / 1000)} s |
| publishes acknowledged, each found on every program | ${kept.acknowledged} |
| receipts verified against the genesis, of every sixteenth | ${kept.receiptsVerified} |
| calls without an answer | ${figures.unanswered} |
| accepted, not committed within the call | ${figures.pending} |
| height and state root on every program | ${kept.height}, \`${kept.stateRoot}\` |

${memoryIn(memory)}

Memory is what is resident and a program's own: pages of mapped files, the tables of its database,
are the system's cache. The bound is ${inMib(OWN_BYTES_MAX)} MiB for a chain node and
${inMib(OWN_BYTES_MAX_SUPERVISION)} MiB for a supervision node, which has two indexes; and in a
life of more than ${JUDGED_LIFE_MS / 60_000} minutes the last quarter is at most
${GROWTH_SHARE * 100}% above the second:
meanwhile the chain more than doubles, so a program that kept something of each record would grow by
more. The slope is that of the second half of the longest life.
`;
}

function throughputIn(throughput: SoakFigures['throughput']): string {
  const { busyShare, fastestPerSecond, recordsPerSecond, slowestPerSecond } = throughput;
  return `| records a second, with the faults | ${Math.round(recordsPerSecond)} |
| between two steps, least | ${Math.round(slowestPerSecond)} |
| the same, most | ${Math.round(fastestPerSecond)} |
| records, blocks | ${throughput.records}, ${throughput.blocks} |
| share of all cores in use, by all work | ${Math.round(busyShare * 100)}% |`;
}

function wordsOf(faults: readonly string[]): string {
  return faults.length === 0 ? 'Everything held.' : `**Did not hold:** ${faults.join('; ')}.`;
}

function replayIn({ faults, tested: { blocks, findings, texts } }: Replay): string {
  const isSame = faults.length === 0 ? 'yes' : 'no';
  return `| findings of the rules in a replay of ${blocks} blocks and ${texts} texts | ${findings} |
| the same as were raised in these blocks, and the same in a second replay | ${isSame} |`;
}

function memoryIn(memory: readonly ProgramMemory[]): string {
  const quarters = ['second quarter, MiB', 'last quarter, MiB'];
  const titles = ['own memory', 'most, MiB', 'longest life, min', ...quarters, 'MiB a minute'];
  const header = [titles, titles.map(() => '---')].map((row) => `| ${row.join(' | ')} |`);
  return [...header, ...memory.map(memoryLine)].join('\n');
}

function causesIn({ matched }: AlarmVerdict): string {
  const groups = Map.groupBy(matched, ({ alarm, cause }) => {
    const rule = cause.rule === 'watch-rule' ? `rule ${cause.subject.split('/')[1]}` : alarm.rule;
    return `| ${cause.what} | ${rule} |`;
  });
  return [...groups].map(([line, all]) => `${line} ${all.length} |`).join('\n');
}

function stepsIn(outcomes: readonly SoakOutcome[]): string {
  const groups = Map.groupBy(outcomes, ({ what }) => what.split(':')[0] ?? what);
  return [...groups]
    .map(([name, all]) => {
      const seconds = Math.max(...all.map((each) => each.seconds));
      const recovery = Math.max(...all.map((each) => each.recoveryMs));
      return `| ${name} | ${all.length} | ${seconds} | ${recovery} ms |`;
    })
    .join('\n');
}

function memoryLine(memory: ProgramMemory): string {
  const { earlyBytes, lateBytes, lifeMs, maxBytes, program, slope } = memory;
  const minutes = (lifeMs / 60_000).toFixed(1);
  const cells = [program, inMib(maxBytes), minutes, inMib(earlyBytes), inMib(lateBytes)];
  return `| ${[...cells, inMib(slope)].join(' | ')} |`;
}

function commandOf({ seed, throughput }: SoakFigures): string {
  return `npm run campaign -- soak --seed ${seed} --minutes ${Math.floor(throughput.seconds / 60)}`;
}
